using BenchmarkDotNet.Running;
using OpenClaw.Benchmarks.Actors;

// "actors" prints the runtime's key figures in seconds; anything else goes to BenchmarkDotNet (--filter, --list ...).
if (args is ["actors", ..])
{
    await ActorFigures.PrintAsync(Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
