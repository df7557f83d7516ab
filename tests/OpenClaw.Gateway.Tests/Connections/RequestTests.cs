using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Connections;

public sealed class RequestTests : GatewayTest
{
    [Fact]
    [Trait("Statement", "PROTO-05")]
    public async Task A_request_is_answered_under_its_id()
    {
        var (socket, _) = await ConnectAsync();
        await socket.SendAsync("""{"type":"req","id":"n:42","method":"last-heartbeat"}""");
        Assert.Equal("""{"type":"res","id":"n:42","ok":true,"payload":null}""", (await socket.ResponseAsync("n:42")).GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"req","id":"x1","method":"no.such.method","params":{}}""", "x1", "unknown method: no.such.method")]
    [InlineData("""{"type":"req","id":"x1","method":"connect","params":{}}""", "x1", "connect is only valid as the first request")]
    [InlineData("""{"type":"req","id":"x1","method":"system-event","params":{}}""", "x1", "invalid system-event params: must have required property 'text'")]
    [InlineData("""{"type":"req","id":"x1","method":"health","params":{},"extra":1}""", "x1", "invalid request frame: at root: unexpected property 'extra'")]
    [InlineData("""{"type":"req","method":"health","params":{}}""", "invalid", "invalid request frame: must have required property 'id'")]
    [InlineData("[1,2,3]", "invalid", "invalid request frame: must be object")]
    [InlineData("""{"type":"req","id":"x1","method":"cron.list","params":{"noSuchParam":1}}""", "x1", "invalid cron.list params: at root: unexpected property 'noSuchParam'")]
    [Trait("Statement", "PROTO-06")]
    [Trait("Statement", "VAL-01")]
    [Trait("Statement", "VAL-02")]
    [Trait("Statement", "VAL-03")]
    [Trait("Statement", "ERR-01")]
    [Trait("Statement", "ERR-02")]
    public async Task A_bad_request_gets_its_error_and_the_socket_stays_open(string text, string id, string message)
    {
        var (socket, _) = await ConnectAsync();
        await socket.SendAsync(text);
        var response = await socket.ResponseAsync(id);
        Assert.False(response.GetProperty("ok").GetBoolean());
        Assert.Equal(("INVALID_REQUEST", message), (response.GetProperty("error").GetProperty("code").GetString(), response.GetProperty("error").GetProperty("message").GetString()));
        await socket.CallAsync("health");
    }

    [Fact]
    public async Task Unknown_params_are_let_through_when_the_configuration_says_so()
    {
        Options = Options with { IgnoreUnknownParams = true };
        var (socket, _) = await ConnectAsync();
        await socket.CallAsync("cron.list", """{"noSuchParam":1}""");
    }

    [Fact]
    public async Task A_missing_scope_has_the_shape_of_its_protocol()
    {
        var (newer, _) = await ConnectAsync(scopes: """["operator.read"]""");
        var error = await newer.ErrorAsync("system-event", """{"text":"x"}""");
        Assert.Equal(
            """{"code":"FORBIDDEN","message":"missing scope: operator.admin","details":{"code":"MISSING_SCOPE","missingScope":"operator.admin","requiredScopes":["operator.admin"]}}""",
            error.GetRawText());

        var (older, _) = await ConnectAsync(protocol: 3);
        Assert.Equal("""{"code":"INVALID_REQUEST","message":"missing scope: operator.read"}""", (await older.ErrorAsync("status")).GetRawText());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Health_works_without_any_scope(int protocol)
    {
        var (socket, _) = await ConnectAsync("test", "test", protocol);
        await socket.CallAsync("health");
        await socket.ErrorAsync("system-presence");
    }

    [Fact]
    public async Task A_node_calls_no_operator_method()
    {
        var (node, _) = await ConnectAsync("node-host", "node", scopes: "[]", role: "node", device: 3);
        Assert.Equal("unauthorized role: node", (await node.ErrorAsync("status")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Repeated_unauthorized_calls_close_with_1008()
    {
        Connections = Connections with { MaxStrikes = 5 };
        var (socket, _) = await ConnectAsync("test", "test");
        for (var i = 0; i < 4; i++)
        {
            await socket.ErrorAsync("status");
        }

        await socket.CallAsync("health");
        for (var i = 0; i < 5; i++)
        {
            await socket.RequestAsync("status");
        }

        Assert.Equal((1008, "repeated unauthorized calls"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task Answers_may_come_late_and_in_any_order()
    {
        var slow = WithSlowMethod();
        var (socket, _) = await ConnectAsync();
        var first = await socket.RequestAsync("logs.tail");
        var second = await socket.RequestAsync("logs.tail");
        await socket.CallAsync("health");
        slow.Next().Succeed(Json("""{"file":"b","cursor":0,"size":0,"lines":[],"truncated":false,"reset":false}"""), index: 1);
        slow.Next().Succeed(Json("""{"file":"a","cursor":0,"size":0,"lines":[],"truncated":false,"reset":false}"""), index: 0);
        Assert.Equal("a", (await socket.ResponseAsync(first)).GetProperty("payload").GetProperty("file").GetString());
        Assert.Equal("b", (await socket.ResponseAsync(second)).GetProperty("payload").GetProperty("file").GetString());
    }

    [Fact]
    public async Task A_method_may_answer_twice_and_a_stray_third_answer_is_dropped()
    {
        var slow = WithSlowMethod();
        var (socket, _) = await ConnectAsync();
        var id = await socket.RequestAsync("logs.tail");
        await socket.CallAsync("health");
        var replyTo = slow.Next().ReplyTo(0);
        replyTo.Accept(Json("""{"status":"accepted"}"""));
        replyTo.Fail(ProtocolError.Unavailable("over"));
        replyTo.Succeed(Json("{}"));
        await socket.CallAsync("health");
        var answers = socket.Unread().Where(frame => frame.TryGetProperty("id", out var frameId) && frameId.GetString() == id).ToList();
        Assert.Equal([true, false], answers.Select(frame => frame.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task A_second_request_with_an_unanswered_id_is_refused()
    {
        var slow = WithSlowMethod();
        var (socket, _) = await ConnectAsync();
        await socket.RequestAsync("logs.tail", id: "same");
        await socket.RequestAsync("health", id: "same");
        Assert.StartsWith("duplicate request id", (await socket.ResponseAsync("same")).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        slow.Next().ReplyTo(0).Fail(ProtocolError.Unavailable("over"));
        Assert.Equal("over", (await socket.ResponseAsync("same")).GetProperty("error").GetProperty("message").GetString());
        await socket.RequestAsync("health", id: "same");
        Assert.True((await socket.ResponseAsync("same")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    [Trait("Statement", "ERR-03")]
    public async Task More_waiting_requests_than_may_be_are_refused_as_retryable()
    {
        Connections = Connections with { MaxWaitingRequests = 3 };
        var slow = WithSlowMethod();
        var (socket, _) = await ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            await socket.RequestAsync("logs.tail");
        }

        var error = await socket.ErrorAsync("logs.tail");
        Assert.Equal("""{"code":"UNAVAILABLE","message":"The server is busy. Please try again in a moment.","retryable":true}""", error.GetRawText());

        // An accepted request waits no longer, so another may come.
        slow.Next().ReplyTo(0).Accept(Json("{}"));
        var fourth = await socket.RequestAsync("logs.tail");
        await socket.CallAsync("health");
        slow.Next().ReplyTo(3).Fail(ProtocolError.Unavailable("over"));
        await socket.ResponseAsync(fourth);
    }

    [Fact]
    public async Task A_handler_that_fails_costs_its_request_only()
    {
        Parts = [new SlowPart { Handler = _ => throw new InvalidOperationException("a bug") }];
        var (socket, _) = await ConnectAsync();
        Assert.Equal("""{"code":"UNAVAILABLE","message":"internal error"}""", (await socket.ErrorAsync("logs.tail")).GetRawText());
        await socket.CallAsync("health");
    }

    private SlowPart WithSlowMethod()
    {
        var part = new SlowPart();
        Parts = [part];
        return part;
    }

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Serves <c>logs.tail</c> and keeps the calls for the test to answer, in whichever connection's actor they come.</summary>
    private sealed class SlowPart : IGatewayPart, IMethodModule
    {
        private readonly ConcurrentQueue<ReplyTo> _calls = new();

        public string Name => "slow";

        public MethodHandler? Handler { get; init; }

        public Props? Props(GatewayContext gateway) => null;

        public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [this];

        public void Register(MethodRegistry methods) => methods.Add(MethodNames.LogsTail, Handler ?? (call => _calls.Enqueue(call.ReplyTo)));

        public SlowPart Next() => this;

        public ReplyTo ReplyTo(int index) => _calls.ElementAt(index);

        public void Succeed(ReadOnlyMemory<byte> payload, int index) => ReplyTo(index).Succeed(payload);
    }
}
