using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary>Helpers never start a gateway: when it is down they say so in one line, at once.</summary>
public sealed class GatewayDownTests
{
    [Theory]
    [Trait("Statement", "SAFE-01")]
    [Trait("Statement", "SAFE-02")]
    [Trait("Statement", "SAFE-03")]
    [InlineData("gateway", "health")]
    [InlineData("gateway", "call", "health")]
    [InlineData("gateway", "call", "send", "--params", "{\"to\":\"x\",\"message\":\"m\",\"idempotencyKey\":\"k\"}")]
    [InlineData("health")]
    [InlineData("status")]
    [InlineData("logs")]
    [InlineData("logs", "--follow")]
    [InlineData("agent", "--message", "hi")]
    [InlineData("channels", "status", "--probe")]
    [InlineData("channels", "list")]
    [InlineData("models", "list")]
    [InlineData("models", "status")]
    [InlineData("sessions")]
    [InlineData("system", "presence")]
    [InlineData("system", "event", "--text", "x")]
    [InlineData("system", "heartbeat", "last")]
    [InlineData("devices", "list")]
    public async Task Every_helper_fails_with_one_line_that_says_what_was_tried_and_what_to_do(params string[] args)
    {
        using var run = new CliRun();
        run.Environment["OPENCLAW_GATEWAY_PORT"] = $"{FreePort.Next()}";

        Assert.Equal(1, await run.RunAsync(args));

        Assert.Equal($"openclaw: nothing listens at ws://127.0.0.1:{run.Environment["OPENCLAW_GATEWAY_PORT"]}/ (connection refused); start a gateway with: openclaw gateway\n", run.Error.Text);
        Assert.Equal("", run.Out.Text);
        Assert.False(Directory.Exists(Path.Combine(run.Home, ".openclaw")));
    }

    [Fact]
    public async Task A_gateway_elsewhere_is_not_to_be_started_here()
    {
        // A name that no resolver knows (RFC 2606).
        using var run = new CliRun();
        Assert.Equal(1, await run.RunAsync("health", "--url", "ws://gateway.invalid"));
        Assert.StartsWith("openclaw: ws://gateway.invalid/ cannot be reached: ", run.Error.Text, StringComparison.Ordinal);
        Assert.EndsWith("; is the address right, and does the gateway there listen beyond loopback?\n", run.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "SAFE-04")]
    [Trait("Statement", "STAT-17")]
    public async Task Gateway_status_reports_a_failed_probe_and_starts_nothing()
    {
        using var run = new CliRun();
        run.Environment["OPENCLAW_GATEWAY_PORT"] = $"{FreePort.Next()}";

        Assert.Equal(0, await run.RunAsync("gateway", "status"));
        Assert.Contains("\nRPC probe: failed\n", run.Out.Text, StringComparison.Ordinal);
        Assert.Equal(1, await run.RunAsync("gateway", "status", "--require-rpc"));
        Assert.False(Directory.Exists(Path.Combine(run.Home, ".openclaw")));
    }

    [Fact]
    public async Task With_json_the_failure_is_the_one_document()
    {
        using var run = new CliRun();
        run.Environment["OPENCLAW_GATEWAY_PORT"] = $"{FreePort.Next()}";

        Assert.Equal(1, await run.RunAsync("health", "--json"));

        var document = JsonDocument.Parse(run.Out.Text).RootElement;
        Assert.False(document.GetProperty("ok").GetBoolean());
        Assert.Equal("GATEWAY_UNREACHABLE", document.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Wrong_token_is_told_with_the_way_out()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("health", "--url", gateway.Address.ToString(), "--token", "wrong-secret"));

        Assert.Equal($"openclaw: {gateway.Address} refused the connection: unauthorized: gateway token mismatch; pass --token or set OPENCLAW_GATEWAY_TOKEN\n", run.Error.Text);
    }

    [Fact]
    public async Task A_missing_token_is_told_with_the_way_out()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.OnConnect = async call =>
        {
            await call.FailAsync("NOT_PAIRED", "device identity required", """{"code":"DEVICE_IDENTITY_REQUIRED"}""");
            await call.Connection.CloseAsync(1008, "device identity required");
        };
        using var run = new CliRun();

        Assert.Equal(1, await run.RunAsync("health", "--url", gateway.Address.ToString()));

        Assert.Equal($"openclaw: {gateway.Address} refused the connection: device identity required; pass --token or set OPENCLAW_GATEWAY_TOKEN\n", run.Error.Text);
    }

    [Fact]
    public async Task Refused_method_is_told_with_its_code()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        using var run = new CliRun().Against(gateway);

        Assert.Equal(1, await run.RunAsync("gateway", "call", "no.such"));

        Assert.Equal("openclaw: no.such: unknown method: no.such (INVALID_REQUEST)\n", run.Error.Text);
    }

    [Fact]
    public async Task Silent_gateway_ends_at_the_timeout()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("health", _ => Task.CompletedTask);
        using var run = new CliRun().Against(gateway);

        Assert.Equal(1, await run.RunAsync("health", "--timeout", "3000"));

        Assert.Contains("health was not answered within 3000 ms", run.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_c_ends_with_130_and_no_noise()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        using var interrupted = new CancellationTokenSource();
        gateway.On("health", async _ => await interrupted.CancelAsync());
        using var run = new CliRun().Against(gateway);

        Assert.Equal(130, await run.RunAsync(interrupted.Token, "health"));

        Assert.Equal("", run.Error.Text);
    }
}
