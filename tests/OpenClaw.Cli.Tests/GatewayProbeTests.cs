using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary><c>gateway probe</c>: every gateway that this host knows of is tried, and failing is an answer.</summary>
public sealed class GatewayProbeTests
{
    [Fact]
    public async Task This_hosts_gateway_is_reachable_and_read()
    {
        await using var gateway = await StartAsync();
        using var run = new CliRun().WithConfig($"{{ gateway: {{ port: {gateway.Port}, auth: {{ token: '{ScriptedGateway.Token}' }} }} }}");

        Assert.Equal(0, await run.RunAsync("gateway", "probe", "--timeout", "60000"));

        var lines = run.Out.Text.Split('\n');
        Assert.Equal(["Gateway Status", "Reachable: yes", "Capability: read-only", "Probe budget: 60000ms"], lines[..4]);
        Assert.Contains($"Local loopback ws://127.0.0.1:{gateway.Port}", lines);
        Assert.Contains(lines, static line => line.StartsWith("  Connect: ok (", StringComparison.Ordinal) && line.EndsWith("Read probe: ok", StringComparison.Ordinal));
        Assert.Equal("[\"operator.read\"]", Assert.Single(gateway.Connects).GetProperty("scopes").GetRawText());
    }

    [Fact]
    public async Task The_address_of_the_flag_is_tried_with_its_token_and_this_hosts_gateway_with_its_own()
    {
        await using var far = await StartAsync();
        await using var near = await StartAsync();
        using var run = new CliRun().WithConfig($"{{ gateway: {{ port: {near.Port}, auth: {{ token: 'of-this-host' }} }} }}");

        Assert.Equal(0, await run.RunAsync("gateway", "probe", "--url", far.Address.ToString(), "--token", ScriptedGateway.Token, "--timeout", "60000", "--json"));

        var document = JsonDocument.Parse(run.Out.Text).RootElement;
        Assert.True(document.GetProperty("ok").GetBoolean());
        Assert.Equal("explicit", document.GetProperty("primaryTargetId").GetString());
        Assert.Equal([("explicit", true), ("localLoopback", false)], document.GetProperty("targets").EnumerateArray()
            .Select(static target => (target.GetProperty("kind").GetString(), target.GetProperty("connect").GetProperty("rpcOk").GetBoolean())));
        Assert.Equal("of-this-host", Assert.Single(near.Connects).GetProperty("auth").GetProperty("token").GetString());
    }

    [Fact]
    public async Task Nothing_reachable_is_told_and_ends_with_1()
    {
        using var run = new CliRun();
        run.Environment["OPENCLAW_GATEWAY_PORT"] = $"{FreePort.Next()}";

        Assert.Equal(1, await run.RunAsync("gateway", "probe", "--json"));

        var document = JsonDocument.Parse(run.Out.Text).RootElement;
        Assert.False(document.GetProperty("ok").GetBoolean());
        Assert.Equal("no_gateway_reachable", document.GetProperty("warnings")[0].GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, document.GetProperty("targets")[0].GetProperty("connect").GetProperty("latencyMs").ValueKind);
        Assert.Equal(1, await run.RunAsync("gateway", "probe"));
        Assert.Contains("\nReachable: no\n", run.Out.Text, StringComparison.Ordinal);
        Assert.Contains("\nProbe budget: 3000ms\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_grants_a_connection_and_refuses_to_be_read_is_degraded()
    {
        await using var gateway = await StartAsync();
        gateway.On("status", static call => call.FailAsync("INVALID_REQUEST", "missing scope: operator.read"));
        using var run = new CliRun().Against(gateway);

        Assert.Equal(0, await run.RunAsync("gateway", "probe", "--timeout", "60000", "--json"));

        var document = JsonDocument.Parse(run.Out.Text).RootElement;
        Assert.True(document.GetProperty("degraded").GetBoolean());
        var connect = document.GetProperty("targets")[0].GetProperty("connect");
        Assert.Equal((true, false, "missing scope: operator.read"), (connect.GetProperty("ok").GetBoolean(), connect.GetProperty("rpcOk").GetBoolean(), connect.GetProperty("error").GetString()));
    }

    private static async Task<ScriptedGateway> StartAsync() => (await ScriptedGateway.StartAsync())
        .On("health", """{"ok":true}""").On("status", """{"sessions":{}}""").On("system-presence", "[]");
}
