namespace OpenClaw.Gateway.Connections;

/// <summary>The way out to one client: a bounded queue in front of the socket. All members are thread safe and return at once.</summary>
public interface IOutbound
{
    /// <summary>Bytes queued or being written.</summary>
    long BufferedBytes { get; }

    /// <summary>Takes a frame for sending.</summary>
    /// <returns>
    /// False when the client is too slow: a frame that must not be dropped found the queue full. Everything unsent has then
    /// been thrown away; close with 1008. A droppable frame that finds too much queued is dropped, and that is true. After
    /// <see cref="Complete"/> or the end of the socket frames are dropped, and that is true as well.
    /// </returns>
    bool TryEnqueue(OutboundFrame frame);

    /// <summary>Sets the largest message that is read from the client from now on, in bytes; 64 KiB until then.</summary>
    void SetInboundLimit(int maxFrameBytes);

    /// <summary>Sends the <c>tick</c> event from now on, every <paramref name="interval"/>, numbered like any broadcast.</summary>
    void StartTicks(TimeSpan interval);

    /// <summary>Sends what is queued, then a close frame; waits at most 1 s in all for that and the client's answer, then cuts.</summary>
    /// <param name="closeCode">Code of the close frame, see CloseCodes.</param>
    /// <param name="reason">Reason; cut to the 123 bytes of UTF-8 that a close frame has room for.</param>
    /// <param name="lastFrame">Is sent last of all, whatever others enqueue at this moment; left out when the queue has no room for it.</param>
    void Complete(int closeCode, string reason, OutboundFrame? lastFrame = null);

    /// <summary>Cuts the socket.</summary>
    void Abort();
}
