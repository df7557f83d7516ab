using System.Text;
using OpenClaw.Protocol.Frames;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Protocol.Tests.Frames;

public sealed class FrameReaderTests
{
    [Fact]
    [Trait("Statement", "PROTO-05")]
    public void Request_is_taken_apart_and_its_params_stay_in_place()
    {
        var frame = """  {"type":"req","id":"r-1","method":"chat.send","params": {"sessionKey":"main","message":"hi {\"x\"}","idempotencyKey":"k"} ,"traceparent":"00-a"} """u8.ToArray();
        Assert.Null(FrameReader.Read(frame, out var request));
        Assert.Equal("r-1", request.Id);
        Assert.Equal("chat.send", request.MethodName);
        Assert.True(MethodTable.TryGet("chat.send", out var method));
        Assert.Same(method, request.Method);
        Assert.Equal("""{"sessionKey":"main","message":"hi {\"x\"}","idempotencyKey":"k"}""", Encoding.UTF8.GetString(request.Params(frame.AsSpan())));
        Assert.Equal(request.Params(frame.AsSpan()).ToArray(), request.Params(frame.AsMemory()).ToArray());
        Assert.Equal("00-a", request.TraceParent);
    }

    [Theory]
    [InlineData("""{"method":"health","type":"req","id":"1"}""", "")]
    [InlineData("""{"params":null,"method":"health","type":"req","id":"1"}""", "null")]
    [InlineData("""{"params":[1, [2]],"method":"health","type":"req","id":"1"}""", "[1, [2]]")]
    [InlineData("""{"params":"p","method":"health","type":"req","id":"1"}""", "\"p\"")]
    [InlineData("""{"params":-1.5e3,"method":"hea\u006cth","type":"\u0072eq","\u0069d":"1"}""", "-1.5e3")]
    public void Order_escapes_and_kinds_of_params_make_no_difference(string frame, string parameters)
    {
        Assert.Null(FrameReader.Read(Encoding.UTF8.GetBytes(frame), out var request));
        Assert.Equal("1", request.Id);
        Assert.Equal("health", request.Method!.Name);
        Assert.Equal(parameters, Encoding.UTF8.GetString(request.Params(Encoding.UTF8.GetBytes(frame).AsSpan())));
    }

    [Fact]
    public void Method_the_protocol_does_not_know_is_still_a_request()
    {
        Assert.Null(FrameReader.Read("""{"type":"req","id":"1","method":"no.such.method"}"""u8, out var request));
        Assert.Equal("no.such.method", request.MethodName);
        Assert.Null(request.Method);
    }

    [Theory]
    [Trait("Statement", "VAL-02")]
    [InlineData("[1,2,3]", "invalid", "must be object")]
    [InlineData("null", "invalid", "must be object")]
    [InlineData("\"text\"", "invalid", "must be object")]
    [InlineData("{}", "invalid", "must have required property 'type'")]
    [InlineData("""{"type":"event","event":"tick","payload":{}}""", "invalid",
        "must have required property 'id'; at root: unexpected property 'event'; at /type: must be equal to constant")]
    [InlineData("""{"type":"res","id":"x1","ok":true}""", "x1",
        "must have required property 'method'; at root: unexpected property 'ok'; at /type: must be equal to constant")]
    [InlineData("""{"type":"req","id":"x1","method":"health","params":{},"extra":1}""", "x1", "at root: unexpected property 'extra'")]
    [InlineData("""{"type":"req","method":"health","params":{}}""", "invalid", "must have required property 'id'")]
    [InlineData("""{"type":"req","id":"","method":5}""", "invalid", "at /id: must not have fewer than 1 characters; at /method: must be string")]
    [InlineData("""{"type":"req","id":7,"method":"health"}""", "invalid", "at /id: must be string")]
    [InlineData("""{"type":"req","id":"a","id":"b","method":"health"}""", "a", "at root: duplicate property 'id'")]
    [InlineData("""{"method":"health","params":{"deep":{"id":"inner"}},"x":[{"id":"inner"}],"id":"mine"}""", "mine",
        "must have required property 'type'; at root: unexpected property 'x'")]
    public void Json_that_is_no_request_is_answered_under_its_id_in_the_words_of_the_schema(string frame, string id, string text)
    {
        var fault = FrameReader.Read(Encoding.UTF8.GetBytes(frame), out _);
        Assert.Equal(new FrameFault(FrameFaultKind.NotARequest, "invalid request frame: " + text, id), fault);
    }

