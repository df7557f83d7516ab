using System.Buffers;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Gateway.Connections;

/// <summary>Makes response frames.</summary>
internal static class ResponseFrames
{
    private static readonly ReadOnlyMemory<byte> s_tail = "}"u8.ToArray();

    /// <summary>An answer with a payload, which is not copied.</summary>
    public static OutboundFrame Success(string id, ReadOnlyMemory<byte> payload)
    {
        var head = new ArrayBufferWriter<byte>(48 + id.Length);
        FrameWriter.WriteResponse(head, id, "0"u8);

        // The writer closes the frame after a payload of one byte; what stands before that is the head of ours.
        return new OutboundFrame(head.WrittenMemory[..^2], payload.IsEmpty ? "null"u8.ToArray() : payload, s_tail);
    }

    /// <summary>An error answer.</summary>
    public static OutboundFrame Error(string id, ProtocolError error)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        FrameWriter.WriteError(buffer, id, error);
        return new OutboundFrame(buffer.WrittenMemory);
    }
}
