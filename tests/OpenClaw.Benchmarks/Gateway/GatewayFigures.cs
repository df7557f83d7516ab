using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>
/// Handshakes, requests and fan-out of a running gateway beside those of bare Kestrel (<see cref="Yardstick"/>): each scenario is measured
/// on one, then on the other, several times over, so that a noisy machine disturbs both alike. What counts is the ratio.
/// </summary>
internal static class GatewayFigures
{
    private const int Rounds = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <param name="executable">The gateway's executable, such as <c>artifacts/publish/openclaw</c>.</param>
    /// <param name="only">Part of a scenario's name; the others are left out. Empty for all.</param>
    /// <param name="output">Where the table goes.</param>
    public static async Task PrintAsync(string executable, string only, TextWriter output)
    {
        var state = Directory.CreateTempSubdirectory("openclaw-bench-").FullName;
        using var yardstick = Start(Environment.ProcessPath!, ["yardstick", $"{FreePort()}"], state, out var yardstickPort);
        using var gateway = Start(executable, ["gateway", "run", "--allow-unconfigured", "--token", "bench", "--port", $"{FreePort()}"], state, out var gatewayPort);
        try
        {
            var bare = new Uri($"ws://127.0.0.1:{yardstickPort}/");
            var ours = new Uri($"ws://127.0.0.1:{gatewayPort}/");
            await WaitAsync(bare);
            await WaitAsync(ours);

            await output.WriteLineAsync($"{"",-36}{"bare Kestrel",14}{"gateway",14}{"ratio",9}");
            (string Name, Func<Uri, Task<double>> Measure)[] scenarios =
            [
                ("handshakes/s, 16 at a time", static uri => HandshakesAsync(uri, 16)),
                ("health/s, 16 connections x 1", static uri => RequestsAsync(uri, "health", 16, 1)),
                ("health/s, 1 connection x 64", static uri => RequestsAsync(uri, "health", 1, 64)),
                ("system-presence/s, 16 x 1", static uri => RequestsAsync(uri, "system-presence", 16, 1)),
                ("system-presence/s, 1 x 64", static uri => RequestsAsync(uri, "system-presence", 1, 64)),
                ("broadcasts/s delivered, 50 clients", static uri => FanOutAsync(uri, 50, 16)),
                ("broadcasts/s delivered, 100 x 1", static uri => FanOutAsync(uri, 100, 1)),
            ];
            foreach (var (name, measure) in scenarios.Where(scenario => scenario.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
            {
                await CompareAsync(output, name, bare, ours, measure);
            }
        }
        finally
        {
            yardstick.Kill();
            gateway.Kill();
            await gateway.WaitForExitAsync();
            Directory.Delete(state, recursive: true);
        }
    }

    private static async Task CompareAsync(TextWriter output, string name, Uri bare, Uri ours, Func<Uri, Task<double>> measure)
    {
        var first = new List<double>();
        var second = new List<double>();
        await measure(bare);
        await measure(ours);
        for (var i = 0; i < Rounds; i++)
        {
            first.Add(await measure(bare));
            second.Add(await measure(ours));
        }

        await output.WriteLineAsync($"{name,-36}{Median(first),14:N0}{Median(second),14:N0}{Median(second) / Median(first),9:N2}");
    }

    private static async Task<double> HandshakesAsync(Uri address, int concurrency)
    {
        using var end = new CancellationTokenSource(Window);
        var count = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
            {
                await using var client = await LoadClient.ConnectAsync(address, "bench", CancellationToken.None);
                Interlocked.Increment(ref count);
            }
        }));
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> RequestsAsync(Uri address, string method, int connections, int inFlight)
    {
        var request = $$$"""{"type":"req","id":"r1","method":"{{{method}}}","params":{}}""";
        var clients = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => LoadClient.ConnectAsync(address, "bench", CancellationToken.None)));
        using var end = new CancellationTokenSource(Window);
        var count = 0L;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select(async client =>
        {
            var mine = 0L;
            for (var i = 0; i < inFlight; i++) await client.SendAsync(request, CancellationToken.None);
            while (!end.IsCancellationRequested)
            {
                await client.NextResponseAsync(CancellationToken.None);
                mine++;
                await client.SendAsync(request, CancellationToken.None);
            }

            for (var i = 0; i < inFlight; i++) await client.NextResponseAsync(CancellationToken.None);
            Interlocked.Add(ref count, mine);
        }));
        var rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var client in clients) await client.DisposeAsync();
        return rate;
    }

    private static async Task<double> FanOutAsync(Uri address, int clients, int window)
    {
        var listeners = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => LoadClient.ConnectAsync(address, "bench", CancellationToken.None)));
        await using var publisher = await LoadClient.ConnectAsync(address, "bench", CancellationToken.None);
        using var end = new CancellationTokenSource();
        var delivered = 0L;
        var listening = listeners.Select(async listener =>
        {
            try
            {
                while (true)
                {
                    var frame = await listener.ReceiveAsync(end.Token);
                    if (frame.Span.IndexOf("\"event\":\"presence\""u8) >= 0) Interlocked.Increment(ref delivered);
                }
            }
            catch (Exception exception) when (end.IsCancellationRequested && exception is OperationCanceledException or WebSocketException)
            {
                // The window is over, in the middle of a frame or between two.
            }
        }).ToArray();

        await Task.Delay(200);
        delivered = 0;
        var start = Stopwatch.GetTimestamp();
        var number = 0;
        for (var i = 0; i < window; i++) await PublishAsync();
        while (Stopwatch.GetElapsedTime(start) < Window)
        {
            await publisher.NextResponseAsync(CancellationToken.None);
            await PublishAsync();
        }

        var rate = Interlocked.Read(ref delivered) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await end.CancelAsync();
        await Task.WhenAll(listening);
        foreach (var listener in listeners) await listener.DisposeAsync();
        return rate;

        ValueTask PublishAsync() => publisher.SendAsync(
            $$$"""{"type":"req","id":"p","method":"system-event","params":{"text":"note {{{number++}}}","deviceId":"bench-device","host":"bench"}}""",
            CancellationToken.None);
    }

    private static Process Start(string executable, string[] arguments, string state, out int port)
    {
        port = int.Parse(arguments[^1], System.Globalization.CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OPENCLAW_STATE_DIR"] = state;
        start.Environment["OPENCLAW_CONFIG_PATH"] = Path.Combine(state, "openclaw.json");
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task WaitAsync(Uri address)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, address.Port);
                return;
            }
            catch (SocketException) when (attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