    [Theory]
    [Trait("Statement", "VAL-02")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{not json")]
    [InlineData("{")]
    [InlineData("""{"type":"req","id":"1","method":"health"} x""")]
    [InlineData("""{"type":"req","id":"1","method":"health"}{}""")]
    [InlineData("""{"type":"req","id":"1","method":"health",}""")]
    [InlineData("""{"type":"req","id":"1","method":"health","params":{"a":NaN}}""")]
    [InlineData("""{"type":"req","id":"1","extra":1,"method":"health","params":{"a":""")]
    [InlineData("""[1,2""")]
    [InlineData("""{"type":"req","id":"1","method":"health"/*comment*/}""")]
    public void Text_that_is_not_json_is_malformed(string frame)
    {
        var fault = FrameReader.Read(Encoding.UTF8.GetBytes(frame), out _);
        Assert.Equal(new FrameFault(FrameFaultKind.Malformed, "invalid request frame: must be valid JSON", "invalid"), fault);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_malformed()
    {
        byte[] frame = [.. "{\"type\":\"req\",\"id\":\""u8, 0xC3, 0x28, .. "\",\"method\":\"health\"}"u8];
        Assert.Equal("invalid request frame: must be valid UTF-8", FrameReader.Read(frame, out _)!.Text);
    }

    [Theory]
    [InlineData(100_000, "[")]
    [InlineData(100_000, "{\"a\":")]
    public void Deep_nesting_is_refused_and_costs_no_stack(int depth, string open)
    {
        var nested = string.Concat(Enumerable.Repeat(open, depth));
        foreach (var frame in new[] { nested, $$"""{"type":"req","id":"1","method":"health","params":{{nested}}""", $$"""{"bad":1,"params":{{nested}}""" })
        {
            var fault = FrameReader.Read(Encoding.UTF8.GetBytes(frame), out _);
            Assert.Equal(FrameFaultKind.Malformed, fault!.Kind);
            Assert.Contains("deeper than 64", fault.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_read()
    {
        var parameters = new string('[', 63) + new string(']', 63);
        Assert.Null(FrameReader.Read(Encoding.UTF8.GetBytes($$"""{"type":"req","id":"1","method":"health","params":{{parameters}}}"""), out _));
    }

    [Fact]
    public void Id_and_method_are_limited()
    {
        var id = new string('i', FrameLimits.MaxIdLength);
        Assert.Null(FrameReader.Read(Encoding.UTF8.GetBytes($$"""{"type":"req","id":"{{id}}","method":"x"}"""), out var request));
        Assert.Equal(id, request.Id);
        var fault = FrameReader.Read(Encoding.UTF8.GetBytes($$"""{"type":"req","id":"{{id}}i","method":"{{new string('m', 257)}}"}"""), out _);
        Assert.Equal("invalid request frame: at /id: must not have more than 1024 characters; at /method: must not have more than 256 characters", fault!.Text);
        Assert.Equal("invalid", fault.Id);
    }

    [Theory]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""", 1)]
    [InlineData("""{"a":"\uDE80\uD83D"}""", """{"a":"\ufffd\ufffd"}""", 2)]
    [InlineData("""{"a":"\ud83d\ude80"}""", """{"a":"\ud83d\ude80"}""", 0)]
    [InlineData("""{"a":"\\ud83d"}""", """{"a":"\\ud83d"}""", 0)]
    [InlineData("""{"a":"\\\ud83dx\n\u00e9"}""", """{"a":"\\\ufffdx\n\u00e9"}""", 1)]
    [InlineData("""{"a":"\ud8""", """{"a":"\ud8""", 0)]
    public void Half_an_emoji_becomes_the_replacement_character(string frame, string repaired, int count)
    {
        var bytes = Encoding.UTF8.GetBytes(frame);
        Assert.Equal(count > 0, SurrogateEscapes.AnyLone(bytes));
        Assert.Equal(count, SurrogateEscapes.Repair(bytes));
        Assert.Equal(repaired, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Request_with_half_an_emoji_is_read_in_place_and_refused_otherwise()
    {
        var frame = """{"type":"req","id":"\ud83d","method":"\ude80","params":{"text":"cut \ud83d"}}"""u8.ToArray();
        Assert.Equal(FrameFaultKind.Malformed, FrameReader.Read(frame, out _)!.Kind);
        Assert.Null(FrameReader.ReadInPlace(frame, out var request));
        Assert.Equal(("\ufffd", "\ufffd"), (request.Id, request.MethodName));
        Assert.Equal("""{"text":"cut \ufffd"}""", Encoding.UTF8.GetString(request.Params(frame.AsSpan())));
    }
}
