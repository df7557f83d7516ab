using System.Diagnostics;
using System.Runtime;
using Akka.Actor;

namespace OpenClaw.Benchmarks.Actors;

/// <summary>The runtime's key figures, each measured for about a second: tell, ask, creation, bytes an actor.</summary>
internal static class ActorFigures
{
    private const string Quiet = "akka { loglevel = ERROR, stdout-loglevel = ERROR, log-dead-letters = off }";

    public static async Task PrintAsync(TextWriter output)
    {
        var start = Stopwatch.GetTimestamp();
        var system = ActorSystem.Create("bench", Quiet);
        await output.WriteLineAsync($"system up                    {Stopwatch.GetElapsedTime(start).TotalMilliseconds,12:N1} ms");

        await TellAsync(output, system, "tell, one pair, 1 in flight", 1, 1, 1_000_000);
        await TellAsync(output, system, "tell, one pair, 100 in flight", 1, 100, 3_000_000);
        await TellAsync(output, system, "tell, 8 pairs, 100 in flight", 8, 100, 500_000);
        await AskAsync(output, system);
        await FootprintAsync(output, system);
        await CreationAsync(output, system);
        await system.Terminate();
    }

    private static async Task TellAsync(TextWriter output, ActorSystem system, string name, int pairs, int inFlight, int rounds)
    {
        // Long enough that the methods have their last form, which the runtime compiles on the core that one of the actors would have.
        await PingPong.RunAsync(system, pairs, rounds / 2, inFlight);
        var best = 0.0;
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await PingPong.RunAsync(system, pairs, rounds, inFlight);
            best = Math.Max(best, 2.0 * rounds * pairs / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        await output.WriteLineAsync($"{name,-29}{best,12:N0} msg/s");
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Idle : ReceiveActor
    {
        public Idle()
        {
            Receive<string>(_ => { });
            Receive<int>(number => Sender.Tell(number));
        }
    }

    private static async Task AskAsync(TextWriter output, ActorSystem system)
    {
        const int count = 200_000;
        var echo = system.ActorOf(Props.Create(() => new Echo()));
        for (var i = 0; i < count / 10; i++) await echo.Ask<string>("x");
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++) await echo.Ask<string>("x");
        await output.WriteLineAsync($"ask, one after the other     {count / Stopwatch.GetElapsedTime(start).TotalSeconds,12:N0} ask/s");
    }

    private static async Task FootprintAsync(TextWriter output, ActorSystem system)
    {
        const int count = 100_000;
        var props = Props.Create(() => new Idle());
        var actors = new IActorRef[count];
        actors[0] = system.ActorOf(props);
        await actors[0].Ask<int>(1);
        var before = Settled();
        for (var i = 1; i < count; i++) actors[i] = system.ActorOf(props);
        foreach (var actor in actors) await actor.Ask<int>(1);
        var bytes = (Settled() - before) / (double)(count - 1);
        await output.WriteLineAsync($"heap of an idle actor        {bytes,12:N0} bytes");
        foreach (var actor in actors) system.Stop(actor);
        await Task.WhenAll(actors.Select(actor => actor.WatchAsync()));
    }

    private static long Settled()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(true);
    }

    private static async Task CreationAsync(TextWriter output, ActorSystem system)
    {
        const int count = 100_000;
        var props = Props.Create(() => new Idle());
        var start = Stopwatch.GetTimestamp();
        IActorRef last = ActorRefs.Nobody;
        for (var i = 0; i < count; i++) last = system.ActorOf(props);
        await last.Ask<int>(1);
        await output.WriteLineAsync($"creation                     {count / Stopwatch.GetElapsedTime(start).TotalSeconds,12:N0} actors/s");
    }
}
