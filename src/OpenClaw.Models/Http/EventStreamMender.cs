using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.Http;

/// <summary>An event stream of which <see cref="EventLine"/> has mended each line. Lines are handed on as they are complete; readers need them whole anyway.</summary>
/// <remarks>
/// A line is collected whole, here and by every reader behind, each in copies of its own: one that no answer needs ends the answer, long before the limit on the response would.
/// </remarks>
internal sealed class EventStreamMender(string provider, Stream inner, bool isCompletions, string? secret) : ReadingStream(inner)
{
    /// <summary>Most bytes of one line: two of the largest pictures in base64.</summary>
    public const int LongestLine = 16 << 20;

    private const int FirstBuffer = 8 << 10;

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
        whole = _ended ? _count : whole;
        if (whole == 0)
        {
            if (_count > LongestLine)
            {
                throw new ModelException(ModelErrorKind.InvalidResponse, $"{provider}: a line of the answer is longer than {LongestLine} bytes.");
            }

            return;
        }

        var lines = _read.AsMemory(0, whole);
        _ready = EventLine.IsSuspicious(lines.Span, isCompletions) ? Mend(lines) : lines.ToArray();
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
