using Akka.IO;
using Akka.Streams.Dsl;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Collects bytes until there is a frame.</summary>
internal abstract class FramingLogic : FlowLogic<ByteString, ByteString>
{
    protected ByteString Buffer { get; set; } = ByteString.Empty;

    public sealed override void OnPush()
    {
        Buffer += Grab(In);
        Deliver();
    }

    public sealed override void OnPull() => Deliver();

    public sealed override void OnUpstreamFinish()
    {
        if (Buffer.IsEmpty) CompleteStage();
        else if (IsAvailable(Out)) Deliver();
    }

    /// <summary>The next frame out of the buffer; null when it is not all there yet.</summary>
    /// <exception cref="Framing.FramingException">There will never be one.</exception>
    protected abstract ByteString? Next();

    /// <summary>What is left when upstream has ended in the middle of a frame.</summary>
    protected virtual void OnRest() => FailStage(new Framing.FramingException("Stream finished but there was a truncated final frame in the buffer"));

    private void Deliver()
    {
        ByteString? frame;
        try
        {
            frame = Next();
        }
        catch (Framing.FramingException e)
        {
            FailStage(e);
            return;
        }

        if (frame is not null)
        {
            Push(Out, frame);
            if (IsClosed(In) && Buffer.IsEmpty) CompleteStage();
        }
        else if (!IsClosed(In))
        {
            if (!HasBeenPulled(In)) Pull(In);
        }
        else if (Buffer.IsEmpty)
        {
            CompleteStage();
        }
        else
        {
            OnRest();
        }
    }
}

/// <summary>Frames between delimiters.</summary>
internal sealed class DelimiterLogic(ByteString delimiter, int maximumFrameLength, bool allowTruncation) : FramingLogic
{
    private readonly byte _first = delimiter[0];
    private int _searched;

    protected override ByteString? Next()
    {
        while (true)
        {
            var at = Buffer.IndexOf(_first, _searched);
            if ((at < 0 ? Buffer.Count : at) > maximumFrameLength)
                throw new Framing.FramingException($"Read {(at < 0 ? Buffer.Count : at)} bytes which is more than {maximumFrameLength} without seeing a line terminator");
            if (at < 0)
            {
                _searched = Buffer.Count;
                return null;
            }

            if (at + delimiter.Count > Buffer.Count)
            {
                // The rest of the delimiter may still come.
                _searched = at;
                return null;
            }

            if (!Buffer.HasSubstring(delimiter, at))
            {
                _searched = at + 1;
                continue;
            }

            var frame = Buffer.Slice(0, at).Compact();
            Buffer = Buffer.Slice(at + delimiter.Count).Compact();
            _searched = 0;
            return frame;
        }
    }

    protected override void OnRest()
    {
        if (!allowTruncation)
        {
            base.OnRest();
            return;
        }

        Push(Out, Buffer);
        CompleteStage();
    }
}

/// <summary>Frames that say their length.</summary>
internal sealed class LengthFieldLogic(int fieldLength, int fieldOffset, int maximumFrameLength, ByteOrder byteOrder, Func<IReadOnlyList<byte>, int, int>? computeFrameSize) : FramingLogic
{
    private readonly int _header = fieldOffset + fieldLength;
    private int _frame = -1;

    protected override ByteString? Next()
    {
        if (_frame < 0)
        {
            if (Buffer.Count < _header) return null;
            var said = Field();
            var size = computeFrameSize is null ? (long)said + _header : computeFrameSize(Buffer.Slice(0, fieldOffset).ToArray(), said);
            if (size > maximumFrameLength)
                throw new Framing.FramingException($"Maximum allowed frame size is {maximumFrameLength} but decoded frame header reported size {size}");
            if (said < 0 && computeFrameSize is null) throw new Framing.FramingException($"Decoded frame header reported negative size {said}");
            if (size < _header) throw new Framing.FramingException($"Computed frame size {size} is less than minimum chunk size {_header}");
            _frame = (int)size;
        }

        if (Buffer.Count < _frame) return null;
        var frame = Buffer.Slice(0, _frame).Compact();
        Buffer = Buffer.Slice(_frame);
        _frame = -1;
        return frame;
    }

    private int Field()
    {
        var value = 0;
        for (var i = 0; i < fieldLength; i++)
        {
            var b = Buffer[fieldOffset + (byteOrder == ByteOrder.BigEndian ? i : fieldLength - 1 - i)];
            value = (value << 8) | b;
        }

        return value;
    }
}

/// <summary>JSON objects.</summary>
internal sealed class JsonObjectLogic(int maximumObjectLength) : FramingLogic
{
    private int _at;
    private int _depth;
    private bool _inString;
    private bool _escaped;

    protected override ByteString? Next()
    {
        var bytes = Buffer.Compact();
        Buffer = bytes;
        for (; _at < bytes.Count; _at++)
        {
            if (_depth > 0 && _at >= maximumObjectLength)
                throw new Framing.FramingException($"JSON element exceeded maximumObjectLength ({maximumObjectLength} bytes)!");
            var b = bytes[_at];
            if (_depth == 0)
            {
                if (b == '{')
                {
                    // What separates objects is forgotten, so that the length is that of the object alone.
                    bytes = Buffer = bytes.Slice(_at);
                    _at = 0;
                    _depth = 1;
                }
                else if (b is not ((byte)'[' or (byte)']' or (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                {
                    throw new Framing.FramingException($"Invalid JSON encountered at position [{_at}] of [{bytes}]");
                }
            }
            else if (_inString)
            {
                if (_escaped) _escaped = false;
                else if (b == '\\') _escaped = true;
                else if (b == '"') _inString = false;
            }
            else if (b == '"')
            {
                _inString = true;
            }
            else if (b == '{')
            {
                _depth++;
            }
            else if (b == '}' && --_depth == 0)
            {
                var frame = bytes.Slice(0, _at + 1);
                Buffer = bytes.Slice(_at + 1);
                _at = 0;
                return frame;
            }
        }

        if (_depth == 0)
        {
            Buffer = ByteString.Empty;
            _at = 0;
        }

        return null;
    }
}
