using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>
/// A run's growing answer, kept as text and as the inside of a JSON string in UTF-8. Each piece is escaped once when it comes, so that an event
/// with all text so far is a copy of bytes.
/// </summary>
/// <remarks>Used by one actor; not thread-safe. Spans are valid until the next <see cref="Append"/>.</remarks>
internal sealed class RunOutput
{
    // A control character becomes \u00xx: six bytes for one.
    private const int MostBytesPerByte = 6;

    private readonly StringBuilder _text = new();
    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private char? _highSurrogate;

    /// <summary>Bytes so far; a mark for <see cref="Since"/>.</summary>
    public int Length => _json.WrittenCount;

    /// <summary>Characters so far; a mark for <see cref="TextSince"/>.</summary>
    public int Chars => _text.Length;

    /// <summary>Everything so far, escaped, without quotes.</summary>
    public ReadOnlySpan<byte> All => _json.WrittenSpan;

    /// <summary>What came after a mark.</summary>
    public ReadOnlySpan<byte> Since(int mark) => _json.WrittenSpan[mark..];

    /// <summary>As <see cref="Chars"/>, without half of a character that is split between two pieces.</summary>
    public int WholeChars => _highSurrogate is null ? _text.Length : _text.Length - 1;

    /// <summary>The whole characters that came after a mark.</summary>
    public string WholeTextSince(int mark) => _text.ToString(mark, WholeChars - mark);

    /// <summary>Takes more of the answer. A character that is split between two pieces is held back until it is whole.</summary>
    public void Append(string piece)
    {
        if (piece.Length == 0)
        {
            return;
        }

        _text.Append(piece);
        if (_highSurrogate is { } high)
        {
            _highSurrogate = null;
            piece = high + piece;
        }

        if (char.IsHighSurrogate(piece[^1]))
        {
            _highSurrogate = piece[^1];
            piece = piece[..^1];
        }

        if (piece.Length == 0)
        {
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(piece.Length));
        var utf8 = bytes.AsSpan(0, Encoding.UTF8.GetBytes(piece, bytes));
        var escaped = _json.GetSpan(utf8.Length * MostBytesPerByte);
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(utf8, escaped, out _, out var written);
        _json.Advance(written);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>The text behind a mark.</summary>
    public string TextSince(int chars) => _text.ToString(chars, _text.Length - chars);

    /// <summary>The text so far.</summary>
    public override string ToString() => _text.ToString();
}
