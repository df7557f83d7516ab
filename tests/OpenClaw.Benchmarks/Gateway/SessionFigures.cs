using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;
using OpenClaw.Persistence.Sqlite;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>A gateway with many stored sessions: from its start to hello-ok, its memory, and <c>sessions.list</c>, with none and with a thousand of them awake.</summary>
internal static class SessionFigures
{
    private const int Messages = 10;
    private const int Rounds = 50;
    private const int Awake = 1000;

    /// <param name="executable">The gateway's executable.</param>
    /// <param name="sessions">How many are stored.</param>
    /// <param name="megabytes">Size of all transcripts together.</param>
    /// <param name="output">Where the figures go.</param>
    public static async Task PrintAsync(string executable, int sessions, int megabytes, TextWriter output)
    {
        var home = Directory.CreateTempSubdirectory("openclaw-sessions-").FullName;
        try
        {
            var database = Path.Combine(home, ".openclaw", "journal", "gateway.sqlite");
            Directory.CreateDirectory(Path.GetDirectoryName(database)!);
            await StoreAsync(database, sessions, (int)(megabytes * 1e6 / sessions / Messages));
            await output.WriteLineAsync($"{sessions} sessions, {new FileInfo(database).Length / 1e6:N0} MB on disk");
            for (var round = 0; round < 3; round++)
            {
                await MeasureAsync(executable, home, sessions, output);
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task MeasureAsync(string executable, string home, int sessions, TextWriter output)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true };
        start.Environment["HOME"] = home;
        foreach (var argument in new[] { "gateway", "run", "--allow-unconfigured", "--token", "bench", "--port", port.ToString(CultureInfo.InvariantCulture) }) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            await using var client = await ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"));
            var hello = clock.Elapsed;
            await client.SendAsync("""{"type":"req","id":"l","method":"sessions.list","params":{"limit":200}}""", CancellationToken.None);
            await client.NextResponseAsync(CancellationToken.None);
            var first = clock.Elapsed;
            await output.WriteLineAsync($"hello-ok after {hello.TotalMilliseconds:N0} ms, first list after {first.TotalMilliseconds:N0} ms; {await ListAsync(client, process)}");
            var awake = Math.Min(Awake, sessions);
            clock.Restart();
            for (var i = 0; i < awake; i++)
            {
                await client.SendAsync($$$"""{"type":"req","id":"h","method":"chat.history","params":{"sessionKey":"{{{Key(i).Value}}}","limit":1,"maxChars":100}}""", CancellationToken.None);
                await client.NextResponseAsync(CancellationToken.None);
            }

            await output.WriteLineAsync($"  {awake} of them awake after {clock.Elapsed.TotalSeconds:N1} s: {await ListAsync(client, process)}");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> ListAsync(LoadClient client, Process process)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await client.SendAsync("""{"type":"req","id":"l","method":"sessions.list","params":{"limit":200}}""", CancellationToken.None);
            await client.NextResponseAsync(CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        process.Refresh();
        return $"list of 200: median {times[Rounds / 2]:N1} ms, p95 {times[Rounds * 95 / 100]:N1} ms; {process.WorkingSet64 / 1e6:N0} MB";
    }

    private static async Task<LoadClient> ConnectAsync(Uri address)
    {
        while (true)
        {
            try
            {
                return await LoadClient.ConnectAsync(address, "bench", CancellationToken.None);
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                await Task.Delay(2);
            }
        }
    }

    private static async Task StoreAsync(string database, int sessions, int charsPerMessage)
    {
        await using var store = SqliteStore.Open(database);
        var text = string.Concat(Enumerable.Repeat("All work and no play. ", (charsPerMessage / 22) + 1));
        var writes = new List<Task>();
        for (var i = 0; i < sessions; i++)
        {
            writes.Add(store.AppendAsync(Events(i, text), [Row(i, text)]));
            if (writes.Count == 200)
            {
                await Task.WhenAll(writes);
                writes.Clear();
            }
        }

        await Task.WhenAll(writes);
    }

    private static List<EventRow> Events(int number, string text)
    {
        var rows = new List<EventRow>();
        foreach (var happened in Said(number, text))
        {
            var (manifest, bytes) = GatewayPayloads.Registry.Serialize(happened);
            rows.Add(new EventRow($"session-{Key(number)}", rows.Count + 1, manifest, bytes, "bench", 0));
        }

        return rows;
    }

    private static IndexRow Row(int number, string text)
    {
        var state = Said(number, text).Aggregate(SessionState.Empty, static (state, happened) => state.Apply(happened));
        var (manifest, bytes) = GatewayPayloads.Registry.Serialize(SessionIndexRow.Of(state));
        return new IndexRow(SessionIndexRow.Collection, Key(number).Value, manifest, bytes, null);
    }

    private static IEnumerable<SessionEvent> Said(int number, string text)
    {
        var at = DateTimeOffset.UnixEpoch.AddMinutes(number);
        yield return new SessionEvent.Created(at, Key(number), $"session-{number}");
        for (var i = 0; i < Messages; i++)
        {
            yield return new SessionEvent.MessageAppended(at, new TranscriptMessage.User($"m{i}", at, null, [new MessageContent.Text(text)]));
        }
    }

    private static SessionKey Key(int number) => SessionKey.Parse($"agent:main:bench-{number}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
