using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OpenClaw.Protocol.Validation;

/// <summary>Finds items by a short ASCII name, given as UTF-8 bytes, without allocating. Open addressing, at most half full; cheap to build.</summary>
internal sealed class Utf8NameTable<T>
    where T : class
{
    private readonly (byte[] Name, T Item)[] _slots;

    internal Utf8NameTable(IReadOnlyList<T> items, Func<T, string> name)
    {
        var size = 4;
        while (size < items.Count * 2)
        {
            size *= 2;
        }

        _slots = new (byte[], T)[size];
        foreach (var item in items)
        {
            var utf8 = Encoding.UTF8.GetBytes(name(item));
            var slot = Hash(utf8) & (size - 1);
            while (_slots[slot].Name is not null)
            {
                slot = (slot + 1) & (size - 1);
            }

            _slots[slot] = (utf8, item);
        }
    }

    internal bool TryGet(ReadOnlySpan<byte> name, [NotNullWhen(true)] out T? item)
    {
        for (var slot = Hash(name) & (_slots.Length - 1); _slots[slot].Name is { } candidate; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (name.SequenceEqual(candidate))
            {
                item = _slots[slot].Item;
                return true;
            }
        }

        item = null;
        return false;
    }

    internal bool TryGet(string name, [NotNullWhen(true)] out T? item)
    {
        Span<byte> utf8 = stackalloc byte[256];
        if (Encoding.UTF8.TryGetBytes(name, utf8, out var length))
        {
            return TryGet(utf8[..length], out item);
        }

        item = null;
        return false;
    }

    // FNV-1a over at most 64 bytes. The set of names is fixed, so a peer gains nothing by choosing what collides.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var value in name[..Math.Min(name.Length, 64)])
        {
            hash = (hash ^ value) * 16777619u;
        }

        return (int)(hash & int.MaxValue);
    }
}
