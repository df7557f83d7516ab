using System.Text;

namespace OpenClaw.Tools.Exec;

/// <summary>What a command puts out, in the order in which it came: the beginning and the end of it, however much there is between.</summary>
/// <remarks>Thread safe: both pipes write here.</remarks>
internal sealed class CommandOutput
{
    /// <summary>Bytes kept of the beginning.</summary>
    public const int HeadBytes = 20_000;

    /// <summary>Bytes kept of the end.</summary>
    public const int TailBytes = 40_000;

    private readonly Lock _lock = new();
    private byte[] _head = [];
    private byte[]? _tail;
    private int _headCount;
    private int _tailAt;
    private long _total;

    /// <summary>Bytes that came, kept or not.</summary>
    public long Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    /// <summary>Adds what came.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _total += bytes.Length;
            var first = Math.Min(HeadBytes - _headCount, bytes.Length);
            if (first > 0)
            {
                if (_headCount + first > _head.Length)
                {
                    Array.Resize(ref _head, Math.Min(HeadBytes, Math.Max(1024, 2 * (_headCount + first))));
                }

                bytes[..first].CopyTo(_head.AsSpan(_headCount));
                _headCount += first;
                bytes = bytes[first..];
            }

            if (bytes.IsEmpty)
            {
                return;
            }

            _tail ??= new byte[TailBytes];
            bytes = bytes[Math.Max(0, bytes.Length - TailBytes)..];
            var upToEnd = Math.Min(bytes.Length, TailBytes - _tailAt);
            bytes[..upToEnd].CopyTo(_tail.AsSpan(_tailAt));
            bytes[upToEnd..].CopyTo(_tail);
            _tailAt = (_tailAt + bytes.Length) % TailBytes;
        }
    }

    /// <summary>The text, with a line that says what was left out; bytes that are no UTF-8 replaced.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            var text = Encoding.UTF8.GetString(_head, 0, _headCount);
            var rest = _total - _headCount;
            if (rest == 0)
            {
                return text;
            }

            if (rest <= TailBytes)
            {
                // Nothing was lost: cut characters must come together again, so both parts are decoded as one.
                var all = new byte[_headCount + (int)rest];
                _head.AsSpan(0, _headCount).CopyTo(all);
                _tail.AsSpan(0, (int)rest).CopyTo(all.AsSpan(_headCount));
                return Encoding.UTF8.GetString(all);
            }

            var end = new byte[TailBytes];
            _tail.AsSpan(_tailAt).CopyTo(end);
            _tail.AsSpan(0, _tailAt).CopyTo(end.AsSpan(TailBytes - _tailAt));
            return $"{text}\n[... {rest - TailBytes} bytes left out ...]\n{Encoding.UTF8.GetString(end)}";
        }
    }
}
