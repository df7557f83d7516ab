namespace Akka.Util;

/// <summary>Tokens that come at a steady rate into a bucket; what takes more than there are waits. Not thread-safe.</summary>
public abstract class TokenBucket
{
    private readonly long _capacity;
    private readonly long _ticksBetweenTokens;
    private long _available;
    private long _lastUpdate;

    /// <summary>A bucket of a capacity, and a token every so many ticks of <see cref="CurrentTime"/>.</summary>
    /// <exception cref="ArgumentException">A capacity below zero, or no ticks between tokens.</exception>
    protected TokenBucket(long capacity, long ticksBetweenTokens)
    {
        if (capacity < 0) throw new ArgumentException("Capacity must be non-negative", nameof(capacity));
        if (ticksBetweenTokens <= 0) throw new ArgumentException("Time between tokens must be larger than zero", nameof(ticksBetweenTokens));
        _capacity = capacity;
        _ticksBetweenTokens = ticksBetweenTokens;
    }

    /// <summary>The time now, in ticks of whatever clock.</summary>
    public abstract long CurrentTime { get; }

    /// <summary>Fills the bucket and begins.</summary>
    public void Init()
    {
        _available = _capacity;
        _lastUpdate = CurrentTime;
    }

    /// <summary>Takes tokens now, and says how many ticks to wait before what they were taken for; 0 = no wait.</summary>
    /// <exception cref="ArgumentException">A cost below zero.</exception>
    public long Offer(long cost)
    {
        if (cost < 0) throw new ArgumentException("Cost must be non-negative", nameof(cost));
        var now = CurrentTime;
        var arrived = Math.Max(0, (now - _lastUpdate) / _ticksBetweenTokens);
        // The part of a tick that has passed counts for the next token.
        _lastUpdate += arrived * _ticksBetweenTokens;
        _available = Math.Min(_available + arrived, _capacity);
        if (cost <= _available)
        {
            _available -= cost;
            return 0;
        }

        var missing = cost - _available;
        var wait = (missing * _ticksBetweenTokens) - (now - _lastUpdate);
        // What has been waited for is in the bucket then, and taken at once.
        _available = 0;
        _lastUpdate = now + wait;
        return wait;
    }
}

/// <summary>A bucket whose clock is the machine's, in ticks of 100 ns.</summary>
public sealed class TickTimeTokenBucket(long capacity, long period) : TokenBucket(capacity, period)
{
    /// <inheritdoc/>
    public override long CurrentTime => global::System.Diagnostics.Stopwatch.GetElapsedTime(0).Ticks;
}
