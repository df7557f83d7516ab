namespace Akka.Streams.Actors;

/// <summary>How many elements an <see cref="ActorSubscriber"/> demands.</summary>
public interface IRequestStrategy
{
    /// <summary>How many to demand now, asked after each message.</summary>
    /// <param name="remainingRequested">Elements demanded already that have not come.</param>
    int RequestDemand(int remainingRequested);
}

/// <summary>One element at a time.</summary>
public sealed class OneByOneRequestStrategy : IRequestStrategy
{
    /// <summary>The one instance.</summary>
    public static readonly OneByOneRequestStrategy Instance = new();

    private OneByOneRequestStrategy() { }

    /// <inheritdoc/>
    public int RequestDemand(int remainingRequested) => remainingRequested == 0 ? 1 : 0;
}

/// <summary>Nothing: the actor demands by itself.</summary>
public sealed class ZeroRequestStrategy : IRequestStrategy
{
    /// <summary>The one instance.</summary>
    public static readonly ZeroRequestStrategy Instance = new();

    private ZeroRequestStrategy() { }

    /// <inheritdoc/>
    public int RequestDemand(int remainingRequested) => 0;
}

/// <summary>Up to a high mark, once fewer than a low mark are outstanding.</summary>
/// <param name="highWatermark">Most elements outstanding.</param>
/// <param name="lowWatermark">Below this more are demanded.</param>
public sealed class WatermarkRequestStrategy(int highWatermark, int lowWatermark) : IRequestStrategy
{
    /// <summary>With half of the high mark, but at least 1, as the low one.</summary>
    public WatermarkRequestStrategy(int highWatermark) : this(highWatermark, Math.Max(1, highWatermark / 2)) { }

    /// <summary>Most elements outstanding.</summary>
    public int HighWatermark { get; } = highWatermark;

    /// <summary>Below this more are demanded.</summary>
    public int LowWatermark { get; } = lowWatermark;

    /// <inheritdoc/>
    public int RequestDemand(int remainingRequested) => remainingRequested < LowWatermark ? HighWatermark - remainingRequested : 0;
}

/// <summary>As many as the actor, which counts what it works on, has room for.</summary>
/// <param name="max">Most elements in work and outstanding together.</param>
public abstract class MaxInFlightRequestStrategy(int max) : IRequestStrategy
{
    /// <summary>Elements in work or waiting in the actor.</summary>
    public abstract int InFlight { get; }

    /// <summary>Demand is made in batches of at least so many, unless the limit is smaller.</summary>
    public virtual int BatchSize => 5;

    /// <inheritdoc/>
    public int RequestDemand(int remainingRequested)
    {
        var batch = Math.Min(BatchSize, max);
        return remainingRequested + InFlight <= max - batch ? Math.Max(0, max - remainingRequested - InFlight) : 0;
    }
}
