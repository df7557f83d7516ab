using System.Collections;
using System.Text;

namespace Akka.IO;

/// <summary>Order of the bytes of a number.</summary>
public enum ByteOrder
{
    /// <summary>The most significant first.</summary>
    BigEndian,

    /// <summary>The least significant first.</summary>
    LittleEndian,
}

/// <summary>
/// Immutable bytes in pieces: joining and slicing copy nothing. What was made by <c>FromBytes</c> shares the array given, which must not change.
/// </summary>
public sealed class ByteString : IEquatable<ByteString>, IEnumerable<byte>
{
    private readonly ReadOnlyMemory<byte>[] _pieces;

    private ByteString(ReadOnlyMemory<byte>[] pieces, int count)
    {
        _pieces = pieces;
        Count = count;
    }

    /// <summary>No bytes.</summary>
    public static ByteString Empty { get; } = new([], 0);

    /// <summary>How many bytes.</summary>
    public int Count { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Whether the bytes are in one piece.</summary>
    public bool IsCompact => _pieces.Length <= 1;

    /// <summary>The byte at a position.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public byte this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new IndexOutOfRangeException($"Requested index was {index}, but there are {Count} bytes");
            foreach (var piece in _pieces)
            {
                if (index < piece.Length) return piece.Span[index];
                index -= piece.Length;
            }

            throw new InvalidOperationException("The count of bytes is wrong");
        }
    }

    /// <summary>A copy of an array.</summary>
    public static ByteString CopyFrom(byte[] array) => FromMemory(array.ToArray());

    /// <summary>A copy of a part of an array.</summary>
    public static ByteString CopyFrom(byte[] array, int offset, int count) => FromMemory(array.AsSpan(offset, count).ToArray());

    /// <summary>A copy of a part of an array.</summary>
    public static ByteString CopyFrom(ArraySegment<byte> buffer) => FromMemory(buffer.AsSpan().ToArray());

    /// <summary>A copy of bytes.</summary>
    public static ByteString CopyFrom(Memory<byte> memory) => FromMemory(memory.ToArray());

    /// <summary>A copy of bytes.</summary>
    public static ByteString CopyFrom(Span<byte> span) => FromMemory(span.ToArray());

    /// <summary>The bytes of an array, which must not change.</summary>
    public static ByteString FromBytes(byte[] array) => FromMemory(array);

    /// <summary>Bytes of an array, which must not change.</summary>
    public static ByteString FromBytes(byte[] array, int offset, int count) => FromMemory(array.AsMemory(offset, count));

    /// <summary>Bytes of an array, which must not change.</summary>
    public static ByteString FromBytes(ArraySegment<byte> buffer) => FromMemory(buffer.AsMemory());

    /// <summary>Bytes of several arrays, which must not change.</summary>
    public static ByteString FromBytes(IEnumerable<ArraySegment<byte>> buffers)
    {
        ReadOnlyMemory<byte>[] pieces = [.. buffers.Where(static b => b.Count > 0).Select(static b => (ReadOnlyMemory<byte>)b.AsMemory())];
        return pieces.Length == 0 ? Empty : new ByteString(pieces, pieces.Sum(static p => p.Length));
    }

    /// <summary>The text as UTF-8.</summary>
    public static ByteString FromString(string str) => FromString(str, Encoding.UTF8);

    /// <summary>The text in an encoding.</summary>
    public static ByteString FromString(string str, Encoding encoding) => FromMemory(encoding.GetBytes(str));

    /// <summary>The same bytes in one piece.</summary>
    public ByteString Compact() => IsCompact ? this : FromMemory(ToArray());

    /// <summary>From a position on; positions outside are brought inside.</summary>
    public ByteString Slice(int index) => Slice(index, Count - index);

    /// <summary>A part; what lies outside is left out.</summary>
    public ByteString Slice(int index, int count)
    {
        if (index < 0)
        {
            count += index;
            index = 0;
        }

        count = Math.Min(count, Count - index);
        if (count <= 0) return Empty;
        if (count == Count) return this;
        var pieces = new List<ReadOnlyMemory<byte>>(_pieces.Length);
        var left = count;
        foreach (var piece in _pieces)
        {
            if (index >= piece.Length)
            {
                index -= piece.Length;
                continue;
            }

            var part = piece.Slice(index, Math.Min(left, piece.Length - index));
            pieces.Add(part);
            left -= part.Length;
            index = 0;
            if (left == 0) break;
        }

        return new ByteString([.. pieces], count);
    }

    /// <summary>The first position of a byte; -1 = nowhere.</summary>
    public int IndexOf(byte b) => IndexOf(b, 0);

    /// <summary>The first position of a byte from a position on; -1 = nowhere.</summary>
    public int IndexOf(byte b, int from)
    {
        var start = 0;
        from = Math.Max(0, from);
        foreach (var piece in _pieces)
        {
            var skip = Math.Min(piece.Length, Math.Max(0, from - start));
            var at = piece.Span[skip..].IndexOf(b);
            if (at >= 0) return start + skip + at;
            start += piece.Length;
        }

        return -1;
    }

    /// <summary>Whether the other bytes stand at a position.</summary>
    public bool HasSubstring(ByteString other, int index)
    {
        if (index < 0 || index + other.Count > Count) return false;
        for (var i = 0; i < other.Count; i++)
            if (this[index + i] != other[i]) return false;
        return true;
    }

    /// <summary>A copy as an array.</summary>
    public byte[] ToArray()
    {
        if (IsEmpty) return [];
        var array = new byte[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>Both, one after the other.</summary>
    public ByteString Concat(ByteString other) =>
        IsEmpty ? other : other.IsEmpty ? this : new ByteString([.. _pieces, .. other._pieces], checked(Count + other.Count));

    /// <summary>Copies at most <paramref name="count"/> bytes into an array; returns how many.</summary>
    public int CopyTo(byte[] buffer, int index, int count)
    {
        var part = Slice(0, Math.Min(count, buffer.Length - index));
        part.CopyTo(buffer.AsSpan(index));
        return part.Count;
    }

    /// <summary>Copies what fits; returns how many bytes.</summary>
    public int CopyTo(Span<byte> buffer)
    {
        var copied = 0;
        foreach (var piece in _pieces)
        {
            var part = piece.Span[..Math.Min(piece.Length, buffer.Length - copied)];
            part.CopyTo(buffer[copied..]);
            copied += part.Length;
        }

        return copied;
    }

    /// <summary>Writes all bytes.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (var piece in _pieces) stream.Write(piece.Span);
    }

    /// <summary>Writes all bytes.</summary>
    public async Task WriteToAsync(Stream stream)
    {
        foreach (var piece in _pieces) await stream.WriteAsync(piece).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public bool Equals(ByteString? other)
    {
        if (other is null || Count != other.Count) return false;
        return ReferenceEquals(this, other) || Compact()._pieces is [var mine] && other.Compact()._pieces is [var its] && mine.Span.SequenceEqual(its.Span) || Count == 0;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ByteString);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var piece in _pieces)
            foreach (var b in piece.Span) hash.Add(b);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<byte> GetEnumerator()
    {
        foreach (var piece in _pieces)
            for (var i = 0; i < piece.Length; i++) yield return piece.Span[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The bytes as UTF-8.</summary>
    public override string ToString() => ToString(Encoding.UTF8);

    /// <summary>The bytes as text.</summary>
    public string ToString(Encoding encoding) => Compact()._pieces is [var all] ? encoding.GetString(all.Span) : "";

    /// <summary>Whether both are the same bytes.</summary>
    public static bool operator ==(ByteString? x, ByteString? y) => Equals(x, y);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(ByteString? x, ByteString? y) => !Equals(x, y);

    /// <summary>A copy of an array.</summary>
    public static explicit operator ByteString(byte[] bytes) => CopyFrom(bytes);

    /// <summary>A copy as an array.</summary>
    public static explicit operator byte[](ByteString byteString) => byteString.ToArray();

    /// <summary>Both, one after the other.</summary>
    public static ByteString operator +(ByteString x, ByteString y) => x.Concat(y);

    private static ByteString FromMemory(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? Empty : new ByteString([bytes], bytes.Length);
}
