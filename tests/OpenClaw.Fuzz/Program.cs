using System.Globalization;
using OpenClaw.Fuzz.Signatures;

namespace OpenClaw.Fuzz;

/// <summary>Long comparisons outside a test run, where they can show their progress and be ended by Ctrl-C.</summary>
internal static class Program
{
    /// <returns>0 no disagreement; 1 a disagreement; 2 wrong arguments; 130 ended early without one.</returns>
    public static int Main(string[] args)
    {
        if (args is not ["ed25519", var count, .. var rest] || !long.TryParse(count, CultureInfo.InvariantCulture, out var cases) || cases <= 0)
        {
            Console.Error.WriteLine("usage: OpenClaw.Fuzz ed25519 CASES [SEED]");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        var comparison = new SignatureComparison(rest is [var seed, ..] ? int.Parse(seed, CultureInfo.InvariantCulture) : Environment.TickCount);
        comparison.Run(cases, Console.Error.WriteLine, stop.Token);
        Console.WriteLine(comparison.Report());
        return comparison.DisagreementCount > 0 ? 1 : comparison.Count < cases ? 130 : 0;
    }
}
