namespace Akka.Streams;

/// <summary>How long to wait before a restart, and how often to restart.</summary>
public sealed class RestartSettings
{
    private RestartSettings(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts, TimeSpan maxRestartsWithin)
    {
        MinBackoff = minBackoff;
        MaxBackoff = maxBackoff;
        RandomFactor = randomFactor;
        MaxRestarts = maxRestarts;
        MaxRestartsWithin = maxRestartsWithin;
    }

    /// <summary>Wait before the first restart; doubled with each.</summary>
    public TimeSpan MinBackoff { get; }

    /// <summary>Longest wait, before the random part.</summary>
    public TimeSpan MaxBackoff { get; }

    /// <summary>A random share of the wait, 0 to this factor, is added.</summary>
    public double RandomFactor { get; }

    /// <summary>Restarts within <see cref="MaxRestartsWithin"/> after which the end is passed on; without a limit if negative.</summary>
    public int MaxRestarts { get; }

    /// <summary>Time without an end after which restarts are counted from 0.</summary>
    public TimeSpan MaxRestartsWithin { get; }

    /// <summary>Settings without a limit of restarts.</summary>
    public static RestartSettings Create(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new(minBackoff, maxBackoff, randomFactor, int.MaxValue, minBackoff);

    /// <summary>With a limit of restarts; a negative count is none.</summary>
    public RestartSettings WithMaxRestarts(int count, TimeSpan within) => new(MinBackoff, MaxBackoff, RandomFactor, count, within);

    /// <summary>With another first wait.</summary>
    public RestartSettings WithMinBackoff(TimeSpan value) => new(value, MaxBackoff, RandomFactor, MaxRestarts, MaxRestartsWithin);

    /// <summary>With another longest wait.</summary>
    public RestartSettings WithMaxBackoff(TimeSpan value) => new(MinBackoff, value, RandomFactor, MaxRestarts, MaxRestartsWithin);

    /// <summary>With another random share.</summary>
    public RestartSettings WithRandomFactor(double value) => new(MinBackoff, MaxBackoff, value, MaxRestarts, MaxRestartsWithin);

    /// <summary>The wait before restart number <paramref name="count"/>, from 0.</summary>
    internal TimeSpan Backoff(int count)
    {
        var factor = 1.0 + Random.Shared.NextDouble() * RandomFactor;
        var doubled = MinBackoff.TotalMilliseconds * Math.Pow(2, Math.Min(count, 30));
        return TimeSpan.FromMilliseconds(Math.Min(MaxBackoff.TotalMilliseconds, doubled) * factor);
    }
}
