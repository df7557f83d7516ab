using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>Changes the size of a pool as messages come.</summary>
public abstract class Resizer
{
    /// <summary>Whether message number <paramref name="messageCounter"/> is an occasion to resize.</summary>
    public abstract bool IsTimeForResize(long messageCounter);

    /// <summary>How many routees to start, or, negative, to stop.</summary>
    public abstract int Resize(IEnumerable<Routee> currentRoutees);

    /// <summary>The resizer of a deployment's section; null when it has none.</summary>
    public static Resizer? FromConfig(Config parentConfig) =>
        parentConfig.GetConfig("resizer") is { } own && own.GetBoolean("enabled") ? DefaultResizer.Apply(own) : null;
}

/// <summary>Grows a pool while its routees are busy and shrinks it while they are idle.</summary>
public class DefaultResizer : Resizer, IEquatable<DefaultResizer>
{
    /// <summary>A resizer within bounds.</summary>
    /// <param name="lower">Fewest routees.</param>
    /// <param name="upper">Most routees.</param>
    /// <param name="pressureThreshold">When a routee is busy: 0 = it works on a message, 1 = and has one waiting, n = has n waiting.</param>
    /// <param name="rampupRate">Share of the pool that is added when all are busy.</param>
    /// <param name="backoffThreshold">Share of busy routees under which the pool shrinks.</param>
    /// <param name="backoffRate">Share of the pool that is stopped then.</param>
    /// <param name="messagesPerResize">Messages between two decisions.</param>
    public DefaultResizer(
        int lower, int upper, int pressureThreshold = 1, double rampupRate = 0.2, double backoffThreshold = 0.3, double backoffRate = 0.1, int messagesPerResize = 10)
    {
        if (lower < 0) throw new ArgumentException($"lowerBound must be >= 0, was: {lower}", nameof(lower));
        if (upper < 0) throw new ArgumentException($"upperBound must be >= 0, was: {upper}", nameof(upper));
        if (upper < lower) throw new ArgumentException($"upperBound must be >= lowerBound, was: {upper} < {lower}", nameof(upper));
        if (rampupRate < 0) throw new ArgumentException($"rampupRate must be >= 0.0, was {rampupRate}", nameof(rampupRate));
        if (backoffThreshold > 1) throw new ArgumentException($"backoffThreshold must be <= 1.0, was {backoffThreshold}", nameof(backoffThreshold));
        if (backoffRate < 0) throw new ArgumentException($"backoffRate must be >= 0.0, was {backoffRate}", nameof(backoffRate));
        if (messagesPerResize <= 0) throw new ArgumentException($"messagesPerResize must be > 0, was {messagesPerResize}", nameof(messagesPerResize));
        (LowerBound, UpperBound, PressureThreshold, RampupRate) = (lower, upper, pressureThreshold, rampupRate);
        (BackoffThreshold, BackoffRate, MessagesPerResize) = (backoffThreshold, backoffRate, messagesPerResize);
    }

    /// <summary>Fewest routees.</summary>
    public int LowerBound { get; }

    /// <summary>Most routees.</summary>
    public int UpperBound { get; }

    /// <summary>When a routee is busy.</summary>
    public int PressureThreshold { get; }

    /// <summary>Share of the pool that is added when all are busy.</summary>
    public double RampupRate { get; }

    /// <summary>Share of busy routees under which the pool shrinks.</summary>
    public double BackoffThreshold { get; }

    /// <summary>Share of the pool that is stopped then.</summary>
    public double BackoffRate { get; }

    /// <summary>Messages between two decisions.</summary>
    public int MessagesPerResize { get; }

    /// <summary>A resizer of a deployment's section.</summary>
    public static DefaultResizer Apply(Config resizerConfig) => new(
        resizerConfig.GetInt("lower-bound", 1), resizerConfig.GetInt("upper-bound", 10), resizerConfig.GetInt("pressure-threshold", 1),
        resizerConfig.GetDouble("rampup-rate", 0.2), resizerConfig.GetDouble("backoff-threshold", 0.3),
        resizerConfig.GetDouble("backoff-rate", 0.1), resizerConfig.GetInt("messages-per-resize", 10));

    /// <inheritdoc/>
    public override bool IsTimeForResize(long messageCounter) => messageCounter % MessagesPerResize == 0;

    /// <inheritdoc/>
    public override int Resize(IEnumerable<Routee> currentRoutees)
    {
        Routee[] routees = [.. currentRoutees];
        return Capacity(routees);
    }

    /// <summary>How many routees to start, or, negative, to stop; never past the bounds.</summary>
    public int Capacity(IEnumerable<Routee> currentRoutees)
    {
        Routee[] routees = [.. currentRoutees];
        var size = routees.Length;
        var pressure = Pressure(routees);
        var proposed = size + Filter(pressure, size);
        return Math.Clamp(proposed, LowerBound, UpperBound) - size;
    }

    /// <summary>How many routees are busy.</summary>
    public int Pressure(IEnumerable<Routee> routees) => routees.Count(routee =>
    {
        if (routee is not ActorRefRoutee { Actor: ActorRefWithCell { Underlying: ActorCell cell } }) return false;
        return PressureThreshold switch
        {
            1 => cell.Mailbox.HasMessages && cell.CurrentMessage is not null,
            < 1 => cell.CurrentMessage is not null,
            _ => cell.Mailbox.NumberOfMessages >= PressureThreshold,
        };
    });

    /// <summary>What the load asks for: more, fewer, or none.</summary>
    public int Filter(int pressure, int capacity) => Rampup(pressure, capacity) + Backoff(pressure, capacity);

    /// <summary>More, when all are busy.</summary>
    public int Rampup(int pressure, int capacity) => pressure < capacity ? 0 : (int)Math.Ceiling(RampupRate * capacity);

    /// <summary>Fewer, when few are busy.</summary>
    public int Backoff(int pressure, int capacity) =>
        BackoffThreshold > 0 && BackoffRate > 0 && capacity > 0 && (double)pressure / capacity < BackoffThreshold
            ? (int)Math.Floor(-1.0 * BackoffRate * capacity)
            : 0;

    /// <inheritdoc/>
    public bool Equals(DefaultResizer? other) => other is not null && LowerBound == other.LowerBound && UpperBound == other.UpperBound
        && PressureThreshold == other.PressureThreshold && RampupRate.Equals(other.RampupRate) && BackoffThreshold.Equals(other.BackoffThreshold)
        && BackoffRate.Equals(other.BackoffRate) && MessagesPerResize == other.MessagesPerResize;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DefaultResizer);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LowerBound, UpperBound, PressureThreshold, RampupRate, BackoffThreshold, BackoffRate, MessagesPerResize);
}
