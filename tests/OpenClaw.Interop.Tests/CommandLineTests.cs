using System.Text.Json;
using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>The command line's own processes against the gateway's own process.</summary>
public sealed class CommandLineTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("gateway health")]
    [InlineData("gateway call health")]
    [InlineData("gateway status --require-rpc")]
    [InlineData("health")]
    [InlineData("status")]
    [InlineData("logs --limit 5")]
    [InlineData("channels status")]
    [InlineData("models list")]
    [InlineData("sessions")]
    [InlineData("system presence")]
    [InlineData("system heartbeat last")]
    [InlineData("system heartbeat enable")]
    [InlineData("system event --text hello")]
    [InlineData("devices list")]
    [InlineData("nodes list")]
    [InlineData("agents list")]
    [InlineData("cron list")]
    [InlineData("cron status")]
    [InlineData("sessions show main")]
    public async Task Every_command_works_against_the_real_gateway(string command)
    {
        var (code, output, errors) = await RunAsync(command.Split(' '));
        Assert.True(code == 0, $"{command}: {code}\n{errors}\n{output}");

        var (jsonCode, json, _) = await RunAsync([.. command.Split(' '), "--json"]);
        Assert.Equal(0, jsonCode);
        if (!command.StartsWith("logs", StringComparison.Ordinal))
            JsonDocument.Parse(json);
    }

    [Fact]
    public async Task Agent_prints_the_answer()
    {
        var (code, output, errors) = await RunAsync("agent", "--message", "say this back", "--to", "+15555550123");
        Assert.True(code == 0, errors);
        Assert.Contains("say this back", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presence_never_lists_command_lines()
    {
        await RunAsync("health");
        var (_, output, _) = await RunAsync("system", "presence", "--json");
        Assert.DoesNotContain(JsonDocument.Parse(output).RootElement.EnumerateArray(), static entry => entry.String("mode") == "cli");
    }

    [Fact]
    [Trait("Statement", "CLI-07")]
    [Trait("Statement", "CLI-09")]
    public async Task Logs_show_the_line_that_names_the_address()
    {
        // A file of its own: the day's file is shared by every gateway of this machine.
        await using var gateway = await GatewayProcess.StartAsync("{ gateway: { mode: 'local' }, logging: { file: '~/gateway.log' } }");
        var (code, output, errors) = await CliProcess.RunAsync(gateway.Home, ["logs"], new()
        {
            ["OPENCLAW_GATEWAY_PORT"] = $"{gateway.Port}",
            ["OPENCLAW_GATEWAY_TOKEN"] = GatewayProcess.Token,
        });
        Assert.True(code == 0, errors);
        Assert.Contains($"Gateway started on ws://127.0.0.1:{gateway.Port}", output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args) =>
        CliProcess.RunAsync(fixture.Gateway.Home, args, new()
        {
            ["OPENCLAW_GATEWAY_PORT"] = $"{fixture.Gateway.Port}",
            ["OPENCLAW_GATEWAY_TOKEN"] = GatewayProcess.Token,
        });
}
