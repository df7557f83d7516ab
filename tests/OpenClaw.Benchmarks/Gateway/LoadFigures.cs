using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>
/// What the control plane feels of runs: <c>health</c> and ticks while eight runs stream 200 tokens a second each to fifty clients and a tool blocks; and what a streamed token
/// costs, beside the baseline's agent turns of 50 tokens.
/// </summary>
internal static class LoadFigures
{
    private const int Runs = 8;
    private const int Clients = 50;
    private const int TokensPerSecond = 200;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(30); // As long as a tick takes to come.

    /// <param name="executable">The gateway's executable.</param>
    /// <param name="output">Where the figures go.</param>
    public static async Task PrintAsync(string executable, TextWriter output)
    {
        var home = Directory.CreateTempSubdirectory("openclaw-load-").FullName;
        await using var model = await StreamingModel.StartAsync();
        using var gateway = Start(executable, home, model.Url, out var address);
        try
        {
            await using var health = await ConnectAsync(address);
            await output.WriteLineAsync("health at rest:        " + Line(await HealthAsync(health, TimeSpan.FromSeconds(3))));
            await TurnsAsync(address, model, output);
            await StreamsAsync(address, health, gateway, output);
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>One agent turn after the other, 50 tokens as fast as the model sends them.</summary>
    private static async Task TurnsAsync(Uri address, StreamingModel model, TextWriter output)
    {
        await using var client = await ConnectAsync(address);
        var accepted = new List<double>();
        var firstEvent = new List<double>();
        var final = new List<double>();
        long frames = 0, bytes = 0;
        const int turns = 30;
        for (var i = 0; i < turns; i++)
        {
            var run = $"turn{i}";
            var sent = Stopwatch.GetTimestamp();
            await client.SendAsync(Agent(run, "agent:main:turns", $"stream 50 200 {run}"), CancellationToken.None);
            long shown = 0;
            for (var responses = 0; responses < 2;)
            {
                var frame = await client.ReceiveAsync(CancellationToken.None);
                var now = Stopwatch.GetTimestamp();
                frames++;
                bytes += frame.Length;
                if (frame.Span.StartsWith("{\"type\":\"res\""u8))
                {
                    responses++;
                    if (responses == 1)
                    {
                        accepted.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
                    }
                    else if (model.Sent.TryGetValue(run, out var left))
                    {
                        firstEvent.Add(Stopwatch.GetElapsedTime(left.First, shown).TotalMilliseconds);
                        final.Add(Stopwatch.GetElapsedTime(left.Last, now).TotalMilliseconds);
                    }
                }
                else if (shown == 0 && frame.Span.IndexOf("\"stream\":\"assistant\""u8) >= 0)
                {
                    shown = now;
                }
            }
        }

        await output.WriteLineAsync($"turns of 50 tokens:    accepted {Line(accepted)}");
        await output.WriteLineAsync($"  model's first token to event: {Line(firstEvent)}");
        await output.WriteLineAsync($"  model's last token to final:  {Line(final)}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {frames / (double)turns:0.0} frames and {bytes / (double)turns / 50:0} bytes a token to the caller"));
    }

    private static async Task StreamsAsync(Uri address, LoadClient health, Process gateway, TextWriter output)
    {
        var listeners = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ConnectAsync(address)));
        await using var caller = await ConnectAsync(address);
        using var end = new CancellationTokenSource();
        long frames = 0, bytes = 0;
        var ticks = new List<double>();
        var listening = listeners.Append(caller).Select(async (listener, number) =>
        {
            var lastTick = Stopwatch.GetTimestamp();
            try
            {
                while (true)
                {
                    var frame = await listener.ReceiveAsync(end.Token);
                    Interlocked.Increment(ref frames);
                    Interlocked.Add(ref bytes, frame.Length);
                    if (number == 0 && frame.Span.IndexOf("\"event\":\"tick\""u8) >= 0)
                    {
                        ticks.Add(Stopwatch.GetElapsedTime(lastTick).TotalSeconds);
                        lastTick = Stopwatch.GetTimestamp();
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The window is over.
            }
        }).ToArray();

        await caller.SendAsync(Agent("blocked", "agent:main:blocked", "block 60"), CancellationToken.None);
        var tokens = (int)(TokensPerSecond * (s_window.TotalSeconds + 4));
        for (var i = 0; i < Runs; i++)
        {
            await caller.SendAsync(Agent($"run{i}", $"agent:main:run-{i}", $"stream {tokens} {TokensPerSecond} run{i}"), CancellationToken.None);
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        (frames, bytes) = (0, 0);
        gateway.Refresh();
        var processor = gateway.TotalProcessorTime;
        var times = await HealthAsync(health, s_window);
        gateway.Refresh();
        var used = (gateway.TotalProcessorTime - processor).TotalSeconds / s_window.TotalSeconds;
        await output.WriteLineAsync($"health under {Runs} x {TokensPerSecond} tokens/s to {Clients} clients, one tool blocked: {Line(times)}");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"  {frames / s_window.TotalSeconds:N0} frames/s, {bytes / s_window.TotalSeconds / 1e6:0.0} MB/s, {used * 100:0} % of a core, {gateway.WorkingSet64 / 1e6:0} MB; ticks after {string.Join(", ", ticks.Select(static tick => tick.ToString("0.0", CultureInfo.InvariantCulture)))} s"));
        await end.CancelAsync();
        await Task.WhenAll(listening);
        foreach (var listener in listeners)
        {
            listener.Abort();
        }
    }

    // Paced, so that what is measured is an answer's time and not a queue of requests of our own.
    private static async Task<List<double>> HealthAsync(LoadClient client, TimeSpan window)
    {
        var times = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < window)
        {
            var began = Stopwatch.GetTimestamp();
            await client.SendAsync("""{"type":"req","id":"h","method":"health","params":{}}""", CancellationToken.None);
            await client.NextResponseAsync(CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(5);
        }

        return times;
    }

    private static string Agent(string run, string session, string message) =>
        $$$"""{"type":"req","id":"{{{run}}}","method":"agent","params":{"message":"{{{message}}}","sessionKey":"{{{session}}}","idempotencyKey":"{{{run}}}"}}""";

    private static string Line(List<double> times)
    {
        times.Sort();
        return times.Count == 0 ? "nothing" : string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {times[times.Count / 2]:0.0} ms, p95 {times[times.Count * 95 / 100]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms, max {times[^1]:0.0} ms (n={times.Count})");
    }

    private static Process Start(string executable, string home, string modelUrl, out Uri address)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        address = new Uri($"ws://127.0.0.1:{port}/");
        Directory.CreateDirectory(Path.Combine(home, ".openclaw"));
        File.WriteAllText(Path.Combine(home, ".openclaw", "openclaw.json"), $$"""
            {
              gateway: { mode: "local", port: {{port}}, auth: { token: "bench" } },
              tools: { exec: { security: "full", ask: "off" } },
              agents: { defaults: { model: "bench/bench" } },
              models: { providers: { bench: { baseUrl: "{{modelUrl}}", apiKey: "none", api: "openai-completions", models: [{ id: "bench", contextWindow: 1000000 }] } } },
            }
            """);
        var start = new ProcessStartInfo(executable, ["gateway"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("OPENCLAW_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = home;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<LoadClient> ConnectAsync(Uri address)
    {
        // A start on a busy machine takes a while, and is not what is measured here.
        for (var patience = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await LoadClient.ConnectAsync(address, "bench", CancellationToken.None, bufferBytes: 1024 * 1024);
            }
            catch (System.Net.WebSockets.WebSocketException) when (patience.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(10);
            }
        }
    }
}
