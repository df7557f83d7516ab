namespace OpenClaw.Fuzz.Driver;

/// <summary>Changes inputs at random: bits, bytes, blocks, pieces of the dictionary, and halves of other inputs.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> dictionary)
{
    private const int MaxLength = 4096;

    private static readonly byte[] Interesting = [0x00, 0x09, 0x0A, 0x20, 0x22, 0x27, 0x2C, 0x2F, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x7F, 0x80, 0xBF, 0xC0, 0xE2, 0xED, 0xF4, 0xFF];

    public byte[] Mutate(byte[] seed, byte[] other)
    {
        var bytes = new List<byte>(seed);
        for (var changes = 1 + random.Next(4); changes > 0; changes--) Change(bytes, other);
        if (bytes.Count > MaxLength) bytes.RemoveRange(MaxLength, bytes.Count - MaxLength);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        var inside = bytes.Count == 0 ? -1 : Math.Min(at, bytes.Count - 1);
        switch (random.Next(9))
        {
            case 0 when inside >= 0:
                bytes[inside] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when inside >= 0:
                bytes[inside] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                bytes.Insert(at, Interesting[random.Next(Interesting.Length)]);
                break;
            case 3 when inside >= 0:
                bytes.RemoveRange(inside, Math.Min(1 + random.Next(8), bytes.Count - inside));
                break;
            case 4 when inside >= 0:
                // Repeats a block: doubled keys, deep nesting.
                var block = bytes.GetRange(inside, Math.Min(1 + random.Next(16), bytes.Count - inside));
                for (var times = 1 + random.Next(random.Next(8) == 0 ? 200 : 3); times > 0; times--) bytes.InsertRange(inside, block);
                break;
            case 5 when dictionary.Count > 0:
                bytes.InsertRange(at, dictionary[random.Next(dictionary.Count)]);
                break;
            case 6 when dictionary.Count > 0 && inside >= 0:
                var word = dictionary[random.Next(dictionary.Count)];
                bytes.RemoveRange(inside, Math.Min(word.Length, bytes.Count - inside));
                bytes.InsertRange(inside, word);
                break;
            case 7 when other.Length > 0:
                var cut = random.Next(other.Length);
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(cut));
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
    }
}
