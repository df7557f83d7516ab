namespace OpenClaw.Domain.AgentRuns;

/// <summary>When a failed model call is made again. Only transient failures before the first word are: what was shown cannot be taken back.</summary>
/// <param name="MaxRetries">Repetitions of one model at most; then the next model is tried.</param>
/// <param name="FirstDelay">Wait before the first one; it doubles each time.</param>
/// <param name="MaxDelay">Longest wait. A provider that asks for a longer one is passed over for the next model.</param>
public sealed record ModelRetry(int MaxRetries, TimeSpan FirstDelay, TimeSpan MaxDelay)
{
    /// <summary>Twice, after half a second and a second, at most 30 s.</summary>
    public static ModelRetry Default { get; } = new(2, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));

    /// <summary>How long to wait before another try; null when there is to be none.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="retries">Repetitions so far.</param>
    /// <param name="jitter">0 to 1, random: many runs that failed together must not come back together.</param>
    public TimeSpan? DelayOf(ModelException failure, int retries, double jitter)
    {
        if (!failure.IsTransient || retries >= MaxRetries)
        {
            return null;
        }

        var backoff = FirstDelay * Math.Pow(2, retries) * (0.5 + (jitter / 2));
        if (failure.RetryAfter is { } asked && asked > backoff)
        {
            return asked <= MaxDelay ? asked : null;
        }

        return backoff < MaxDelay ? backoff : MaxDelay;
    }
}
