using System.Globalization;
using OpenClaw.Fuzz.Driver;
using OpenClaw.Fuzz.Targets;
using Xunit.Abstractions;

namespace OpenClaw.Fuzz;

/// <summary>
/// Each parser of foreign bytes against its oracle: briefly in every test run, for as long as you like with <c>scripts/fuzz</c>. A finding's
/// input, once understood, joins the seeds of its target.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    public static TheoryData<FuzzTarget> Targets() => new(new FrameTarget(), new ConnectParamsTarget(), new ConfigurationTarget(), new HoconTarget(), new JournalRowTarget(), new GatewayRowTarget());

    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Parser_agrees_with_its_oracle(FuzzTarget target)
    {
        if (Environment.GetEnvironmentVariable("OPENCLAW_FUZZ_TARGET") is { Length: > 0 } wanted && wanted != target.Name)
        {
            return;
        }

        var inputs = Setting("OPENCLAW_FUZZ_INPUTS", 0);
        var budget = new FuzzBudget(TimeSpan.FromSeconds(Setting("OPENCLAW_FUZZ_SECONDS", 3)), inputs > 0 ? inputs : null);
        var seed = Setting("OPENCLAW_FUZZ_SEED", Environment.TickCount);
        var file = Environment.GetEnvironmentVariable("OPENCLAW_FUZZ_PROGRESS");

        var report = FuzzDriver.Run(target, budget, seed, step => Tell(Line(target, step, seed)));

        Tell(Line(target, report, seed));
        Assert.True(report.Inputs > 0);
        Assert.True(report.HeapGrowthBytes < 64 * 1024 * 1024, $"the heap grew by {report.HeapGrowthBytes:N0} bytes");

        void Tell(string line)
        {
            output.WriteLine(line);
            if (!string.IsNullOrEmpty(file))
            {
                File.AppendAllText(file, line + Environment.NewLine);
            }
        }
    }

    private static string Line(FuzzTarget target, FuzzReport report, int seed) =>
        $"{target.Name}: {report.Inputs:N0} inputs, {report.Kinds} kinds of behaviour, seed {seed}, live heap {report.HeapGrowthBytes / 1024:N0} KiB more, working set {Environment.WorkingSet / (1024 * 1024)} MiB";

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
