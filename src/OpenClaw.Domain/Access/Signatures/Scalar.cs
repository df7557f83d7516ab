using System.Buffers.Binary;

namespace OpenClaw.Domain.Access.Signatures;

/// <summary>Arithmetic modulo the group order L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032, 5.1).</summary>
/// <remarks>
/// Reduction shifts one bit in and subtracts L where it fits, 512 times, choosing by mask: a few microseconds, and the same
/// steps whatever the value, which matters because signing reduces secrets.
/// </remarks>
internal static class Scalar
{
    private const ulong L0 = 0x5812631a5cf5d3ed, L1 = 0x14def9dea2f79cd6, L2 = 0, L3 = 0x1000000000000000;

    /// <summary>True when 32 little-endian bytes are below L. A signature whose S is not is refused: it would be a second signature of the same message.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> scalar)
    {
        Span<ulong> s = stackalloc ulong[4];
        Read(scalar, s);
        _ = SubtractOrder(s, out var borrow);
        return borrow == 1;
    }

    /// <summary>Reduces 64 little-endian bytes (a SHA-512 digest) to 32.</summary>
    public static void Reduce(ReadOnlySpan<byte> wide, Span<byte> destination)
    {
        Span<ulong> words = stackalloc ulong[8];
        Read(wide, words);
        Reduce(words, destination);
        words.Clear();
    }

    /// <summary>a * b + c modulo L; operands of 32 little-endian bytes.</summary>
    public static void MultiplyAdd(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, Span<byte> destination)
    {
        Span<ulong> x = stackalloc ulong[4];
        Span<ulong> y = stackalloc ulong[4];
        Span<ulong> wide = stackalloc ulong[8];
        Read(a, x);
        Read(b, y);
        Read(c, wide[..4]);
        for (var i = 0; i < 4; i++)
        {
            ulong carry = 0;
            for (var j = 0; j < 4; j++)
            {
                var sum = Math.BigMul(x[i], y[j]) + wide[i + j] + carry;     // at most 2^128 - 1
                wide[i + j] = (ulong)sum;
                carry = (ulong)(sum >> 64);
            }

            for (var k = i + 4; k < 8; k++)
            {
                var sum = (UInt128)wide[k] + carry;
                wide[k] = (ulong)sum;
                carry = (ulong)(sum >> 64);
            }
        }

        Reduce(wide, destination);
        x.Clear();
        y.Clear();
        wide.Clear();
    }

    private static void Reduce(ReadOnlySpan<ulong> wide, Span<byte> destination)
    {
        Span<ulong> r = stackalloc ulong[4];
        r.Clear();
        for (var bit = 511; bit >= 0; bit--)
        {
            // r < L < 2^253, so doubling stays inside 256 bits.
            r[3] = (r[3] << 1) | (r[2] >> 63);
            r[2] = (r[2] << 1) | (r[1] >> 63);
            r[1] = (r[1] << 1) | (r[0] >> 63);
            r[0] = (r[0] << 1) | ((wide[bit >> 6] >> (bit & 63)) & 1);
            var (d0, d1, d2, d3) = SubtractOrder(r, out var borrow);
            var keep = 0UL - borrow;                                          // all ones when r < L
            r[0] = (r[0] & keep) | (d0 & ~keep);
            r[1] = (r[1] & keep) | (d1 & ~keep);
            r[2] = (r[2] & keep) | (d2 & ~keep);
            r[3] = (r[3] & keep) | (d3 & ~keep);
        }

        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(8 * i)..], r[i]);
        }

        r.Clear();
    }

    private static (ulong, ulong, ulong, ulong) SubtractOrder(ReadOnlySpan<ulong> r, out ulong borrow)
    {
        borrow = 0;
        var d0 = Subtract(r[0], L0, ref borrow);
        var d1 = Subtract(r[1], L1, ref borrow);
        var d2 = Subtract(r[2], L2, ref borrow);
        var d3 = Subtract(r[3], L3, ref borrow);
        return (d0, d1, d2, d3);
    }

    private static ulong Subtract(ulong a, ulong b, ref ulong borrow)
    {
        var difference = (UInt128)a - b - borrow;
        borrow = (ulong)(difference >> 64) & 1;
        return (ulong)difference;
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]);
        }
    }
}
