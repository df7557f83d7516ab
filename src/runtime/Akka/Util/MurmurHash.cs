using System.Numerics;

namespace Akka.Util;

/// <summary>MurmurHash3, 32 bits (Austin Appleby's; the text of a string is hashed two characters at a time).</summary>
public static class MurmurHash
{
    /// <summary>The seed of arrays.</summary>
    public const uint StartMagicA = 0x971e137b;

    /// <summary>The other seed that goes with it.</summary>
    public const uint StartMagicB = 0x7b7d159c;

    private const uint First = 0xcc9e2d51;
    private const uint Second = 0x1b873593;

    /// <summary>Begins with a seed.</summary>
    public static uint StartHash(uint seed) => seed ^ StartMagicA;

    /// <summary>Mixes a value in.</summary>
    public static uint ExtendHash(uint hash, uint value)
    {
        unchecked
        {
            var mixed = BitOperations.RotateLeft(value * First, 15) * Second;
            return (BitOperations.RotateLeft(hash ^ mixed, 13) * 5) + 0xe6546b64;
        }
    }

    /// <summary>Spreads the bits, at the end.</summary>
    public static uint FinalizeHash(uint hash)
    {
        unchecked
        {
            hash ^= hash >> 16;
            hash *= 0x85ebca6b;
            hash ^= hash >> 13;
            hash *= 0xc2b2ae35;
            return hash ^ (hash >> 16);
        }
    }

    /// <summary>The hash of bytes.</summary>
    public static int ByteHash(byte[] b)
    {
        var hash = StartMagicB;
        var span = b.AsSpan();
        for (; span.Length >= 4; span = span[4..]) hash = ExtendHash(hash, global::System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(span));
        if (span.Length > 0)
        {
            uint rest = 0;
            for (var i = span.Length - 1; i >= 0; i--) rest = (rest << 8) | span[i];
            hash ^= unchecked(BitOperations.RotateLeft(rest * First, 15) * Second);
        }

        return unchecked((int)FinalizeHash(hash ^ (uint)b.Length));
    }

    /// <summary>The hash of a text.</summary>
    public static int StringHash(string s)
    {
        var hash = StartHash(unchecked((uint)s.Length * StartMagicB));
        var i = 0;
        for (; i + 1 < s.Length; i += 2) hash = ExtendHash(hash, ((uint)s[i] << 16) + s[i + 1]);
        if (i < s.Length) hash = ExtendHash(hash, s[i]);
        return unchecked((int)FinalizeHash(hash));
    }
}
