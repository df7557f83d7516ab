using System.Text;
using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Connections.Idempotency;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Connections;

/// <summary>A request that is sent again with its key does nothing twice, on whatever connection it comes.</summary>
public sealed class IdempotencyTests : GatewayTest
{
    private readonly CountingPart _part = new();

    public IdempotencyTests() => Parts = [_part];

    [Fact]
    public async Task A_repeat_on_another_connection_gets_the_first_answer()
    {
        var (first, _) = await ConnectAsync();
        var asked = await first.RequestAsync("talk.mode", Mode("k1"));
        await first.CallAsync("health");
        _part.Call(0).Succeed(Json("""{"enabled":true,"mode":"first"}"""));
        await first.ResponseAsync(asked);

        var (second, _) = await ConnectAsync();
        Assert.Equal("first", (await second.CallAsync("talk.mode", Mode("k1"))).GetProperty("mode").GetString());
        Assert.Equal(1, _part.Count);

        await second.RequestAsync("talk.mode", Mode("k2"));
        await second.RequestAsync("talk.mode", """{"enabled":true}""");
        await second.CallAsync("health");
        Assert.Equal(3, _part.Count);
    }

    [Fact]
    public async Task The_answer_reaches_who_asked_again_after_the_first_connection_broke()
    {
        var (first, _) = await ConnectAsync();
        await first.RequestAsync("talk.mode", Mode("k1"));
        await first.CallAsync("health");
        first.End();

        var (second, _) = await ConnectAsync();
        var repeated = await second.RequestAsync("talk.mode", Mode("k1"));
        await second.CallAsync("health");
        _part.Call(0).Accept(Json("""{"enabled":true,"status":"accepted"}"""));
        Assert.Equal("accepted", (await second.ResponseAsync(repeated)).GetProperty("payload").GetProperty("status").GetString());
        _part.Call(0).Succeed(Json("""{"enabled":true,"mode":"done"}"""));
        Assert.Equal("done", (await second.ResponseAsync(repeated)).GetProperty("payload").GetProperty("mode").GetString());
        Assert.Equal(1, _part.Count);
    }

    [Fact]
    public async Task A_refusal_is_remembered_unless_it_says_try_again()
    {
        var (client, _) = await ConnectAsync();
        foreach (var (key, error, calls) in new[] { ("bad", ProtocolError.InvalidRequest("no"), 1), ("busy", new ProtocolError(ErrorCodes.Unavailable, "busy", Retryable: true), 3) })
        {
            var first = await client.RequestAsync("talk.mode", Mode(key));
            await client.CallAsync("health");
            _part.Call(_part.Count - 1).Fail(error);
            Assert.Equal(error.Message, (await client.ResponseAsync(first)).GetProperty("error").GetProperty("message").GetString());
            var repeated = await client.RequestAsync("talk.mode", Mode(key));
            await client.CallAsync("health");
            Assert.Equal(calls, _part.Count);
            if (calls == 1)
            {
                Assert.Equal("no", (await client.ResponseAsync(repeated)).GetProperty("error").GetProperty("message").GetString());
            }
        }
    }

    [Fact]
    public async Task Another_devices_key_is_another_key()
    {
        var (cli, _) = await ConnectAsync("cli", "cli", device: 1);
        await cli.RequestAsync("talk.mode", Mode("k1"));
        await cli.CallAsync("health");
        var (other, _) = await ConnectAsync("cli", "cli", device: 2);
        await other.RequestAsync("talk.mode", Mode("k1"));
        await other.CallAsync("health");
        Assert.Equal(2, _part.Count);
    }

    [Fact]
    public async Task Keys_are_forgotten_after_their_time()
    {
        var (client, _) = await ConnectAsync();
        for (var round = 1; round <= 2; round++)
        {
            await client.RequestAsync("talk.mode", Mode("k1"));
            await client.CallAsync("health");
            Assert.Equal(round, _part.Count);
            _part.Call(round - 1).Succeed(Json("""{"enabled":true}"""));
            Time.Advance(KeyedCalls.Window);
        }
    }

