using BenchmarkDotNet.Running;
using OpenClaw.Benchmarks.Actors;
using OpenClaw.Benchmarks.Protocol;

// "actors" prints the runtime's key figures in seconds, "protocol" those of the frame codec; anything else goes to BenchmarkDotNet (--filter, --list ...).
if (args is ["actors", ..])
{
    await ActorFigures.PrintAsync(Console.Out);
    return;
}

if (args is ["protocol", ..])
{
    await CodecFigures.PrintAsync(Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
