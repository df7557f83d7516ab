using System.Diagnostics;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace OpenClaw.Benchmarks.Streams;

/// <summary>Key figures of the stream runtime: elements through a chain, a queue into an acknowledging actor, start-up and bytes of a live graph.</summary>
internal static class StreamFigures
{
    private const string Quiet = "akka { loglevel = ERROR, stdout-loglevel = ERROR, log-dead-letters = off }";

    public static async Task PrintAsync(TextWriter output)
    {
        var system = ActorSystem.Create("bench", Quiet);
        var materializer = system.Materializer();
        await ChainAsync(output, materializer);
        await QueueToActorAsync(output, system, materializer);
        await MaterialiseAsync(output, materializer);
        await FootprintAsync(output, system);
        await system.Terminate();
    }

    private static async Task ChainAsync(TextWriter output, ActorMaterializer materializer)
    {
        const int count = 5_000_000;
        var chain = Source.From(Enumerable.Range(0, count));
        for (var i = 0; i < 5; i++) chain = chain.Select(static n => n + 1);
        var graph = chain.ToMaterialized(Sink.Ignore<int>(), Keep.Right);
        var best = 0.0;
        for (var i = 0; i < 3; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await graph.Run(materializer);
            best = Math.Max(best, count / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        await output.WriteLineAsync($"source, 5 selects, sink      {best,12:N0} elements/s");
    }

    private sealed class Acknowledging : ReceiveActor
    {
        public Acknowledging(int count, TaskCompletionSource done)
        {
            Receive<string>(message =>
            {
                if (message == "done") done.SetResult();
                else Sender.Tell("ack", Self);
            });
            Receive<object>(_ =>
            {
                Sender.Tell("ack", Self);
                if (--count == 0) done.TrySetResult();
            });
        }
    }

    private static async Task QueueToActorAsync(TextWriter output, ActorSystem system, ActorMaterializer materializer)
    {
        const int count = 500_000;
        var best = 0.0;
        for (var i = 0; i < 3; i++)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var actor = system.ActorOf(Props.Create(() => new Acknowledging(count, done)));
            var queue = Source.Queue<object>(1024, OverflowStrategy.Backpressure)
                .To(Sink.ActorRefWithAck<object>(actor, "init", "ack", "done")).Run(materializer);
            var element = new object();
            var start = Stopwatch.GetTimestamp();
            for (var n = 0; n < count; n++) await queue.OfferAsync(element);
            await done.Task;
            best = Math.Max(best, count / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        await output.WriteLineAsync($"queue to acknowledging actor {best,12:N0} elements/s");
    }

    private static async Task MaterialiseAsync(TextWriter output, ActorMaterializer materializer)
    {
        const int count = 50_000;
        var graph = Source.Single(1).Select(static n => n).ToMaterialized(Sink.First<int>(), Keep.Right);
        await graph.Run(materializer);
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; n < count; n++) await graph.Run(materializer);
        await output.WriteLineAsync($"graphs of 3 stages run       {count / Stopwatch.GetElapsedTime(start).TotalSeconds,12:N0} graphs/s");
    }

    private sealed class Connection : ReceiveActor
    {
        public Connection()
        {
            var self = Self;
            var materializer = Context.Materializer();
            Inbound = Source.Queue<object>(16, OverflowStrategy.Backpressure).Select(static frame => frame)
                .To(Sink.ActorRefWithAck<object>(self, "init", "ack", "done")).Run(materializer);
            Outbound = Source.Queue<object>(16, OverflowStrategy.Backpressure).KeepAlive(TimeSpan.FromMinutes(1), static () => "tick")
                .To(Sink.ForEach<object>(static _ => { })).Run(materializer);
            Receive<int>(_ => Sender.Tell(1));
            ReceiveAny(_ => Sender.Tell("ack"));
        }

        public ISourceQueueWithComplete<object> Inbound { get; }

        public ISourceQueueWithComplete<object> Outbound { get; }
    }

    private sealed class Bare : ReceiveActor
    {
        public Bare()
        {
            Receive<int>(_ => Sender.Tell(1));
            ReceiveAny(_ => Sender.Tell("ack"));
        }
    }

    /// <summary>A connection's two graphs (queue, validation, acknowledged sink; queue, keep-alive, sink) with their materializer, without the actor itself.</summary>
    private static async Task FootprintAsync(TextWriter output, ActorSystem system)
    {
        var bare = await BytesAsync(system, Props.Create(() => new Bare()));
        var live = await BytesAsync(system, Props.Create(() => new Connection()));
        await output.WriteLineAsync($"heap of a socket's graphs    {live - bare,12:N0} bytes");
    }

    private static async Task<double> BytesAsync(ActorSystem system, Props props)
    {
        const int count = 5_000;
        var actors = new IActorRef[count];
        actors[0] = system.ActorOf(props);
        await actors[0].Ask<int>(0);
        var before = await SettledAsync();
        for (var i = 1; i < count; i++) actors[i] = system.ActorOf(props);
        foreach (var actor in actors) await actor.Ask<int>(0);
        var bytes = (await SettledAsync() - before) / (double)(count - 1);
        foreach (var actor in actors) system.Stop(actor);
        await Task.WhenAll(actors.Select(actor => actor.WatchAsync()));
        return bytes;
    }

    private static async Task<long> SettledAsync()
    {
        // The graphs start on their own actors; give them the time to.
        await Task.Delay(500);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
