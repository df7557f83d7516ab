using System.Numerics;

namespace OpenClaw.Protocol.Validation;

/// <summary>Which of an object's declared properties, by their index.</summary>
/// <remarks>Two words, not an <see cref="UInt128"/>: code over that type cannot be compiled ahead of time, and this runs for the first frame of every start.</remarks>
internal struct PropertySet
{
    /// <summary>Indexes are below this.</summary>
    public const int Capacity = 128;

    private ulong _low;
    private ulong _high;

    /// <summary>Adds a property; false when it is there already.</summary>
    public bool Add(int index)
    {
        ref var word = ref index < 64 ? ref _low : ref _high;
        var bit = 1UL << index;
        var added = (word & bit) == 0;
        word |= bit;
        return added;
    }

    /// <summary>The lowest index that is here and not in <paramref name="other"/>; -1 when there is none.</summary>
    public readonly int FirstNotIn(PropertySet other)
    {
        var low = _low & ~other._low;
        var high = _high & ~other._high;
        return low != 0 ? BitOperations.TrailingZeroCount(low) : high != 0 ? 64 + BitOperations.TrailingZeroCount(high) : -1;
    }
}
