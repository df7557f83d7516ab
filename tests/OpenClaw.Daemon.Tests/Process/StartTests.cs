using System.Net;
using System.Net.Sockets;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon.Process;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Process;

public sealed class StartTests : IDisposable
{
    private readonly TempHome _home = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("{gateway: {mode: 'local', port: 'x', auth: {token: 't'}}}", ":1: gateway.port: must be a whole number from 1 to 65535, not a string.")]
    [InlineData("{gateway: {mode: 'local',", "not valid JSON5")]
    [InlineData("{gateway: {mode: 'remote', auth: {token: 't'}}}", "Gateway start blocked: set gateway.mode=local (current: remote)")]
    [InlineData("{gateway: {auth: {token: 't'}}}", "Gateway start blocked: set gateway.mode=local (current: unset)")]
    [InlineData("{gateway: {mode: 'local'}}", "no token is configured")]
    [InlineData("{gateway: {mode: 'local', auth: {mode: 'password', token: 't'}}}", "no password is configured")]
    [InlineData("{gateway: {mode: 'local', auth: {token: '${NO_SUCH_VARIABLE}'}}}", "no token is configured")]
    [InlineData("{gateway: {mode: 'local',\n auth: {token: '${NO_SUCH_VARIABLE}'}}}", ":2: gateway.auth.token: the environment variable NO_SUCH_VARIABLE is not set")]
    [InlineData("{gateway: {mode: 'local', bind: 'lan',\n auth: {token: '${NO_SUCH_VARIABLE}'}}}", ":2: gateway.auth.token: the environment variable NO_SUCH_VARIABLE is not set")]
    [InlineData("{gateway: {mode: 'local',\n auth: {}}}", "openclaw.json:2 (or OPENCLAW_GATEWAY_TOKEN), or pass --token.")]
    [InlineData("{gateway:\n {mode: 'remote', auth: {token: 't'}}}", "openclaw.json:2, or pass --allow-unconfigured")]
    [InlineData("{gateway: {mode: 'local',\n auth: {token: 't', password: 'p'}}}", ":2: gateway.auth.mode: both a token and a password are configured")]
    [InlineData("{gateway: {mode: 'local', bind: 'custom', customBindHost: '192.0.2.1', auth: {token: 't'}}}", "192.0.2.1 is no address of this machine")]
    [InlineData("{gateway: {mode: 'local', auth: {mode: 'trusted-proxy'}, trustedProxies: ['10.0.0.2']}}", "Set gateway.auth.trustedProxy.userHeader")]
    [InlineData("{gateway: {mode: 'local', auth: {mode: 'trusted-proxy', trustedProxy: {userHeader: 'X-User'}}}}", "List the proxy's address in gateway.trustedProxies")]
    [InlineData("{gateway: {mode: 'local', auth: {mode: 'trusted-proxy', trustedProxy: {userHeader: 'X-User'}}, trustedProxies: ['127.0.0.1']}}", "Set allowLoopback there")]
    [InlineData("{gateway: {mode: 'local', auth: {mode: 'token', allowTailscale: true}, bind: 'lan'}}", "Refusing to bind gateway to lan without auth.")]
    [Trait("Statement", "RUN-03"), Trait("Statement", "MAC-08")]
    public async Task A_configuration_that_forbids_a_start_is_explained_and_ends_with_78(string config, string message)
    {
        Assert.Equal(ExitCodes.Configuration, await RunAsync(config));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
    }

    [Theory, Trait("Statement", "AUTH-12")]
    [InlineData("{gateway: {mode: 'local', bind: 'lan'}}", false)]
    [InlineData("{gateway: {mode: 'local', bind: 'lan'}}", true)]
    [InlineData("{gateway: {mode: 'local', bind: 'lan', auth: {mode: 'none'}}}", true)]
    [InlineData("{gateway: {mode: 'local', bind: 'lan', auth: {mode: 'password'}}}", false)]
    public async Task A_bind_beyond_loopback_without_auth_does_not_start(string config, bool allowUnconfigured)
    {
        Assert.Equal(ExitCodes.Configuration, await RunAsync(config, allowUnconfigured));
        Assert.StartsWith("Refusing to bind gateway to lan without auth.", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_configuration_it_says_what_is_missing()
    {
        Assert.Equal(ExitCodes.Configuration, await RunAsync(config: null));
        Assert.StartsWith("Missing config", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "TRB-01"), Trait("Statement", "TRB-02")]
    public async Task A_busy_port_is_named_and_ends_with_1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal(ExitCodes.Failure, await RunAsync("{gateway: {mode: 'local', auth: {token: 't'}}}", port: port));
        Assert.Contains($"another gateway instance is already listening on ws://127.0.0.1:{port} (EADDRINUSE)", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "RUN-28"), Trait("Statement", "RUN-29"), Trait("Statement", "RUN-24"), Trait("Statement", "RUN-25"), Trait("Statement", "RUN-17")]
    public async Task The_log_says_where_it_listens_and_both_console_and_file_have_it()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        var console = daemon.Output.ToString();
        Assert.Contains($"Gateway started on ws://127.0.0.1:{daemon.Port}", console, StringComparison.Ordinal);
        Assert.Contains($"listening on ws://127.0.0.1:{daemon.Port} (PID {Environment.ProcessId})", console, StringComparison.Ordinal);
        Assert.Contains($"log file: {daemon.Running.LogFile}", console, StringComparison.Ordinal);
        Assert.Contains("agent model: echo", console, StringComparison.Ordinal);
        Assert.Contains($"Gateway started on ws://127.0.0.1:{daemon.Port}", File.ReadAllText(daemon.Running.LogFile), StringComparison.Ordinal);
        Assert.DoesNotContain(DaemonUnderTest.Token, console + File.ReadAllText(daemon.Running.LogFile), StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "AUTH-01")]
    public async Task Unconfigured_it_makes_a_token_that_only_the_owner_reads_and_needs_it()
    {
        await using var daemon = await DaemonUnderTest.StartAsync("{}", allowUnconfigured: true);
        var file = daemon.Running.TokenFile!;
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        var token = (await File.ReadAllTextAsync(file)).Trim();
        Assert.Equal(48, token.Length);
        using var client = await daemon.OpenAsync();
        await client.HandshakeAsync(token);
        using var stranger = await daemon.OpenAsync();
        await stranger.ReceiveEventAsync("connect.challenge");
        await stranger.SendAsync(RawClient.ConnectFrame(null));
        Assert.False(Assert.Single(await stranger.ReceiveToEndAsync()).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [Trait("Statement", "AUTH-05"), Trait("Statement", "AUTH-06")]
    [InlineData(null, "DEVICE_IDENTITY_REQUIRED")]
    [InlineData("wrong", "AUTH_TOKEN_MISMATCH")]
    public async Task A_missing_or_wrong_token_is_refused_on_loopback_too(string? token, string code)
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var client = await daemon.OpenAsync();
        await client.ReceiveEventAsync("connect.challenge");
        await client.SendAsync(RawClient.ConnectFrame(token));
        var answer = Assert.Single(await client.ReceiveToEndAsync());
        Assert.Equal(code, answer.GetProperty("error").GetProperty("details").GetProperty("code").GetString());
        Assert.Equal(1008, (int)client.CloseCode!);
    }

    [Fact, Trait("Statement", "MIG-01")]
    public async Task There_is_one_port_and_no_legacy_control_port_beside_it()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var probe = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => probe.ConnectAsync(IPAddress.Loopback, daemon.Port + 1));
    }

    [Fact]
    public async Task A_signal_counts_before_there_is_a_log()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var signals = new ProcessSignals(stopped.SetResult);
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await kill.WaitForExitAsync();
    }

    private async Task<int> RunAsync(string? config, bool allowUnconfigured = false, int? port = null)
    {
        if (config is not null)
        {
            _home.WriteConfig(config);
        }

        return await GatewayDaemon.RunAsync(new GatewayRunOptions
        {
            Sources = _home.Sources(new GatewayFlags { Port = port }),
            AllowUnconfigured = allowUnconfigured,
            OwnsProcess = false,
            Output = TextWriter.Null,
            Error = _error,
        });
    }
}
