using System.Globalization;
using BenchmarkDotNet.Running;
using OpenClaw.Benchmarks.Actors;
using OpenClaw.Benchmarks.Gateway;
using OpenClaw.Benchmarks.Persistence;
using OpenClaw.Benchmarks.Protocol;
using OpenClaw.Benchmarks.Streams;

// The named figures take seconds and print a table; anything else goes to BenchmarkDotNet (--filter, --list ...).
switch (args)
{
    case ["actors", ..]:
        await ActorFigures.PrintAsync(Console.Out);
        break;
    case ["streams", ..]:
        await StreamFigures.PrintAsync(Console.Out);
        break;
    case ["protocol", ..]:
        await CodecFigures.PrintAsync(Console.Out);
        break;
    case ["journal", ..]:
        await JournalFigures.PrintAsync(Console.Out);
        break;
    case ["gateway", var executable, .. var names]:
        await GatewayFigures.PrintAsync(executable, names is [var part, ..] ? part : "", Console.Out);
        break;
    case ["storm", var executable]:
        await StormFigures.PrintAsync(executable, Console.Out);
        break;
    case ["load", var executable]:
        await LoadFigures.PrintAsync(executable, Console.Out);
        break;
    case ["sessions", var executable, var sessions, var megabytes]:
        await SessionFigures.PrintAsync(executable, int.Parse(sessions, CultureInfo.InvariantCulture), int.Parse(megabytes, CultureInfo.InvariantCulture), Console.Out);
        break;
    case ["yardstick", var port]:
        await Yardstick.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
