namespace OpenClaw.Gateway.Connections;

/// <summary>A frame to a client, encoded: one text message made of head, payload, number and tail.</summary>
/// <remarks>
/// Immutable, so that a broadcast is encoded once and the same object goes to every client. The event's <c>seq</c> is
/// numbered by the connection's socket as the frame is written: what was dropped or replaced before leaves no hole.
/// </remarks>
public sealed class OutboundFrame
{
    /// <summary>Makes a frame that is written as it is: a response, or an event without a <c>seq</c>.</summary>
    /// <param name="bytes">The whole frame, UTF-8.</param>
    public OutboundFrame(ReadOnlyMemory<byte> bytes) => Payload = bytes;

    /// <summary>Makes a frame of parts, so that a large payload need not be copied.</summary>
    /// <param name="head">Up to the payload, such as <c>{"type":"event","event":"x","payload":</c>.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="tail">What follows, <c>}</c> included.</param>
    /// <param name="sequenced">Whether <c>,"seq":N</c> is written between payload and tail.</param>
    public OutboundFrame(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> tail, bool sequenced = false)
    {
        Head = head;
        Payload = payload;
        Tail = tail;
        Sequenced = sequenced;
    }

    /// <summary>Written first.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>Written second.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Written last.</summary>
    public ReadOnlyMemory<byte> Tail { get; }

    /// <summary>Whether this is a broadcast event that carries the connection's next <c>seq</c>.</summary>
    public bool Sequenced { get; }

    /// <summary>Whether a slow client may go without it.</summary>
    public bool Droppable { get; init; }

    /// <summary>A later droppable frame with the same key takes the place of this one while it is unsent; null = never.</summary>
    public string? CoalesceKey { get; init; }

    /// <summary>Size in bytes, the number aside.</summary>
    public int Length => Head.Length + Payload.Length + Tail.Length;
}
