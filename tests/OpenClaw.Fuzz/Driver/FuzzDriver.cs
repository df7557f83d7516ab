using System.Diagnostics;

namespace OpenClaw.Fuzz.Driver;

/// <summary>
/// Runs a target for a while: takes an input of the corpus, changes it, checks it, and keeps it when it showed something new. An input
/// that fails is written to a file and named in the exception, with the seed that leads there again.
/// </summary>
public static class FuzzDriver
{
    private const int MaxCorpus = 4096;
    private const int MaxKinds = 65_536;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    /// <summary>Inputs between two looks at the memory.</summary>
    public const long Step = 1_000_000;

    /// <param name="target">What to feed.</param>
    /// <param name="budget">When it is enough.</param>
    /// <param name="seed">Start of the random numbers; the same seed makes the same inputs.</param>
    /// <param name="progress">Called after every <see cref="Step"/> inputs; null for nobody.</param>
    /// <returns>How many inputs were checked, and how many kinds of behaviour were seen.</returns>
    /// <exception cref="FuzzFindingException">The first finding.</exception>
    public static FuzzReport Run(FuzzTarget target, FuzzBudget budget, int seed, Action<FuzzReport>? progress = null)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random, target.Dictionary);
        var corpus = target.Seeds.ToList();
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in corpus) kinds.Add(Check(target, input, seed));

        GC.Collect();
        var heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        var count = 0L;
        for (var start = Stopwatch.GetTimestamp(); budget.Lasts(count, Stopwatch.GetElapsedTime(start)); count++)
        {
            if (count > 0 && count % Step == 0) progress?.Invoke(new FuzzReport(count, kinds.Count, GC.GetTotalMemory(forceFullCollection: true) - heapBefore));
            var input = mutator.Mutate(corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)]);
            var kind = Check(target, input, seed);
            if (kinds.Count >= MaxKinds || !kinds.Add(kind)) continue;
            if (corpus.Count < MaxCorpus) corpus.Add(input);
            else corpus[random.Next(corpus.Count)] = input;
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - heapBefore;
        GC.KeepAlive(corpus);
        return new FuzzReport(count, kinds.Count, growth);
    }

    private static string Check(FuzzTarget target, byte[] input, int seed)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var kind = target.Check(input);
            return Stopwatch.GetElapsedTime(start) < Slow || IsFastAgain(target, input) ? kind : throw new FuzzFindingException($"took more than {Slow.TotalSeconds:N0} s");
        }
        catch (Exception exception)
        {
            var file = Path.Combine(Path.GetTempPath(), $"openclaw-fuzz-{target.Name}-{seed}.bin");
            File.WriteAllBytes(file, input);
            throw new FuzzFindingException($"{target.Name}, seed {seed}, input in {file} ({input.Length} bytes): {exception}");
        }
    }

    /// <summary>Whether an input that took long does not when it is tried again: then the machine was busy, not the parser.</summary>
    private static bool IsFastAgain(FuzzTarget target, byte[] input)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = target.Check(input);
            if (Stopwatch.GetElapsedTime(start) < Slow) return true;
        }

        return false;
    }
}

/// <summary>When a run has done enough: after so many inputs, else after so long.</summary>
/// <param name="Time">How long.</param>
/// <param name="Inputs">How many; null for as many as the time allows.</param>
public readonly record struct FuzzBudget(TimeSpan Time, long? Inputs = null)
{
    /// <summary>Whether there is to be one more.</summary>
    public bool Lasts(long count, TimeSpan elapsed) => Inputs is { } wanted ? count < wanted : elapsed < Time;
}

/// <summary>What a run did.</summary>
/// <param name="Inputs">Inputs checked.</param>
/// <param name="Kinds">Kinds of behaviour seen.</param>
/// <param name="HeapGrowthBytes">Live heap at the end minus that at the start.</param>
public sealed record FuzzReport(long Inputs, int Kinds, long HeapGrowthBytes);
