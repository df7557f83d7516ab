using System.Globalization;
using System.Numerics;

namespace OpenClaw.Fuzz.Signatures;

/// <summary>A point of edwards25519 in affine coordinates, by RFC 8032's formulas over <see cref="BigInteger"/>: slow, and nothing in common with what is tested.</summary>
/// <remarks>With it inputs are made that no honest signer makes: keys and signatures with a part of small order.</remarks>
internal readonly record struct CurvePoint(BigInteger X, BigInteger Y)
{
    /// <summary>The order L of the base point.</summary>
    public static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);

    /// <summary>The eight points whose order divides 8, the neutral one first.</summary>
    public static IReadOnlyList<CurvePoint> SmallOrder { get; } = [.. SmallOrderEncodings().Take(8).Select(Decode)];

    /// <summary>All encodings of <see cref="SmallOrder"/>: the eight canonical ones, then those that a lax reader takes for one of them.</summary>
    public static IEnumerable<byte[]> SmallOrderEncodings() => new[]
    {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",

        // x = 0 with the sign bit, and y + p instead of y.
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    }.Select(Convert.FromHexString);

    public static CurvePoint operator +(CurvePoint a, CurvePoint b)
    {
        var product = Mod(D * a.X * b.X % P * a.Y * b.Y);
        return new CurvePoint(
            Mod(((a.X * b.Y) + (b.X * a.Y)) * Inverse(1 + product)),
            Mod(((a.Y * b.Y) + (a.X * b.X)) * Inverse(1 - product)));
    }

    /// <summary>The point of an encoding, which must be one.</summary>
    public static CurvePoint Decode(byte[] encoded)
    {
        var y = new BigInteger(encoded, isUnsigned: true) & ((BigInteger.One << 255) - 1);
        var square = Mod(((y * y) - 1) * Inverse(Mod(D * y * y) + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square) x = Mod(x * RootOfMinusOne);
        if (Mod(x * x) != square) throw new ArgumentException("This is no point of the curve.", nameof(encoded));
        return new CurvePoint((int)(x & 1) == encoded[31] >> 7 ? x : Mod(-x), Mod(y));
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var bytes = Bytes(Y);
        bytes[31] |= (byte)((int)(X & 1) << 7);
        return bytes;
    }

    /// <summary>A number below 2^256 as 32 bytes, little-endian.</summary>
    public static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }
}
