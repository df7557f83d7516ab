using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpenClaw.Client;

namespace OpenClaw.Chaos;

/// <summary>The gateway in a process and a home of its own, started and stopped again and again.</summary>
internal sealed class GatewayUnderChaos : IDisposable
{
    private const string Token = "chaos-token-0123456789";
    // Not a promise of the gateway's: a machine that is busy with other things starts a process slowly, and that is no finding.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly string _executable;
    private readonly string _home;
    private Process? _process;

    public GatewayUnderChaos(string executable, string home, string modelUrl, string? postgres)
    {
        _executable = Path.GetFullPath(executable);
        _home = home;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Directory.CreateDirectory(StateDirectory);
        File.WriteAllText(Path.Combine(StateDirectory, "openclaw.json"), $$"""
            {
              gateway: { mode: "local", port: {{Port}}, auth: { token: "{{Token}}" }{{(postgres is null ? "" : $", journal: {{ postgresql: \"{postgres}\" }}")}} },
              logging: { file: "{{Path.Combine(home, "gateway.log")}}" },
              tools: { exec: { security: "full", ask: "off" } },
              agents: { defaults: { model: "chaos/chaos" } },
              models: { providers: { chaos: { baseUrl: "{{modelUrl}}", apiKey: "none", api: "openai-completions", models: [{ id: "chaos", contextWindow: 100000 }] } } },
            }
            """);
    }

    public int Port { get; }

    /// <summary>Longest time from SIGTERM to the exit so far.</summary>
    public TimeSpan LongestStop { get; private set; }

    /// <summary>The journal.</summary>
    public string Database => Path.Combine(StateDirectory, "journal", "gateway.sqlite");

    private string StateDirectory => Path.Combine(_home, ".openclaw");

    /// <summary>Starts it and waits until it says so.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(_executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("OPENCLAW_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = _home;
        start.ArgumentList.Add("gateway");
        _process = Process.Start(start)!;
        var process = _process;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var error = new List<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Gateway started", StringComparison.Ordinal) == true)
            {
                started.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) => error.Add(line.Data ?? "");
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => started.TrySetException(new InvalidOperationException($"the gateway ended with {process.ExitCode} at its start: {string.Join('\n', error)}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await started.Task.WaitAsync(s_patience);
    }

    /// <summary>Kills it without a word.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Tells it to stop; gives its exit code.</summary>
    public async Task<int> TermAsync()
    {
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(s_patience);
        LongestStop = clock.Elapsed > LongestStop ? clock.Elapsed : LongestStop;
        return _process.ExitCode;
    }

    /// <summary>Connects a client; null when nobody is there.</summary>
    public async Task<GatewayClient?> TryConnectAsync()
    {
        try
        {
            return await GatewayClient.ConnectAsync(
                new GatewayClientOptions { Address = new Uri($"ws://127.0.0.1:{Port}/"), Token = Token, ConnectTimeout = TimeSpan.FromSeconds(5) });
        }
        catch (Exception failure) when (failure is GatewayConnectException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }

        _process?.Dispose();
    }
}
