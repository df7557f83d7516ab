using System.Numerics;
using System.Security.Cryptography;

namespace OpenClaw.Fuzz.Signatures;

/// <summary>Says what the next case is about, and makes something wrong with a good signature.</summary>
internal sealed class SignatureCases(Random random)
{
    private static readonly byte[][] SmallOrderEncodings = [.. CurvePoint.SmallOrderEncodings()];

    private static readonly BigInteger[] Borders =
        [BigInteger.Zero, CurvePoint.Order - 1, CurvePoint.Order, CurvePoint.Order + 1, BigInteger.Pow(2, 252), BigInteger.Pow(2, 253) - 1, BigInteger.Pow(2, 256) - 1];

    /// <summary>Around SHA-512's blocks of 128 bytes, where what is hashed with the message takes 32 or 64.</summary>
    private static readonly int[] BorderLengths = [0, 1, 47, 48, 63, 64, 79, 80, 111, 112, 127, 128, 191, 192];

    private static readonly SignatureKind[] Damages = [.. Enum.GetValues<SignatureKind>().Where(static kind => kind > SignatureKind.SignedByOpenSsl)];

    /// <summary>A quarter of the cases each is signed by us and by OpenSSL; with the rest something is wrong.</summary>
    public SignatureKind Kind() => random.Next(4) switch
    {
        0 => SignatureKind.SignedByUs,
        1 => SignatureKind.SignedByOpenSsl,
        _ => Damages[random.Next(Damages.Length)],
    };

    public byte[] Seed() => Bytes(32);

    public byte[] Message() => random.Next(20) switch
    {
        0 => Bytes(random.Next(4096)),
        1 or 2 => Bytes(BorderLengths[random.Next(BorderLengths.Length)]),
        _ => Bytes(random.Next(300)),
    };

    /// <param name="kind">What is to be wrong.</param>
    /// <param name="seed">The signer's secret.</param>
    /// <param name="message">What it signed.</param>
    /// <param name="key">Its key.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="keyOf">The public key of another seed.</param>
    public SignatureCase Damage(SignatureKind kind, byte[] seed, byte[] message, byte[] key, byte[] signature, Func<byte[], byte[]> keyOf)
    {
        var (otherKey, otherMessage, other) = (key, message, (byte[])signature.Clone());
        switch (kind)
        {
            case SignatureKind.SignatureBit:
                Flip(other);
                break;
            case SignatureKind.KeyBit:
                otherKey = (byte[])key.Clone();
                if (random.Next(8) == 0) otherKey[31] ^= 0x80;
                else Flip(otherKey);
                break;
            case SignatureKind.OtherMessage:
                otherMessage = Changed(message);
                break;
            case SignatureKind.OtherKey:
                otherKey = keyOf(Seed());
                break;
            case SignatureKind.RandomSignature:
                random.NextBytes(random.Next(2) == 0 ? other : other.AsSpan(32));
                break;
            case SignatureKind.RandomKey:
                otherKey = Bytes(32);
                break;
            case SignatureKind.SignatureLength:
                other = random.Next(2) == 0 ? other[..random.Next(64)] : [.. other, .. Bytes(1 + random.Next(64))];
                break;
            case SignatureKind.KeyLength:
                otherKey = random.Next(2) == 0 ? key[..random.Next(32)] : [.. key, .. Bytes(1 + random.Next(32))];
                break;
            case SignatureKind.UnreducedS:
                SetS(other, S(other) + (random.Next(1, 15) * CurvePoint.Order));
                break;
            case SignatureKind.BorderS:
                SetS(other, Borders[random.Next(Borders.Length)]);
                break;
            case SignatureKind.NeutralR:
                other = WithNeutralR(seed, key, message);
                break;
            case SignatureKind.MixedOrder:
                (otherKey, other) = OfMixedOrder(seed, message, keyOf);
                break;
            case SignatureKind.SmallOrderKey:
                (otherKey, other) = OfSmallOrder(keyOf);
                break;
            case SignatureKind.UnreducedKey:
                // p + 0 to p + 18, with either sign: what is left of 255 bits above p.
                otherKey = [(byte)(0xed + random.Next(19)), .. Enumerable.Repeat((byte)0xff, 30), (byte)(random.Next(2) == 0 ? 0x7f : 0xff)];
                break;
        }

        return new SignatureCase(kind, otherKey, otherMessage, other);
    }

    /// <summary>With r = 0: R is the neutral point and S = k a. Signers never do so, and it is a signature all the same.</summary>
    private byte[] WithNeutralR(byte[] seed, byte[] key, byte[] message)
    {
        // The neutral point, rightly, with the sign of its x = 0 turned, or as y = p + 1.
        var r = SmallOrderEncodings[new[] { 0, 8, 12, 13 }[random.Next(4)]];
        return [.. r, .. CurvePoint.Bytes(Challenge(r, key, message) * SecretOf(seed) % CurvePoint.Order)];
    }

    /// <summary>The key aB + T and, now and then, R = rB + T', T and T' of small order.</summary>
    private (byte[] Key, byte[] Signature) OfMixedOrder(byte[] seed, byte[] message, Func<byte[], byte[]> keyOf)
    {
        var key = (CurvePoint.Decode(keyOf(seed)) + SmallPoint()).Encode();
        var nonce = Seed();
        var r = random.Next(2) == 0 ? keyOf(nonce) : (CurvePoint.Decode(keyOf(nonce)) + SmallPoint()).Encode();
        return (key, [.. r, .. CurvePoint.Bytes((SecretOf(nonce) + (Challenge(r, key, message) * SecretOf(seed))) % CurvePoint.Order)]);
    }

    /// <summary>For a key T of small order: any S, and R = [S]B + T'. One time in a few the hash makes it true, and then for a secret that nobody has.</summary>
    private (byte[] Key, byte[] Signature) OfSmallOrder(Func<byte[], byte[]> keyOf)
    {
        var nonce = Seed();
        var r = (CurvePoint.Decode(keyOf(nonce)) + SmallPoint()).Encode();
        return (SmallOrderEncodings[random.Next(SmallOrderEncodings.Length)], [.. r, .. CurvePoint.Bytes(SecretOf(nonce) % CurvePoint.Order)]);
    }

    private CurvePoint SmallPoint() => CurvePoint.SmallOrder[random.Next(CurvePoint.SmallOrder.Count)];

    /// <summary>The clamped scalar of a seed (RFC 8032, 5.1.5).</summary>
    private static BigInteger SecretOf(byte[] seed)
    {
        var half = SHA512.HashData(seed)[..32];
        half[0] &= 0xf8;
        half[31] = (byte)((half[31] & 0x7f) | 0x40);
        return new BigInteger(half, isUnsigned: true);
    }

    private static BigInteger Challenge(byte[] r, byte[] key, byte[] message) =>
        new BigInteger(SHA512.HashData([.. r, .. key, .. message]), isUnsigned: true) % CurvePoint.Order;

    private static BigInteger S(byte[] signature) => new(signature.AsSpan(32), isUnsigned: true);

    private static void SetS(byte[] signature, BigInteger value) => CurvePoint.Bytes(value).CopyTo(signature, 32);

    private byte[] Changed(byte[] message)
    {
        switch (random.Next(3))
        {
            case 0 when message.Length > 0:
                var changed = (byte[])message.Clone();
                Flip(changed);
                return changed;
            case 1 when message.Length > 0:
                return message[..^1];
            default:
                return [.. message, 0];
        }
    }

    private void Flip(byte[] bytes) => bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
