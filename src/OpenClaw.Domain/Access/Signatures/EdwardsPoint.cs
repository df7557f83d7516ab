namespace OpenClaw.Domain.Access.Signatures;

/// <summary>A point of edwards25519 in extended coordinates (X : Y : Z : T), x = X/Z, y = Y/Z, xy = T/Z (RFC 8032, 5.1).</summary>
/// <remarks>Addition is the complete formula of RFC 8032 5.1.4: it holds for every pair of points, so no case needs a branch.</remarks>
internal readonly struct EdwardsPoint
{
    private readonly FieldElement _x, _y, _z, _t;

    private EdwardsPoint(in FieldElement x, in FieldElement y, in FieldElement z, in FieldElement t)
    {
        _x = x;
        _y = y;
        _z = z;
        _t = t;
    }

    public static EdwardsPoint Identity => new(FieldElement.Zero, FieldElement.One, FieldElement.One, FieldElement.Zero);

    /// <summary>The generator B of order L: y = 4/5, x even.</summary>
    public static EdwardsPoint Base => Curve.Base;

    /// <summary>
    /// Decodes 32 bytes (RFC 8032, 5.1.3). False for a y of p or more, for an x that does not exist, and for x = 0 with the sign bit set:
    /// one point has one encoding here, although some libraries accept others.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out EdwardsPoint point)
    {
        point = Identity;
        if (encoded.Length != 32)
        {
            return false;
        }

        var sign = encoded[31] >> 7;
        var y = FieldElement.FromBytes(encoded);
        Span<byte> canonical = stackalloc byte[32];
        y.WriteBytes(canonical);
        canonical[31] |= (byte)(sign << 7);
        if (!canonical.SequenceEqual(encoded))
        {
            return false;
        }

        // x² = (y² - 1) / (d y² + 1) = u / v; a candidate root is u v³ (u v⁷)^((p-5)/8), off by sqrt(-1) at most.
        var ySquared = y.Square();
        var u = ySquared - FieldElement.One;
        var v = (Curve.D * ySquared) + FieldElement.One;
        var v3 = v.Square() * v;
        var x = u * v3 * (u * v3.Square() * v).PowForSquareRoot();
        var vx2 = v * x.Square();
        if (!(vx2 - u).IsZero)
        {
            if (!(vx2 + u).IsZero)
            {
                return false;
            }

            x *= Curve.SquareRootOfMinusOne;
        }

        if (x.IsZero && sign == 1)
        {
            return false;
        }

        if (x.Sign != sign)
        {
            x = -x;
        }

        point = new EdwardsPoint(x, y, FieldElement.One, x * y);
        return true;
    }

    /// <summary>Writes the 32-byte encoding: y with the sign of x in the top bit.</summary>
    public void Encode(Span<byte> destination)
    {
        var inverse = _z.Invert();
        (_y * inverse).WriteBytes(destination);
        destination[31] |= (byte)((_x * inverse).Sign << 7);
    }

    public static EdwardsPoint operator +(in EdwardsPoint p, in EdwardsPoint q)
    {
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * Curve.TwoD * q._t;
        var zz = p._z * q._z;
        var d = zz + zz;
        var e = b - a;
        var f = d - c;
        var g = d + c;
        var h = b + a;
        return new EdwardsPoint(e * f, g * h, f * g, e * h);
    }

    public static EdwardsPoint operator -(in EdwardsPoint p) => new(-p._x, p._y, p._z, -p._t);

    public EdwardsPoint Double()
    {
        var a = _x.Square();
        var b = _y.Square();
        var zz = _z.Square();
        var c = zz + zz;
        var h = a + b;
        var e = h - (_x + _y).Square();
        var g = a - b;
        var f = c + g;
        return new EdwardsPoint(e * f, g * h, f * g, e * h);
    }

    /// <summary>True for the eight points whose order divides the cofactor 8; no honest key is one of them.</summary>
    public bool IsSmallOrder
    {
        get
        {
            var p = Double().Double().Double();
            return p._x.IsZero && (p._y - p._z).IsZero;
        }
    }

    /// <summary>[scalar]B in constant time, for secret scalars: every digit costs an addition and a look at all its multiples, whatever its value.</summary>
    /// <param name="scalar">32 bytes, little-endian.</param>
    public static EdwardsPoint MultiplyBase(ReadOnlySpan<byte> scalar)
    {
        // Four quarters of 64 bits, each over the multiples of its own [2^(64 q)]B, share the doublings of one.
        var result = Identity;
        for (var digit = 15; digit >= 0; digit--)
        {
            result = result.Double().Double().Double().Double();
            for (var quarter = 0; quarter < 4; quarter++)
            {
                result += Select(QuarterMultiples.Of[quarter], Nibble(scalar, (16 * quarter) + digit));
            }
        }

        return result;
    }

    /// <summary>[a]P + [b]B, both scalars four bits at a time over shared doublings. Time depends on the scalars: for public values only.</summary>
    public static EdwardsPoint MultiplyAddBaseVartime(ReadOnlySpan<byte> a, in EdwardsPoint p, ReadOnlySpan<byte> b)
    {
        var multiplesOfP = Multiples(p);
        var multiplesOfBase = Curve.BaseMultiples;
        var result = Identity;
        for (var i = 63; i >= 0; i--)
        {
            result = result.Double().Double().Double().Double();
            var digitOfA = Nibble(a, i);
            var digitOfB = Nibble(b, i);
            if (digitOfA != 0)
            {
                result += multiplesOfP[digitOfA];
            }

            if (digitOfB != 0)
            {
                result += multiplesOfBase[digitOfB];
            }
        }

        return result;
    }

    /// <summary><c>multiples[index]</c>, with the same work for every index.</summary>
    private static EdwardsPoint Select(EdwardsPoint[] multiples, int index)
    {
        var chosen = multiples[0];
        for (var i = 1; i < multiples.Length; i++)
        {
            // Negative, and so with the top bit set, only where the two are equal.
            var bit = (ulong)((long)(i ^ index) - 1) >> 63;
            ref readonly var multiple = ref multiples[i];
            chosen = new EdwardsPoint(
                FieldElement.Select(bit, multiple._x, chosen._x),
                FieldElement.Select(bit, multiple._y, chosen._y),
                FieldElement.Select(bit, multiple._z, chosen._z),
                FieldElement.Select(bit, multiple._t, chosen._t));
        }

        return chosen;
    }

    private static int Nibble(ReadOnlySpan<byte> scalar, int index) => (scalar[index >> 1] >> ((index & 1) * 4)) & 15;

    private static EdwardsPoint[] Multiples(in EdwardsPoint p)
    {
        var multiples = new EdwardsPoint[16];
        multiples[0] = Identity;
        for (var i = 1; i < multiples.Length; i++)
        {
            multiples[i] = multiples[i - 1] + p;
        }

        return multiples;
    }

    /// <summary>The constants of the curve, derived from their definitions on first use.</summary>
    private static class Curve
    {
        /// <summary>d = -121665/121666.</summary>
        public static readonly FieldElement D = -(FieldElement.FromUInt32(121665) * FieldElement.FromUInt32(121666).Invert());

        public static readonly FieldElement TwoD = D + D;

        /// <summary>2^((p-1)/4): a root of -1, because 2 is no square modulo p.</summary>
        public static readonly FieldElement SquareRootOfMinusOne =
            FieldElement.FromUInt32(2).PowForSquareRoot().Square() * FieldElement.FromUInt32(2);

        public static readonly EdwardsPoint Base = DecodeBase();

        public static readonly EdwardsPoint[] BaseMultiples = Multiples(Base);

        private static EdwardsPoint DecodeBase()
        {
            Span<byte> encoded = stackalloc byte[32];
            (FieldElement.FromUInt32(4) * FieldElement.FromUInt32(5).Invert()).WriteBytes(encoded);
            return TryDecode(encoded, out var point)
                ? point
                : throw new InvalidOperationException("The base point of edwards25519 did not decode: the field arithmetic is wrong.");
        }
    }

    /// <summary>The multiples 0 to 15 of [2^(64 q)]B: what signing alone needs, and so makes on first use.</summary>
    private static class QuarterMultiples
    {
        public static readonly EdwardsPoint[][] Of = Make();

        private static EdwardsPoint[][] Make()
        {
            var quarters = new EdwardsPoint[4][];
            var unit = Base;
            for (var quarter = 0; quarter < quarters.Length; quarter++)
            {
                quarters[quarter] = Multiples(unit);
                for (var doubling = 0; doubling < 64; doubling++)
                {
                    unit = unit.Double();
                }
            }

            return quarters;
        }
    }
}
