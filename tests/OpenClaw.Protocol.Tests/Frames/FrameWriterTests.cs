using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Frames;
using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Tests.Frames;

public sealed class FrameWriterTests
{
    [Theory]
    [Trait("Statement", "PROTO-05")]
    [InlineData("r1", """{"a":1}""", """{"type":"res","id":"r1","ok":true,"payload":{"a":1}}""")]
    [InlineData("r1", "null", """{"type":"res","id":"r1","ok":true,"payload":null}""")]
    [InlineData("r1", "", """{"type":"res","id":"r1","ok":true}""")]
    [InlineData("a\"\\\nü", "1", """{"type":"res","id":"a\"\\\nü","ok":true,"payload":1}""")]
    public void Response(string id, string payload, string frame) =>
        AssertFrame("frames/response-frame", frame, output => FrameWriter.WriteResponse(output, id, Encoding.UTF8.GetBytes(payload)));

    [Fact]
    [Trait("Statement", "PROTO-06")]
    [Trait("Statement", "ERR-01")]
    public void Error_with_everything()
    {
        var error = new ProtocolError(ErrorCodes.Unavailable, "later <please>", ProtocolErrorDetails.WithCode("NOT_CONNECTED"), Retryable: true, RetryAfterMs: 1500);
        AssertFrame(
            "frames/response-frame",
            """{"type":"res","id":"r1","ok":false,"error":{"code":"UNAVAILABLE","message":"later <please>","details":{"code":"NOT_CONNECTED"},"retryable":true,"retryAfterMs":1500}}""",
            output => FrameWriter.WriteError(output, "r1", error));
    }

    [Fact]
    [Trait("Statement", "PROTO-06")]
    public void Missing_scope_takes_the_shape_of_the_protocol_version()
    {
        AssertFrame(
            "frames/response-frame",
            """{"type":"res","id":"r1","ok":false,"error":{"code":"INVALID_REQUEST","message":"missing scope: operator.admin"}}""",
            output => FrameWriter.WriteError(output, "r1", ProtocolError.MissingScope("operator.admin", protocol: 3)));
        AssertFrame(
            "frames/response-frame",
            """{"type":"res","id":"r1","ok":false,"error":{"code":"FORBIDDEN","message":"missing scope: operator.admin","details":{"code":"MISSING_SCOPE","missingScope":"operator.admin","requiredScopes":["operator.admin"]}}}""",
            output => FrameWriter.WriteError(output, "r1", ProtocolError.MissingScope("operator.admin", protocol: 4)));
    }

    [Fact]
    public void Protocol_mismatch_tells_both_ranges() =>
        AssertFrame(
            "frames/response-frame",
            """{"type":"res","id":"x1","ok":false,"error":{"code":"INVALID_REQUEST","message":"protocol mismatch","details":{"code":"PROTOCOL_MISMATCH","clientMinProtocol":99,"clientMaxProtocol":99,"expectedProtocol":4,"minimumProbeProtocol":3}}}""",
            output => FrameWriter.WriteError(output, "x1", ProtocolError.ProtocolMismatch(99, 99, 4, 3)));

    [Theory]
    [Trait("Statement", "PROTO-07")]
    [InlineData(null, null, null, """{"type":"event","event":"chat","payload":{"s":"é"}}""")]
    [InlineData(7L, null, null, """{"type":"event","event":"chat","payload":{"s":"é"},"seq":7}""")]
    [InlineData(long.MaxValue, 2L, long.MaxValue, """{"type":"event","event":"chat","payload":{"s":"é"},"seq":9223372036854775807,"stateVersion":{"presence":2,"health":9223372036854775807}}""")]
    [InlineData(null, 2L, 3L, """{"type":"event","event":"chat","payload":{"s":"é"},"stateVersion":{"presence":2,"health":3}}""")]
    public void Event(long? seq, long? presence, long? health, string frame)
    {
        AssertFrame("frames/event-frame", frame, output => FrameWriter.WriteEvent(output, "chat", """{"s":"é"}"""u8, seq, presence, health));

        // What clients share and what is spliced in for each of them make the same frame.
        var head = Written(output => FrameWriter.WriteEventHead(output, "chat"));
        var tail = Written(output => FrameWriter.WriteEventTail(output, seq, presence, health));
        Assert.Equal(frame, head + """{"s":"é"}""" + tail);
        Assert.InRange(Encoding.UTF8.GetByteCount(tail), 1, 128);
    }

    [Fact]
    public void Request_is_read_back()
    {
        var frame = Encoding.UTF8.GetBytes(Written(output => FrameWriter.WriteRequest(output, "id \"1\"", "health", "{\"probe\":true}"u8)));
        Assert.Null(FrameReader.Read(frame, out var request));
        Assert.Equal(("id \"1\"", "health", "{\"probe\":true}"), (request.Id, request.MethodName, Encoding.UTF8.GetString(request.Params(frame.AsSpan()))));
    }

    private static void AssertFrame(string schema, string expected, Action<IBufferWriter<byte>> write)
    {
        var frame = Written(write);
        Assert.Equal(expected, frame);
        JsonDocument.Parse(frame).Dispose();
        if (!frame.Contains("9223372036854775807", StringComparison.Ordinal))
        {
            Assert.Null(SchemaCatalogue.Get(schema).Validate(Encoding.UTF8.GetBytes(frame)));
        }
    }

    private static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
