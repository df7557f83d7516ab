using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpenClaw.TestSupport;

namespace OpenClaw.Client.Tests;

public sealed class CallTests : IAsyncLifetime
{
    private ScriptedGateway _gateway = null!;
    private GatewayClient _client = null!;

    public async Task InitializeAsync()
    {
        _gateway = await ScriptedGateway.StartAsync();
        _client = await GatewayClient.ConnectAsync(new GatewayClientOptions { Address = _gateway.Address, Token = ScriptedGateway.Token });
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Call_returns_the_payload_and_sends_the_params()
    {
        _gateway.On("echo", call => call.AnswerAsync(call.Params.GetRawText()));

        var payload = await _client.CallAsync("echo", Json("""{"a":[1,{"b":"ü"}]}"""));

        Assert.Equal("""{"a":[1,{"b":"ü"}]}""", payload.GetRawText());
    }

    [Fact]
    public async Task Call_without_params_leaves_them_out()
    {
        _gateway.On("health", "{}");
        await _client.CallAsync("health");
        Assert.Equal(JsonValueKind.Undefined, Assert.Single(_gateway.Requests).Params.ValueKind);
    }

    [Fact]
    public async Task Typed_call_serializes_and_deserializes()
    {
        _gateway.On("sum", """{"value":3}""");
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        options.MakeReadOnly();

        var result = await _client.CallAsync("sum", new SumParams(1, 2), (JsonTypeInfo<SumParams>)options.GetTypeInfo(typeof(SumParams)), (JsonTypeInfo<SumResult>)options.GetTypeInfo(typeof(SumResult)));

        Assert.Equal(3, result.Value);
        Assert.Equal("""{"x":1,"y":2}""", Assert.Single(_gateway.Requests).Params.GetRawText());
    }

    [Fact]
    public async Task Refusal_carries_code_details_and_retry()
    {
        _gateway.On("send", call => call.FailAsync("UNAVAILABLE", "busy", """{"code":"X"}""", "\"retryable\":true,\"retryAfterMs\":1500"));

        var error = await Assert.ThrowsAsync<GatewayErrorException>(() => _client.CallAsync("send"));

        Assert.Equal(("send", "UNAVAILABLE", "busy", "X", true, TimeSpan.FromMilliseconds(1500)), (error.Method, error.Code, error.Message, error.DetailCode, error.IsRetryable, error.RetryAfter));
    }

    [Fact]
    public async Task Answers_in_another_order_reach_their_own_calls()
    {
        ScriptedCall? first = null;
        _gateway.On("slow", call =>
        {
            first = call;
            return Task.CompletedTask;
        });
        _gateway.On("fast", async call =>
        {
            await call.AnswerAsync("2");
            await first!.AnswerAsync("1");
        });

        var slow = _client.CallAsync("slow");
        var fast = _client.CallAsync("fast");

        Assert.Equal(2, (await fast).GetInt32());
        Assert.Equal(1, (await slow).GetInt32());
    }

    [Fact]
    public async Task Two_stage_call_gives_the_acceptance_and_later_the_outcome()
    {
        ScriptedCall? pending = null;
        _gateway.On("agent", call =>
        {
            pending = call;
            return call.AnswerAsync("""{"runId":"r","status":"accepted"}""");
        });

        var call = await _client.CallTwoStageAsync("agent", Json("{}"));
        Assert.Equal("accepted", call.Accepted.String("status"));
        Assert.False(call.Completion.IsCompleted);

        await pending!.AnswerAsync("""{"runId":"r","status":"ok"}""");
        Assert.Equal("ok", (await call.Completion).String("status"));
    }

    [Fact]
    public async Task Repeat_of_a_finished_run_answers_once_and_completes_both_stages()
    {
        _gateway.On("agent", """{"runId":"r","status":"ok"}""");

        var call = await _client.CallTwoStageAsync("agent", Json("{}"));

        Assert.Equal("ok", call.Accepted.String("status"));
        Assert.Equal("ok", (await call.Completion).String("status"));
    }

    [Fact]
    public async Task Two_stage_call_whose_second_answer_is_an_error_faults_the_completion()
    {
        _gateway.On("agent", async call =>
        {
            await call.AnswerAsync("""{"status":"accepted"}""");
            await call.FailAsync("AGENT_TIMEOUT", "too slow");
        });

        var call = await _client.CallTwoStageAsync("agent", Json("{}"));

        Assert.Equal("AGENT_TIMEOUT", (await Assert.ThrowsAsync<GatewayErrorException>(() => call.Completion)).Code);
    }

    [Fact]
    public async Task Call_times_out_and_a_late_answer_harms_nothing()
    {
        ScriptedCall? late = null;
        _gateway.On("slow", call =>
        {
            late = call;
            return Task.CompletedTask;
        }).On("health", """{"ok":true}""");

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => _client.CallAsync("slow", timeout: TimeSpan.FromMilliseconds(50)));
        Assert.Contains("slow", failure.Message, StringComparison.Ordinal);

        // The next call shows that the late request was received, and its answer is sent before this one's.
        _gateway.On("health", async call =>
        {
            await late!.AnswerAsync("1");
            await call.AnswerAsync("2");
        });
        Assert.Equal(2, (await _client.CallAsync("health")).GetInt32());
    }

