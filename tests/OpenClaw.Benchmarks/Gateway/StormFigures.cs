using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>
/// A reconnect storm: 2,000 clients lose their connections at once and all come back within a second, while somebody else keeps trying a
/// wrong token and an old client goes on asking for health. Loopback is not exempt from the limits here, so the wrong token is counted against
/// the very address that the good clients come from.
/// </summary>
internal static class StormFigures
{
    private const int Clients = 2_000;
    private const int Rounds = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <param name="executable">The gateway's executable, such as <c>artifacts/publish/openclaw</c>.</param>
    /// <param name="output">Where the table goes.</param>
    public static async Task PrintAsync(string executable, TextWriter output)
    {
        var home = Directory.CreateTempSubdirectory("openclaw-storm-").FullName;
        Directory.CreateDirectory(Path.Combine(home, ".openclaw"));
        await File.WriteAllTextAsync(
            Path.Combine(home, ".openclaw", "openclaw.json"),
            """{ gateway: { mode: "local", auth: { token: "bench", rateLimit: { exemptLoopback: false } } } }""");
        var port = FreePort();
        using var gateway = Start(executable, home, port);
        try
        {
            var address = new Uri($"ws://127.0.0.1:{port}/");
            await WaitAsync(address);
            await using var old = await LoadClient.ConnectAsync(address, "bench", CancellationToken.None);
            using var over = new CancellationTokenSource();
            var guessing = GuessAsync(address, over.Token);
            var asking = AskAsync(old, over.Token);
            await Task.Delay(TimeSpan.FromSeconds(2));
            await output.WriteLineAsync($"{"at rest",-28}{Megabytes(gateway),8:N0} MB");
            for (var round = 1; round <= Rounds; round++)
            {
                await RoundAsync(round, address, gateway, output);
            }

            // What the clients held is given back once they are gone and have stayed away for some seconds; who goes on guessing can put it off by a quarter of a minute.
            await Task.Delay(TimeSpan.FromSeconds(20));
            await output.WriteLineAsync($"{"after",-28}{Megabytes(gateway),8:N0} MB");
            await over.CancelAsync();
            await output.WriteLineAsync($"wrong token: {await guessing:N0} attempts meanwhile, none let in; health of the old client at most {(await asking).TotalMilliseconds:N0} ms");
        }
        finally
        {
            gateway.Kill();
            await gateway.WaitForExitAsync();
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task RoundAsync(int round, Uri address, Process gateway, TextWriter output)
    {
        var start = Stopwatch.GetTimestamp();
        var served = new TimeSpan[Clients];
        var retries = 0;
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async i =>
        {
            await Task.Yield();
            while (true)
            {
                try
                {
                    var client = await LoadClient.ConnectAsync(address, "bench", CancellationToken.None, bufferBytes: 32 * 1024);
                    await client.SendAsync("""{"type":"req","id":"h","method":"health"}""", CancellationToken.None);
                    await client.NextResponseAsync(CancellationToken.None);
                    served[i] = Stopwatch.GetElapsedTime(start);
                    return client;
                }
                catch (Exception exception) when (exception is WebSocketException or InvalidOperationException && Stopwatch.GetElapsedTime(start) < Patience)
                {
                    // Turned away as too many at a time: come again, as clients do, a little later each.
                    Interlocked.Increment(ref retries);
                    await Task.Delay(Random.Shared.Next(50, 250));
                }
            }
        }));
        Array.Sort(served);
        var connected = Megabytes(gateway);
        foreach (var client in clients)
        {
            client.Abort();
        }

        await output.WriteLineAsync(
            $"round {round}: {Clients:N0} served      {connected,8:N0} MB   half in {served[Clients / 2].TotalSeconds:N2} s, 99 % in {served[Clients * 99 / 100].TotalSeconds:N2} s, all in {served[^1].TotalSeconds:N2} s, {retries} retries");
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private static async Task<long> GuessAsync(Uri address, CancellationToken over)
    {
        var attempts = 0L;
        while (!over.IsCancellationRequested)
        {
            try
            {
                await using var client = await LoadClient.ConnectAsync(address, "wrong", over);
                throw new UnreachableException("a wrong token was let in");
            }
            catch (Exception exception) when (exception is InvalidOperationException or WebSocketException or OperationCanceledException)
            {
                attempts++;
            }
        }

        return attempts;
    }

    private static async Task<TimeSpan> AskAsync(LoadClient client, CancellationToken over)
    {
        var longest = TimeSpan.Zero;
        while (!over.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await client.SendAsync("""{"type":"req","id":"h","method":"health"}""", CancellationToken.None);
            await client.NextResponseAsync(CancellationToken.None);
            longest = Stopwatch.GetElapsedTime(start) is var took && took > longest ? took : longest;
            await Task.Delay(20, CancellationToken.None);
        }

        return longest;
    }

    private static Process Start(string executable, string home, int port)
    {
        var start = new ProcessStartInfo(executable, ["gateway", "run", "--port", port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        start.Environment["HOME"] = home;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OPENCLAW_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task WaitAsync(Uri address)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            try
            {
                await using var client = await LoadClient.ConnectAsync(address, "bench", CancellationToken.None);
                return;
            }
            catch (WebSocketException) when (Stopwatch.GetElapsedTime(start) < Patience)
            {
                // Not up yet.
            }
        }
    }

    private static double Megabytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
