using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Options of a supervisor that starts its child again after a growing pause.</summary>
public static class Backoff
{
    /// <summary>The child is started again after it failed with an exception, as often as it takes.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnFailure(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>The child is started again after it stopped, as often as it takes.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>The child is started again after it failed with an exception.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffOptionsImpl(RestartType.OnFailure, childProps, childName, minBackoff, maxBackoff, randomFactor) { MaxNrOfRetries = maxNrOfRetries };

    /// <summary>The child is started again after it stopped.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffOptionsImpl(RestartType.OnStop, childProps, childName, minBackoff, maxBackoff, randomFactor) { MaxNrOfRetries = maxNrOfRetries };
}

/// <summary>How to supervise with back-off; each method returns changed options.</summary>
public abstract record BackoffOptions
{
    /// <summary>The restart count starts again from zero when the child stayed up for this long.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The child itself resets the count with <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>Which failures are restarted, and which stop or escalate.</summary>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Every failure stops the child; for <see cref="Backoff.OnStop"/>.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>Answer to messages that come while no child is there.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>When such a message passes by, the end of the child is final; for <see cref="Backoff.OnStop"/>.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);

    /// <summary>Most restarts before the supervisor gives up and stops; -1 for no limit.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    internal abstract Props Props { get; }
}

internal enum RestartType
{
    OnFailure,
    OnStop,
}

internal sealed record BackoffOptionsImpl(RestartType Type, Props ChildProps, string ChildName, TimeSpan MinBackoff, TimeSpan MaxBackoff, double RandomFactor) : BackoffOptions
{
    public int MaxNrOfRetries { get; init; } = -1;

    public TimeSpan? AutoReset { get; init; }

    public bool ManualReset { get; init; }

    public OneForOneStrategy Strategy { get; init; } = new(SupervisorStrategy.DefaultDecider);

    public object? ReplyWhileStopped { get; init; }

    public Func<object, bool>? IsFinalStopMessage { get; init; }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => this with { AutoReset = resetBackoff, ManualReset = false };

    public override BackoffOptions WithManualReset() => this with { ManualReset = true, AutoReset = null };

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => this with { Strategy = supervisorStrategy };

    public override BackoffOptions WithDefaultStoppingStrategy() => this with { Strategy = new OneForOneStrategy(SupervisorStrategy.StoppingStrategy.Decider) };

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => this with { ReplyWhileStopped = replyWhileStopped };

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => this with { IsFinalStopMessage = isFinalStopMessage };

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => this with { MaxNrOfRetries = maxNrOfRetries };

    internal override Props Props
    {
        get
        {
            BackoffSupervisor.Check(MinBackoff, MaxBackoff, RandomFactor);
            if (AutoReset is { } reset && (reset < MinBackoff || reset > MaxBackoff)) throw new ArgumentException("The reset time must lie between minBackoff and maxBackoff.");
            var options = this;
            return Type == RestartType.OnFailure
                ? Akka.Actor.Props.Create(() => new BackoffOnRestartSupervisor(options))
                : Akka.Actor.Props.Create(() => new BackoffSupervisor(options));
        }
    }
}
