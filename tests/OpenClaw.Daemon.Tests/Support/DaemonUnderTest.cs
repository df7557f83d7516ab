using OpenClaw.Configuration;
using OpenClaw.Daemon.Process;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>A whole gateway inside the test process: own home directory, own port, real sockets.</summary>
internal sealed class DaemonUnderTest : IAsyncDisposable
{
    public const string Token = "test-token-0123456789";

    private readonly CancellationTokenSource _stop = new();
    private readonly TempHome _home;
    private readonly Task<int> _run;

    private DaemonUnderTest(TempHome home, Task<int> run, CancellationTokenSource stop, RunningGateway running, LineSignal output)
    {
        _home = home;
        _run = run;
        _stop = stop;
        Running = running;
        Output = output;
    }

    public RunningGateway Running { get; }

    public LineSignal Output { get; }

    public int Port => Running.Port;

    /// <summary>Path of the configuration file.</summary>
    public string ConfigFile => Path.Combine(_home.State, "openclaw.json");

    /// <summary>Path of the journal's database.</summary>
    public string Journal => Path.Combine(_home.State, "journal", "gateway.sqlite");

    public Uri HttpUrl => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts a gateway; with no configuration it is a local one with <see cref="Token"/>.</summary>
    public static Task<DaemonUnderTest> StartAsync(string? config = null, TrafficView traffic = TrafficView.None, bool allowUnconfigured = false) =>
        StartAsync(config, traffic, allowUnconfigured, []);

    /// <summary>Starts a gateway whose configuration includes further files.</summary>
    public static Task<DaemonUnderTest> StartAsync(string config, params (string Name, string Text)[] files) =>
        StartAsync(config, TrafficView.None, allowUnconfigured: false, files);

    private static async Task<DaemonUnderTest> StartAsync(string? config, TrafficView traffic, bool allowUnconfigured, (string Name, string Text)[] files)
    {
        var home = new TempHome();
        var log = Path.Combine(home.Root, "gateway.log");
        home.WriteConfig(config ?? $$"""{ gateway: { mode: "local", auth: { token: "{{Token}}" } }, logging: { file: "{{log}}" } }""");
        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(home.State, name), text);
        }

        var started = new TaskCompletionSource<RunningGateway>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new LineSignal();
        var error = new StringWriter();
        var stop = new CancellationTokenSource();
        var options = new GatewayRunOptions
        {
            Sources = home.Sources(new GatewayFlags { Port = FreePort.Next() }),
            AllowUnconfigured = allowUnconfigured,
            Traffic = traffic,
            OwnsProcess = false,
            Output = output,
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

    /// <summary>Replaces the configuration file in one step, as editors and the command line do.</summary>
    public Task WriteConfigAsync(string text) => WriteFileAsync("openclaw.json", text);

    /// <summary>Replaces a file beside the configuration.</summary>
    public async Task WriteFileAsync(string name, string text)
    {
        var path = Path.Combine(_home.State, name);
        await File.WriteAllTextAsync(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Waits for the next line on the console with this in it, after those waited for before.</summary>
    public Task<string> LogLineAsync(string part) => Output.LineAsync(part);

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
}
