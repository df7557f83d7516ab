using System.Diagnostics;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Benchmarks.Persistence;

/// <summary>Durable events a second with many persistent actors, and the time to recover a long one. A real file, <c>synchronous=FULL</c>.</summary>
internal static class JournalFigures
{
    public static async Task PrintAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("openclaw-journal-bench-").FullName;
        try
        {
            var payloads = PayloadRegistry.Create(JournalFiguresJson.Default).Add<Noted>("bench.noted.v1").Build();
            await using var sql = SqlPersistence.Sqlite(Path.Combine(folder, "journal.sqlite"), payloads, TimeProvider.System);
            var system = ActorSystem.Create("journal", ActorSystemSetup.Create(
                sql,
                BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("akka { loglevel = ERROR, stdout-loglevel = ERROR }").WithFallback(SqlPersistence.PluginConfig))));

            foreach (var writers in (int[])[1, 10, 100, 1000]) await WriteAsync(output, system, writers, total: writers == 1 ? 2_000 : 60_000);
            await RecoverAsync(output, system);
            await system.Terminate();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(TextWriter output, ActorSystem system, int writers, int total)
    {
        var each = total / writers;
        var actors = Enumerable.Range(0, writers).Select(i => system.ActorOf(Props.Create(() => new Notebook($"writers-{writers}-{i}")))).ToArray();
        await Task.WhenAll(actors.Select(actor => actor.Ask<int>(Count.Instance)));

        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(actors.Select(actor => actor.Ask<int>(new Write(each, Batch: 1))));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await output.WriteLineAsync($"{writers,5} writers, one event a commit each {each * writers / seconds,12:N0} durable events/s");
        await Task.WhenAll(actors.Select(actor => actor.GracefulStop(TimeSpan.FromSeconds(30))));
    }

    private static async Task RecoverAsync(TextWriter output, ActorSystem system)
    {
        const int events = 100_000;
        var writer = system.ActorOf(Props.Create(() => new Notebook("long")));
        await writer.Ask<int>(new Write(events, Batch: 1_000));
        await writer.GracefulStop(TimeSpan.FromSeconds(30));

        for (var i = 0; i < 3; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var reader = system.ActorOf(Props.Create(() => new Notebook("long")));
            var count = await reader.Ask<int>(Count.Instance);
            await output.WriteLineAsync($"recovery of {count:N0} events {Stopwatch.GetElapsedTime(start).TotalMilliseconds,12:N0} ms");
            await reader.GracefulStop(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Persist so many events, the next when the last is durable, so many at a time; answered by the number kept.</summary>
    private sealed record Write(int Events, int Batch);

    private sealed class Count
    {
        public static readonly Count Instance = new();
    }

    private sealed class Notebook : ReceivePersistentActor
    {
        private int _kept;

        public Notebook(string id)
        {
            PersistenceId = id;
            Recover<Noted>(_ => _kept++);
            Command<Count>(_ => Sender.Tell(_kept));
            Command<Write>(write => Next(write.Events, write.Batch));
        }

        public override string PersistenceId { get; }

        private void Next(int left, int batch)
        {
            var events = Enumerable.Range(_kept, Math.Min(left, batch)).Select(number => new Noted("agent:main:main", number, "a small event")).ToList();
            var pending = events.Count;
            PersistAll(events, _ =>
            {
                _kept++;
                if (--pending > 0) return;
                if (left > batch) Next(left - batch, batch);
                else Sender.Tell(_kept);
            });
        }
    }
}

internal sealed record Noted(string SessionKey, int Number, string Text);

[JsonSerializable(typeof(Noted))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class JournalFiguresJson : JsonSerializerContext;
