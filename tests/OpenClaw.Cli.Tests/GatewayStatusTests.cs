using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

public sealed class GatewayStatusTests
{
    [Fact]
    [Trait("Statement", "CLI-02")]
    [Trait("Statement", "STAT-01")]
    [Trait("Statement", "STAT-09")]
    [Trait("Statement", "STAT-10")]
    [Trait("Statement", "STAT-15")]
    [Trait("Statement", "STAT-16")]
    [Trait("Statement", "STAT-28")]
    public async Task Status_probes_by_default_and_prints_runtime_config_and_target()
    {
        await using var gateway = await StartAsync();
        using var run = new CliRun().Against(gateway).WithConfig("{ gateway: { mode: 'local' } }");

        Assert.Equal(0, await run.RunAsync("gateway", "status"));

        var lines = run.Out.Text.Split('\n');
        Assert.Contains("Service: not installed", lines);
        Assert.Contains("RPC probe: ok", lines);
        Assert.Contains($"Probe target: ws://127.0.0.1:{gateway.Port}", lines);
        Assert.Contains($"Config (cli): {Path.Combine(run.Home, ".openclaw", "openclaw.json")}", lines);
        Assert.Contains(lines, static line => line.StartsWith("Runtime: unknown", StringComparison.Ordinal));
        Assert.Equal("status", Assert.Single(gateway.Requests).Method);
    }

    [Fact]
    [Trait("Statement", "STAT-03")]
    public async Task Url_overrides_the_target()
    {
        await using var gateway = await StartAsync();
        using var run = new CliRun().WithConfig("{ gateway: { port: 1 } }");

        Assert.Equal(0, await run.RunAsync("gateway", "status", "--url", gateway.Address.ToString(), "--token", ScriptedGateway.Token));

        Assert.Contains($"Probe target: ws://127.0.0.1:{gateway.Port}\n", run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("RPC probe: ok\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "STAT-05")]
    [Trait("Statement", "STAT-18")]
    public async Task No_probe_does_not_connect()
    {
        await using var gateway = await StartAsync();
        using var run = new CliRun().Against(gateway);

        Assert.Equal(0, await run.RunAsync("gateway", "status", "--no-probe"));

        Assert.Contains("RPC probe: skipped\n", run.Out.Text, StringComparison.Ordinal);
        Assert.Empty(gateway.Connects);
    }

    [Theory]
    [Trait("Statement", "STAT-06")]
    [Trait("Statement", "STAT-23")]
    [Trait("Statement", "STAT-24")]
    [InlineData("ok", true)]
    [InlineData("failed", false)]
    public async Task Json_is_one_document_with_the_words_that_scripts_read(string probe, bool rightToken)
    {
        await using var gateway = await StartAsync();
        using var run = new CliRun().Against(gateway);
        if (!rightToken)
            run.Environment["OPENCLAW_GATEWAY_TOKEN"] = "other";

        Assert.Equal(0, await run.RunAsync("gateway", "status", "--json"));

        var document = JsonDocument.Parse(run.Out.Text).RootElement;
        Assert.Contains(document.GetProperty("runtime").GetString(), (string[])["running", "stopped", "unknown"]);
        Assert.Equal(probe, document.GetProperty("probe").GetString());
        Assert.Equal(rightToken, document.GetProperty("rpc").GetProperty("ok").GetBoolean());
        Assert.Equal(
            ["runtime", "probe", "service", "config", "gateway", "port", "rpc", "extraServices"],
            document.EnumerateObject().Select(static property => property.Name));
        Assert.Equal("", run.Error.Text);
    }

    [Fact]
    [Trait("Statement", "STAT-22")]
    public async Task Timeout_bounds_the_probe()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.OnOpen = connection => connection.ReceiveAsync();
        using var run = new CliRun().Against(gateway);

        Assert.Equal(0, await run.RunAsync("gateway", "status", "--timeout", "100"));

        Assert.Contains("RPC probe: failed\n", run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("within 100 ms", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_configuration_is_shown_and_the_probe_still_runs()
    {
        await using var gateway = await StartAsync();
        using var run = new CliRun().Against(gateway).WithConfig("{ gateway: { port: 'x' } ");

        Assert.Equal(0, await run.RunAsync("gateway", "status"));

        Assert.Contains("Config issue: ", run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("RPC probe: ok\n", run.Out.Text, StringComparison.Ordinal);
    }

    private static async Task<ScriptedGateway> StartAsync()
    {
        var gateway = await ScriptedGateway.StartAsync();
        return gateway.On("status", "{}");
    }
}
