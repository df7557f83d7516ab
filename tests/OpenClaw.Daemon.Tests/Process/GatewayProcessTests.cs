using OpenClaw.Daemon.Process;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.Process;

/// <summary>The command line starts, serves and stops a gateway in its own process.</summary>
public sealed class GatewayProcessTests : IDisposable
{
    private readonly TempHome _home = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public void Dispose() => _home.Dispose();

    [Theory]
    [Trait("Statement", "RUN-01"), Trait("Statement", "RUN-02"), Trait("Statement", "RUN-26"), Trait("Statement", "RUN-27"), Trait("Statement", "EVT-05")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_runs_until_a_signal_then_says_goodbye_and_ends_with_0(string signal)
    {
        var port = FreePort.Next();
        _home.WriteConfig("{gateway: {mode: 'local', auth: {token: 'process-token'}}}");
        using var gateway = GatewayProcess.Start(_home.Root, _environment, "--port", $"{port}");
        await gateway.WaitForLineAsync($"Gateway started on ws://127.0.0.1:{port}");
        using var client = await RawClient.OpenAsync(port);
        await client.HandshakeAsync("process-token");
        Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
        Assert.False(gateway.HasExited);

        gateway.Signal(signal);
        var frames = await client.ReceiveToEndAsync();
        Assert.Equal("shutdown", frames[^1].GetProperty("event").GetString());
        Assert.Equal(1012, (int)client.CloseCode!);
        await client.CloseAsync();
        Assert.Equal((ExitCodes.Success, ""), await gateway.WaitForExitAsync());
    }

    [Fact]
    [Trait("Statement", "RUN-13"), Trait("Statement", "RUN-14"), Trait("Statement", "AUTH-03")]
    public async Task Flag_and_environment_win_over_the_file()
    {
        var (flag, variable, file) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        _home.WriteConfig($"{{gateway: {{mode: 'local', port: {file}, auth: {{token: 'file-token'}}}}}}");
        _environment["OPENCLAW_GATEWAY_PORT"] = $"{variable}";
        _environment["OPENCLAW_GATEWAY_TOKEN"] = "env-token";
        using (var gateway = GatewayProcess.Start(_home.Root, _environment))
        {
            await gateway.WaitForLineAsync($"Gateway started on ws://127.0.0.1:{variable}");
            using var client = await RawClient.OpenAsync(variable);
            await client.HandshakeAsync("env-token");
            gateway.Signal("TERM");
            Assert.Equal(ExitCodes.Success, (await gateway.WaitForExitAsync()).ExitCode);
        }

        using var second = GatewayProcess.Start(_home.Root, _environment, "--port", $"{flag}");
        await second.WaitForLineAsync($"Gateway started on ws://127.0.0.1:{flag}");
    }

    [Fact, Trait("Statement", "SAFE-08")]
    public async Task A_second_start_with_the_same_configuration_fails_and_the_first_goes_on()
    {
        var port = FreePort.Next();
        _home.WriteConfig("{gateway: {mode: 'local', auth: {token: 'process-token'}}}");
        using var first = GatewayProcess.Start(_home.Root, _environment, "--port", $"{port}");
        await first.WaitForLineAsync("Gateway started");
        using var second = GatewayProcess.Start(_home.Root, _environment, "--port", $"{port}");
        var (code, error) = await second.WaitForExitAsync();
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains($"gateway already running (pid {first.Id}); lock timeout after 5000ms", error, StringComparison.Ordinal);
        Assert.Contains($"another gateway instance is already listening on ws://127.0.0.1:{port} (EADDRINUSE)", error, StringComparison.Ordinal);
        using var client = await RawClient.OpenAsync(port);
        await client.HandshakeAsync("process-token");
    }

    [Fact, Trait("Statement", "REL-07")]
    public async Task A_killed_gateway_leaves_no_lock_and_an_unauthorised_restart_signal_changes_nothing()
    {
        var port = FreePort.Next();
        _home.WriteConfig("{gateway: {mode: 'local', auth: {token: 'process-token'}}}");
        using (var first = GatewayProcess.Start(_home.Root, _environment, "--port", $"{port}"))
        {
            await first.WaitForLineAsync("Gateway started");
            first.Signal("KILL");
            await first.WaitForExitAsync();
        }

        using var second = GatewayProcess.Start(_home.Root, _environment, "--port", $"{port}");
        await second.WaitForLineAsync("Gateway started");
        second.Signal("USR1");
        await second.WaitForLineAsync("SIGUSR1 restart ignored (not authorized");
        using var client = await RawClient.OpenAsync(port);
        await client.HandshakeAsync("process-token");
    }

    [Theory, Trait("Statement", "REL-06"), Trait("Statement", "EVT-06")]
    [InlineData("USR1")]
    [InlineData("USR2")]
    public async Task A_restart_signal_that_is_allowed_restarts_it_in_its_process_and_reads_the_configuration_anew(string signal)
    {
        var (port, next) = (FreePort.Next(), FreePort.Next());
        _home.WriteConfig($"{{gateway: {{mode: 'local', port: {port}, auth: {{token: 'process-token'}}}}, commands: {{restart: true}}}}");
        using var gateway = GatewayProcess.Start(_home.Root, _environment);
        await gateway.WaitForLineAsync($"Gateway started on ws://127.0.0.1:{port}");
        using (var client = await RawClient.OpenAsync(port))
        {
            await client.HandshakeAsync("process-token");
            _home.WriteConfig($"{{gateway: {{mode: 'nowhere', port: {next}, auth: {{token: 'process-token'}}}}, commands: {{restart: true}}}}");
            gateway.Signal(signal);
            await gateway.WaitForLineAsync("the gateway is not restarted, because it could not start again");
            Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());

            _home.WriteConfig($"{{gateway: {{mode: 'local', port: {next}, auth: {{token: 'process-token'}}}}, commands: {{restart: true}}}}");
            gateway.Signal(signal);
            var shutdown = (await client.ReceiveToEndAsync())[^1];
            Assert.Equal("shutdown", shutdown.GetProperty("event").GetString());
            Assert.Equal(("gateway restarting", 1500), (shutdown.GetProperty("payload").GetProperty("reason").GetString(), shutdown.GetProperty("payload").GetProperty("restartExpectedMs").GetInt32()));
            Assert.Equal(1012, (int)client.CloseCode!);
        }

        await gateway.WaitForLineAsync($"Gateway started on ws://127.0.0.1:{next}");
        using var again = await RawClient.OpenAsync(next);
        await again.HandshakeAsync("process-token");
        gateway.Signal("TERM");
        await again.ReceiveToEndAsync();
        await again.CloseAsync();
        Assert.Equal((ExitCodes.Success, ""), await gateway.WaitForExitAsync());
    }

    [Fact, Trait("Statement", "RUN-03")]
    public async Task A_configuration_that_forbids_a_start_ends_with_78_and_file_line_and_key()
    {
        _home.WriteConfig("{\n  gateway: {\n    mode: 'local', bind: 'everywhere',\n  },\n}");
        using var gateway = GatewayProcess.Start(_home.Root, _environment);
        var (code, error) = await gateway.WaitForExitAsync();
        Assert.Equal(ExitCodes.Configuration, code);
        Assert.StartsWith($"{Path.Combine(_home.State, "openclaw.json")}:3: gateway.bind: must be one of", error, StringComparison.Ordinal);
    }
}