    [Fact]
    public void What_is_remembered_is_bounded_in_number_and_in_bytes()
    {
        var time = new ManualTime();
        var calls = new KeyedCalls(time);
        var caller = new Caller(ConnectionId.New(), 4, Domain.Access.Role.Operator, Domain.Access.ScopeSet.All, "cli", "cli", null, null, [], true);
        var replyTo = new ReplyTo(ActorRefs.Nobody, "r");
        var large = new byte[64 * 1024];
        for (var i = 0; i < 5 * KeyedCalls.Capacity; i++)
        {
            Assert.True(calls.TryBegin(caller, "m", $"k{i}", replyTo, out var call));
            call!.Answer(new MethodReply.Completed("r", large));
            Assert.InRange(calls.Count, 1, (int)(KeyedCalls.MaxBytes / large.Length) + 2);
        }

        // Calls in flight are never forgotten for room: one more is refused, for carried out now it could happen twice.
        calls = new KeyedCalls(time);
        for (var i = 0; i < KeyedCalls.Capacity; i++)
        {
            Assert.True(calls.TryBegin(caller, "m", $"k{i}", replyTo, out _));
        }

        Assert.False(calls.TryBegin(caller, "m", "one more", replyTo, out _));
        Assert.True(calls.TryBegin(caller, "m", "k7", replyTo, out var repeat));
        Assert.Null(repeat);
    }

    [Fact]
    public void A_call_that_is_to_be_tried_again_leaves_nothing_behind()
    {
        var calls = new KeyedCalls(new ManualTime());
        var caller = new Caller(ConnectionId.New(), 4, Domain.Access.Role.Operator, Domain.Access.ScopeSet.All, "cli", "cli", null, null, [], true);

        // An older one in flight must not hold the place of those that came behind it and are over.
        Assert.True(calls.TryBegin(caller, "m", "in flight", new ReplyTo(ActorRefs.Nobody, "r"), out var inFlight));
        var refused = Refuse();
        GC.Collect();
        Assert.False(refused.TryGetTarget(out _));
        GC.KeepAlive(inFlight);
        GC.KeepAlive(calls);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference<KeyedCall> Refuse()
        {
            Assert.True(calls.TryBegin(caller, "m", "busy", new ReplyTo(ActorRefs.Nobody, "r"), out var call));
            call!.Answer(new MethodReply.Failed("r", new ProtocolError(ErrorCodes.Unavailable, "busy", Retryable: true)));
            return new WeakReference<KeyedCall>(call);
        }
    }

    [Theory]
    [InlineData("""{"idempotencyKey":"k"}""", "k")]
    [InlineData("""{"a":{"idempotencyKey":"inner"},"b":["idempotencyKey"],"idempotencyKey":"k"}""", "k")]
    [InlineData("""{"a":{"idempotencyKey":"inner"}}""", null)]
    [InlineData("""{"a":"idempotencyKey"}""", null)]
    [InlineData("""{"\u0069dempotencyKey":"k"}""", "k")]
    [InlineData("", null)]
    public void A_key_is_found_at_the_top_only(string parameters, string? key) => Assert.Equal(key, IdempotencyKey.Find(Encoding.UTF8.GetBytes(parameters)));

    [Fact]
    public void Every_method_with_a_side_effect_takes_a_key()
    {
        foreach (var method in MethodTable.All.Where(static method => method.SideEffect is not null))
        {
            var error = method.ValidateParams("""{"idempotencyKey":"k"}"""u8);
            Assert.False(error?.Text.Contains("unexpected property 'idempotencyKey'", StringComparison.Ordinal) ?? false, method.Name);
            Assert.Contains("idempotencyKey", method.ValidateParams("""{"idempotencyKey":7}"""u8)?.Text, StringComparison.Ordinal);
        }
    }

    private static string Mode(string key) => $$"""{"enabled":true,"idempotencyKey":"{{key}}"}""";

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Serves <c>talk.mode</c>, and keeps the calls for the test to answer. A handler runs in the actor of whichever connection asked: two may call at once.</summary>
    private sealed class CountingPart : IGatewayPart, IMethodModule
    {
        private readonly Lock _lock = new();
        private readonly List<ReplyTo> _calls = [];

        public string Name => "counting";

        public int Count
        {
            get
            {
                lock (_lock)
                {
                    return _calls.Count;
                }
            }
        }

        public ReplyTo Call(int index)
        {
            lock (_lock)
            {
                return _calls[index];
            }
        }

        public Props? Props(GatewayContext gateway) => null;

        public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [this];

        public void Register(MethodRegistry methods) => methods.Add(MethodNames.TalkMode, call =>
        {
            lock (_lock)
            {
                _calls.Add(call.ReplyTo);
            }
        });
    }
}
