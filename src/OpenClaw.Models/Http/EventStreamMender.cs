namespace OpenClaw.Models.Http;

/// <summary>An event stream of which <see cref="EventLine"/> has mended each line. Lines are handed on as they are complete; readers need them whole anyway.</summary>
/// <remarks>A line that is longer than the largest picture goes through as it is: the limit on the response ends it.</remarks>
internal sealed class EventStreamMender(string provider, Stream inner, bool isCompletions, string? secret) : ReadingStream(inner)
{
    private const int FirstBuffer = 8 << 10;
    private const int LongestLine = 8 << 20;

    private byte[] _read = new byte[FirstBuffer];
    private int _count;
    private bool _ended;
    private ReadOnlyMemory<byte> _ready;

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_ready.IsEmpty && !_ended)
        {
            Take(Inner.Read(Room()));
        }

        return Give(buffer.AsSpan(offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty && !_ended)
        {
            Take(await Inner.ReadAsync(RoomMemory(), cancellationToken).ConfigureAwait(false));
        }

        return Give(buffer.Span);
    }

    private Span<byte> Room() => RoomMemory().Span;

    private Memory<byte> RoomMemory()
    {
        if (_count == _read.Length)
        {
            Array.Resize(ref _read, _read.Length * 2);
        }

        return _read.AsMemory(_count);
    }

    private int Give(Span<byte> buffer)
    {
        var given = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..given].CopyTo(buffer);
        _ready = _ready[given..];
        return given;
    }

    private void Take(int read)
    {
        _ended = read == 0;

        // What was kept is the beginning of one line.
        var end = _read.AsSpan(_count, read).LastIndexOf((byte)'\n');
        var whole = end < 0 ? 0 : _count + end + 1;
        _count += read;
        whole = _ended || _count > LongestLine ? _count : whole;
        if (whole == 0)
        {
            return;
        }

        var lines = _read.AsMemory(0, whole);
        _ready = whole <= LongestLine && EventLine.IsSuspicious(lines.Span, isCompletions) ? Mend(lines) : lines.ToArray();
        _read.AsSpan(whole, _count - whole).CopyTo(_read);
        _count -= whole;
    }

    private byte[] Mend(ReadOnlyMemory<byte> lines)
    {
        var mended = new List<byte>(lines.Length);
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..(end + 1)];
            mended.AddRange(EventLine.Mend(provider, line, isCompletions, secret).Span);
            lines = lines[line.Length..];
        }

        return [.. mended];
    }
}
