using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace OpenClaw.Benchmarks.Actors;

/// <summary>Time and allocation of one message between two actors.</summary>
[MemoryDiagnoser]
public class TellBenchmark
{
    private const int Rounds = 100_000;
    private ActorSystem _system = null!;

    [Params(1, 100)]
    public int InFlight { get; set; }

    [GlobalSetup]
    public void Setup() => _system = ActorSystem.Create("bench", "akka.log-dead-letters = off");

    [GlobalCleanup]
    public Task Cleanup() => _system.Terminate();

    [Benchmark(OperationsPerInvoke = Rounds * 2)]
    public Task Tell() => PingPong.RunAsync(_system, 1, Rounds, InFlight);
}
