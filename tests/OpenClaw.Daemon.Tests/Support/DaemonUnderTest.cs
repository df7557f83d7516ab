using System.Net;
using System.Net.Sockets;
using OpenClaw.Configuration;
using OpenClaw.Daemon.Process;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>A whole gateway inside the test process: own home directory, own port, real sockets.</summary>
internal sealed class DaemonUnderTest : IAsyncDisposable
{
    public const string Token = "test-token-0123456789";

    private readonly CancellationTokenSource _stop = new();
    private readonly TempHome _home;
    private readonly Task<int> _run;

    private DaemonUnderTest(TempHome home, Task<int> run, CancellationTokenSource stop, RunningGateway running, StringWriter output)
    {
        _home = home;
        _run = run;
        _stop = stop;
        Running = running;
        Output = output;
    }

    public RunningGateway Running { get; }

    public StringWriter Output { get; }

    public int Port => Running.Port;

    public Uri HttpUrl => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts a gateway; with no configuration it is a local one with <see cref="Token"/>.</summary>
    public static async Task<DaemonUnderTest> StartAsync(string? config = null, bool verbose = false, bool allowUnconfigured = false)
    {
        var home = new TempHome();
        var log = Path.Combine(home.Root, "gateway.log");
        home.WriteConfig(config ?? $$"""{ gateway: { mode: "local", auth: { token: "{{Token}}" } }, logging: { file: "{{log}}" } }""");
        var started = new TaskCompletionSource<RunningGateway>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new StringWriter();
        var error = new StringWriter();
        var stop = new CancellationTokenSource();
        var options = new GatewayRunOptions
        {
            Sources = home.Sources(new GatewayFlags { Port = FreePort() }),
            AllowUnconfigured = allowUnconfigured,
            Verbose = verbose,
            OwnsProcess = false,
            Output = TextWriter.Synchronized(output),
            Error = error,
            OnStarted = started.SetResult,
        };
        var run = Task.Run(() => GatewayDaemon.RunAsync(options, stop.Token));
        if (await Task.WhenAny(started.Task, run) == run)
        {
            Assert.Fail($"the gateway ended with {await run} at its start: {error}{output}");
        }

        return new DaemonUnderTest(home, run, stop, await started.Task, output);
    }

    public Task<RawClient> OpenAsync() => RawClient.OpenAsync(Port);

    public async Task<RawClient> ConnectAsync()
    {
        var client = await OpenAsync();
        await client.HandshakeAsync(Token);
        return client;
    }

    /// <summary>Stops the gateway and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _home.Dispose();
    }

    /// <summary>A port that nobody has now, below the range from which the kernel takes ports for outgoing connections.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one then.
            }
        }
    }
}
