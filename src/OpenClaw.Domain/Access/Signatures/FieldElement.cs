using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenClaw.Domain.Access.Signatures;

/// <summary>An integer modulo p = 2^255 - 19, the field of Curve25519 and edwards25519 (RFC 7748, RFC 8032).</summary>
/// <remarks>
/// Five limbs of 51 bits. Limbs may exceed 51 bits between operations: a product or a difference leaves every limb below 2^52, a
/// sum below 2^54, and products take limbs up to 2^54 without overflow. No operation branches on, or indexes by, the value.
/// </remarks>
internal readonly struct FieldElement
{
    private const ulong LimbMask = (1UL << 51) - 1;

    private readonly ulong _l0, _l1, _l2, _l3, _l4;

    private FieldElement(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
        _l4 = l4;
    }

    public static FieldElement Zero => default;

    public static FieldElement One => new(1, 0, 0, 0, 0);

    /// <summary>A small constant, below 2^51.</summary>
    public static FieldElement FromUInt32(uint value) => new(value, 0, 0, 0, 0);

    /// <summary>Reads 255 bits, little-endian; the top bit of the last byte is ignored. Values from p to 2^255 - 1 are taken modulo p.</summary>
    public static FieldElement FromBytes(ReadOnlySpan<byte> bytes)
    {
        var w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new FieldElement(
            w0 & LimbMask,
            ((w0 >> 51) | (w1 << 13)) & LimbMask,
            ((w1 >> 38) | (w2 << 26)) & LimbMask,
            ((w2 >> 25) | (w3 << 39)) & LimbMask,
            (w3 >> 12) & LimbMask);
    }

    /// <summary>Writes the one representative below p, 32 bytes little-endian, top bit clear.</summary>
    public void WriteBytes(Span<byte> destination)
    {
        var e = Carry(_l0, _l1, _l2, _l3, _l4);
        e = Carry(e._l0, e._l1, e._l2, e._l3, e._l4);

        // Limbs are now 51 bits, so the value is below 2^255 = p + 19: adding 19 overflows 255 bits exactly when value >= p.
        var q = (e._l0 + 19) >> 51;
        q = (e._l1 + q) >> 51;
        q = (e._l2 + q) >> 51;
        q = (e._l3 + q) >> 51;
        q = (e._l4 + q) >> 51;

        var l0 = e._l0 + (19 * q);
        var l1 = e._l1 + (l0 >> 51);
        var l2 = e._l2 + (l1 >> 51);
        var l3 = e._l3 + (l2 >> 51);
        var l4 = e._l4 + (l3 >> 51);
        l0 &= LimbMask;
        l1 &= LimbMask;
        l2 &= LimbMask;
        l3 &= LimbMask;
        l4 &= LimbMask;

        BinaryPrimitives.WriteUInt64LittleEndian(destination, l0 | (l1 << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], (l1 >> 13) | (l2 << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], (l2 >> 26) | (l3 << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], (l3 >> 39) | (l4 << 12));
    }

    public static FieldElement operator +(in FieldElement a, in FieldElement b) =>
        new(a._l0 + b._l0, a._l1 + b._l1, a._l2 + b._l2, a._l3 + b._l3, a._l4 + b._l4);

    public static FieldElement operator -(in FieldElement a, in FieldElement b)
    {
        // 16p added limb by limb keeps every limb positive for a subtrahend of up to 54 bits.
        const ulong sixteenP0 = 16 * (LimbMask - 18);
        const ulong sixteenP = 16 * LimbMask;
        return Carry(
            a._l0 + sixteenP0 - b._l0,
            a._l1 + sixteenP - b._l1,
            a._l2 + sixteenP - b._l2,
            a._l3 + sixteenP - b._l3,
            a._l4 + sixteenP - b._l4);
    }

    public static FieldElement operator -(in FieldElement a) => Zero - a;

    public static FieldElement operator *(in FieldElement a, in FieldElement b)
    {
        // 2^255 = 19 (mod p): products that would land in limb 5 and above come back multiplied by 19.
        ulong b1 = 19 * b._l1, b2 = 19 * b._l2, b3 = 19 * b._l3, b4 = 19 * b._l4;
        var r0 = default(Wide);
        r0.AddProduct(a._l0, b._l0);
        r0.AddProduct(a._l1, b4);
        r0.AddProduct(a._l2, b3);
        r0.AddProduct(a._l3, b2);
        r0.AddProduct(a._l4, b1);
        var r1 = default(Wide);
        r1.AddProduct(a._l0, b._l1);
        r1.AddProduct(a._l1, b._l0);
        r1.AddProduct(a._l2, b4);
        r1.AddProduct(a._l3, b3);
        r1.AddProduct(a._l4, b2);
        var r2 = default(Wide);
        r2.AddProduct(a._l0, b._l2);
        r2.AddProduct(a._l1, b._l1);
        r2.AddProduct(a._l2, b._l0);
        r2.AddProduct(a._l3, b4);
        r2.AddProduct(a._l4, b3);
        var r3 = default(Wide);
        r3.AddProduct(a._l0, b._l3);
        r3.AddProduct(a._l1, b._l2);
        r3.AddProduct(a._l2, b._l1);
        r3.AddProduct(a._l3, b._l0);
        r3.AddProduct(a._l4, b4);
        var r4 = default(Wide);
        r4.AddProduct(a._l0, b._l4);
        r4.AddProduct(a._l1, b._l3);
        r4.AddProduct(a._l2, b._l2);
        r4.AddProduct(a._l3, b._l1);
        r4.AddProduct(a._l4, b._l0);
        return CarryWide(r0, r1, r2, r3, r4);
    }

    public FieldElement Square()
    {
        ulong d0 = 2 * _l0, d1 = 2 * _l1, d2 = 2 * _l2, n3 = 19 * _l3, n4 = 19 * _l4;
        var r0 = default(Wide);
        r0.AddProduct(_l0, _l0);
        r0.AddProduct(d1, n4);
        r0.AddProduct(d2, n3);
        var r1 = default(Wide);
        r1.AddProduct(d0, _l1);
        r1.AddProduct(d2, n4);
        r1.AddProduct(_l3, n3);
        var r2 = default(Wide);
        r2.AddProduct(d0, _l2);
        r2.AddProduct(_l1, _l1);
        r2.AddProduct(2 * _l3, n4);
        var r3 = default(Wide);
        r3.AddProduct(d0, _l3);
        r3.AddProduct(d1, _l2);
        r3.AddProduct(_l4, n4);
        var r4 = default(Wide);
        r4.AddProduct(d0, _l4);
        r4.AddProduct(d1, _l3);
        r4.AddProduct(_l2, _l2);
        return CarryWide(r0, r1, r2, r3, r4);
    }

    /// <summary>The multiplicative inverse, x^(p-2); zero for zero.</summary>
    public FieldElement Invert() => PowTwo250MinusOne(out var x11).Square(5) * x11;

    /// <summary>x^((p-5)/8), from which a square root follows because p = 5 (mod 8).</summary>
    public FieldElement PowForSquareRoot() => PowTwo250MinusOne(out _).Square(2) * this;

    public bool IsZero
    {
        get
        {
            Span<byte> bytes = stackalloc byte[32];
            WriteBytes(bytes);
            return bytes.IndexOfAnyExcept((byte)0) < 0;
        }
    }

    /// <summary>RFC 8032's "sign": the lowest bit of the canonical encoding, 0 or 1.</summary>
    public int Sign
    {
        get
        {
            Span<byte> bytes = stackalloc byte[32];
            WriteBytes(bytes);
            return bytes[0] & 1;
        }
    }

    /// <summary><paramref name="whenOne"/> if <paramref name="bit"/> is 1, <paramref name="whenZero"/> if it is 0; same work for both.</summary>
    public static FieldElement Select(ulong bit, in FieldElement whenOne, in FieldElement whenZero)
    {
        var mask = 0UL - bit;
        return new FieldElement(
            whenZero._l0 ^ (mask & (whenZero._l0 ^ whenOne._l0)),
            whenZero._l1 ^ (mask & (whenZero._l1 ^ whenOne._l1)),
            whenZero._l2 ^ (mask & (whenZero._l2 ^ whenOne._l2)),
            whenZero._l3 ^ (mask & (whenZero._l3 ^ whenOne._l3)),
            whenZero._l4 ^ (mask & (whenZero._l4 ^ whenOne._l4)));
    }

    private FieldElement Square(int times)
    {
        var x = this;
        for (var i = 0; i < times; i++)
        {
            x = x.Square();
        }

        return x;
    }

    /// <summary>x^(2^250 - 1), and x^11 on the way: the chain that both exponents above share.</summary>
    private FieldElement PowTwo250MinusOne(out FieldElement x11)
    {
        var x2 = Square();
        var x9 = x2.Square(2) * this;
        x11 = x9 * x2;
        var x5 = x11.Square() * x9;               // 2^5 - 1
        var x10 = x5.Square(5) * x5;              // 2^10 - 1
        var x20 = x10.Square(10) * x10;
        var x40 = x20.Square(20) * x20;
        var x50 = x40.Square(10) * x10;
        var x100 = x50.Square(50) * x50;
        var x200 = x100.Square(100) * x100;
        return x200.Square(50) * x50;             // 2^250 - 1
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FieldElement Carry(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4)
    {
        l1 += l0 >> 51;
        l0 &= LimbMask;
        l2 += l1 >> 51;
        l1 &= LimbMask;
        l3 += l2 >> 51;
        l2 &= LimbMask;
        l4 += l3 >> 51;
        l3 &= LimbMask;
        l0 += 19 * (l4 >> 51);
        l4 &= LimbMask;
        return new FieldElement(l0, l1, l2, l3, l4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FieldElement CarryWide(Wide r0, Wide r1, Wide r2, Wide r3, Wide r4)
    {
        r1.Add(r0.Carry);
        r2.Add(r1.Carry);
        r3.Add(r2.Carry);
        r4.Add(r3.Carry);

        // The top carry is below 2^60, so 19 times it still fits with the low limb.
        var l0 = (r0.Low & LimbMask) + (19 * r4.Carry);
        return new FieldElement(
            l0 & LimbMask,
            (r1.Low & LimbMask) + (l0 >> 51),
            r2.Low & LimbMask,
            r3.Low & LimbMask,
            r4.Low & LimbMask);
    }

    /// <summary>A 128-bit sum of products. <see cref="UInt128"/> would do, at three times the cost of two plain words.</summary>
    private struct Wide
    {
        private ulong _high;

        public ulong Low { get; private set; }

        /// <summary>The sum without its lowest 51 bits; it must be below 2^115.</summary>
        public readonly ulong Carry => (Low >> 51) | (_high << 13);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddProduct(ulong a, ulong b)
        {
            _high += Math.BigMul(a, b, out var low);
            Add(low);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(ulong value)
        {
            Low += value;
            _high += Low < value ? 1UL : 0UL;
        }
    }
}
