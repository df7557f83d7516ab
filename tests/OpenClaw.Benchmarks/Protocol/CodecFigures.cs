using System.Diagnostics;

namespace OpenClaw.Benchmarks.Protocol;

/// <summary>Time and garbage of each step a frame takes, best of a few short rounds.</summary>
internal static class CodecFigures
{
    private const int Rounds = 5;
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(150);

    public static async Task PrintAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{"",-44}{"ns",10}{"heap bytes",12}{"input",9}");
        foreach (var (name, bytes, run) in new CodecCases().All())
        {
            var batch = 1000;
            Time(run, batch);
            var best = double.MaxValue;
            var garbage = 0.0;
            for (var round = 0; round < Rounds; round++)
            {
                batch = (int)Math.Clamp(s_round.TotalNanoseconds / Math.Max(1, Time(run, batch)), 100, 5_000_000);
                var before = GC.GetAllocatedBytesForCurrentThread();
                best = Math.Min(best, Time(run, batch));
                garbage = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)batch;
            }

            await output.WriteLineAsync($"{name,-44}{best,10:N0}{garbage,12:N0}{bytes,9:N0}");
        }
    }

    private static double Time(Action run, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            run();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }
}