    [Fact]
    public async Task Cancelled_call_leaves_the_connection_usable()
    {
        using var cancel = new CancellationTokenSource();
        _gateway.On("slow", async _ => await cancel.CancelAsync()).On("health", "1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.CallAsync("slow", cancellationToken: cancel.Token));

        Assert.Equal(1, (await _client.CallAsync("health")).GetInt32());
    }

    [Fact]
    public async Task Close_by_the_gateway_fails_waiting_calls_with_its_code_and_reason()
    {
        _gateway.On("slow", call => call.Connection.CloseAsync(1012, "service restart"));

        var failure = await Assert.ThrowsAsync<GatewayClosedException>(() => _client.CallAsync("slow"));

        Assert.Equal(new GatewayClose(1012, "service restart"), failure.Close);
        Assert.Equal(failure.Close, await _client.Closed);
        await Assert.ThrowsAsync<GatewayClosedException>(() => _client.CallAsync("health"));
    }

    [Fact]
    public async Task Cut_connection_fails_waiting_calls_as_abnormal()
    {
        _gateway.On("slow", call =>
        {
            call.Connection.Abort();
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAsync<GatewayClosedException>(() => _client.CallAsync("slow"));

        Assert.Equal(GatewayClose.Abnormal, failure.Close.Code);
    }

    [Fact]
    public async Task Malformed_frame_ends_the_connection_with_1007()
    {
        ScriptedConnection? connection = null;
        _gateway.On("bad", call =>
        {
            connection = call.Connection;
            return call.Connection.SendAsync("{\"type\":");
        });

        var failure = await Assert.ThrowsAsync<GatewayClosedException>(() => _client.CallAsync("bad"));

        Assert.Equal(1007, failure.Close.Code);
        Assert.NotNull(connection);
    }

    [Fact]
    public async Task Binary_frame_ends_the_connection()
    {
        _gateway.On("bad", call => call.Connection.SendAsync([1, 2, 3], WebSocketMessageType.Binary));
        await Assert.ThrowsAsync<GatewayClosedException>(() => _client.CallAsync("bad"));
    }

    [Fact]
    public async Task Frame_type_of_a_later_protocol_is_ignored()
    {
        _gateway.On("health", async call =>
        {
            await call.Connection.SendAsync("""{"type":"novelty","id":"1"}""");
            await call.AnswerAsync("1");
        });
        Assert.Equal(1, (await _client.CallAsync("health")).GetInt32());
    }

    [Fact]
    public async Task Frame_larger_than_the_limit_ends_the_connection()
    {
        await using var small = await GatewayClient.ConnectAsync(new GatewayClientOptions { Address = _gateway.Address, Token = ScriptedGateway.Token, MaxFrameBytes = 64 * 1024 });
        _gateway.On("big", $"\"{new string('x', 100_000)}\"");

        var failure = await Assert.ThrowsAsync<GatewayClosedException>(() => small.CallAsync("big"));

        Assert.Contains("too large", failure.Close.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_answer_within_the_limit_arrives_whole()
    {
        var text = new string('x', 3_000_000);
        _gateway.On("big", $"\"{text}\"");
        Assert.Equal(text, (await _client.CallAsync("big")).GetString());
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private sealed record SumParams(int X, int Y);

    private sealed record SumResult(int Value);
}
