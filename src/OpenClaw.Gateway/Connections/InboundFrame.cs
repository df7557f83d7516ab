using System.Buffers;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Gateway.Connections;

/// <summary>One message from a client, in a rented buffer. Its owner disposes it; the bytes are valid until then.</summary>
public sealed class InboundFrame : IDisposable
{
    private readonly int _length;
    private byte[]? _buffer;
    private RequestEnvelope _request;

    /// <summary>Takes over a buffer that was rented from <see cref="ArrayPool{T}.Shared"/>.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="length">How many bytes of it are the message.</param>
    public InboundFrame(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The message, UTF-8 if the client is honest.</summary>
    /// <exception cref="ObjectDisposedException">The frame was disposed.</exception>
    public ReadOnlyMemory<byte> Bytes => (_buffer ?? throw new ObjectDisposedException(nameof(InboundFrame))).AsMemory(0, _length);

    /// <summary>Why the message is no request; null when it is one.</summary>
    public FrameFault? Fault { get; private set; }

    /// <summary>The request, when there is no <see cref="Fault"/>.</summary>
    public RequestEnvelope Request => _request;

    /// <summary>The request's params; empty when there are none.</summary>
    /// <exception cref="ObjectDisposedException">The frame was disposed.</exception>
    public ReadOnlyMemory<byte> Params => _request.Params(Bytes);

    /// <summary>Takes the message apart; called once, by the actor that got the frame, before it looks at anything else.</summary>
    public void Validate()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        Fault = FrameReader.ReadInPlace(_buffer.AsSpan(0, _length), out _request);
    }

    /// <summary>Returns the buffer. Further calls do nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
