using System.Buffers.Binary;
using Akka.IO;
using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Cuts a stream of bytes, which comes in pieces of any size, into frames.</summary>
public static class Framing
{
    /// <summary>Frames between delimiters, which are left out.</summary>
    /// <param name="delimiter">One or more bytes.</param>
    /// <param name="maximumFrameLength">A longer frame, without its delimiter, fails the stream.</param>
    /// <param name="allowTruncation">Whether the last frame may lack its delimiter.</param>
    public static Flow<ByteString, ByteString, NotUsed> Delimiter(ByteString delimiter, int maximumFrameLength, bool allowTruncation = false) =>
        Flow.FromGraph(new FlowStageOf<ByteString, ByteString>("delimiterFraming", _ => new DelimiterLogic(delimiter, maximumFrameLength, allowTruncation)));

    /// <summary>Frames that say their length: a number of bytes after the field.</summary>
    /// <param name="fieldLength">Bytes of the field: 1 to 4.</param>
    /// <param name="maximumFrameLength">A longer frame, with everything before and after the field, fails the stream.</param>
    /// <param name="fieldOffset">Bytes before the field.</param>
    /// <param name="byteOrder">Of the field.</param>
    public static Flow<ByteString, ByteString, NotUsed> LengthField(int fieldLength, int maximumFrameLength, int fieldOffset = 0, ByteOrder byteOrder = ByteOrder.LittleEndian)
    {
        if (fieldLength is < 1 or > 4) throw new ArgumentException("Length field length must be 1,2,3 or 4", nameof(fieldLength));
        return Flow.FromGraph(new FlowStageOf<ByteString, ByteString>("LengthFieldFraming", _ => new LengthFieldLogic(fieldLength, fieldOffset, maximumFrameLength, byteOrder, null)));
    }

    /// <summary>Frames whose length a function works out of what stands before the field and what the field says.</summary>
    /// <inheritdoc cref="LengthField(int, int, int, ByteOrder)"/>
    /// <param name="fieldLength">Bytes of the field: 1 to 4.</param>
    /// <param name="fieldOffset">Bytes before the field.</param>
    /// <param name="maximumFrameLength">A longer frame, with everything before and after the field, fails the stream.</param>
    /// <param name="byteOrder">Of the field.</param>
    /// <param name="computeFrameSize">The bytes before the field and its value to the length of the whole frame.</param>
    public static Flow<ByteString, ByteString, NotUsed> LengthField(
        int fieldLength, int fieldOffset, int maximumFrameLength, ByteOrder byteOrder, Func<IReadOnlyList<byte>, int, int> computeFrameSize)
    {
        if (fieldLength is < 1 or > 4) throw new ArgumentException("Length field length must be 1,2,3 or 4", nameof(fieldLength));
        return Flow.FromGraph(new FlowStageOf<ByteString, ByteString>("LengthFieldFraming", _ => new LengthFieldLogic(fieldLength, fieldOffset, maximumFrameLength, byteOrder, computeFrameSize)));
    }

    /// <summary>Messages behind their length of 4 bytes, the most significant first, in both directions.</summary>
    public static BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> SimpleFramingProtocol(int maximumMessageLength) =>
        BidiFlow.FromFlowsMat(SimpleFramingProtocolEncoder(maximumMessageLength), SimpleFramingProtocolDecoder(maximumMessageLength), Keep.Left);

    /// <summary>Puts its length of 4 bytes, the most significant first, before each message.</summary>
    public static Flow<ByteString, ByteString, NotUsed> SimpleFramingProtocolEncoder(int maximumMessageLength) => Flow.Create<ByteString>().Select(message =>
    {
        if (message.Count > maximumMessageLength)
            throw new FramingException($"Maximum allowed message size is {maximumMessageLength} but tried to send {message.Count} bytes");
        var header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, message.Count);
        return ByteString.FromBytes(header) + message;
    });

    /// <summary>Takes messages from behind their length of 4 bytes.</summary>
    public static Flow<ByteString, ByteString, NotUsed> SimpleFramingProtocolDecoder(int maximumMessageLength) =>
        LengthField(4, maximumMessageLength + 4, 0, ByteOrder.BigEndian).Select(frame => frame.Slice(4));

    /// <summary>The bytes are no frames of the kind expected.</summary>
    public class FramingException(string message) : Exception(message);
}
