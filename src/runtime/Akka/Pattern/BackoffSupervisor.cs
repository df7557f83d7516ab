using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Starts its child again after it stopped, after a pause that grows with every restart.</summary>
public sealed class BackoffSupervisor : BackoffSupervisorBase
{
    internal BackoffSupervisor(BackoffOptionsImpl options) : base(options)
    {
    }

    /// <summary>Props of a supervisor with the given options.</summary>
    public static Props Props(BackoffOptions options) => options.Props;

    /// <summary>Props of a supervisor that restarts its child after it stopped.</summary>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1).Props;

    /// <inheritdoc cref="Props(Props, string, TimeSpan, TimeSpan, double)"/>
    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries).Props;

    /// <summary>The same with a strategy for the child's failures.</summary>
    public static Props PropsWithSupervisorStrategy(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, SupervisorStrategy strategy) =>
        Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1).WithSupervisorStrategy((OneForOneStrategy)strategy).Props;

    protected override SupervisorStrategy SupervisorStrategy() => Options.Strategy;

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || Child is null || !terminated.ActorRef.Equals(Child)) return HandleBackoff(message);

        Child = null;
        if (FinalStopMessageReceived)
        {
            Context.Stop(Self);
            return true;
        }

        var max = Options.MaxNrOfRetries >= 0 ? Options.MaxNrOfRetries : Options.Strategy.MaxNumberOfRetries;
        var next = RestartCountN + 1;
        if (max >= 0 && next > max)
        {
            Log.Debug("Terminating, because the child was restarted {0} times, the most that is allowed.", RestartCountN);
            Context.Stop(Self);
            return true;
        }

        BackOff(RestartCountN);
        RestartCountN = next;
        return true;
    }

    internal static void Check(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        if (minBackoff <= TimeSpan.Zero) throw new ArgumentException("MinBackoff must be greater than 0");
        if (maxBackoff < minBackoff) throw new ArgumentException("MaxBackoff must be greater than MinBackoff");
        if (randomFactor is < 0.0 or > 1.0) throw new ArgumentException("RandomFactor must be between 0.0 and 1.0");
    }

    /// <summary>min * 2^count, at most max, longer by a random share.</summary>
    internal static TimeSpan CalculateDelay(int restartCount, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        var random = 1.0 + Random.Shared.NextDouble() * randomFactor;
        if (restartCount >= 30) return maxBackoff;
        var ticks = Math.Min(maxBackoff.Ticks, minBackoff.Ticks * Math.Pow(2, restartCount)) * random;
        return TimeSpan.FromTicks((long)Math.Min(ticks, TimeSpan.FromDays(24).Ticks));
    }

    /// <summary>Asks for the child; answered by <see cref="CurrentChild"/>.</summary>
    [Serializable]
    public sealed class GetCurrentChild
    {
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild() { }
    }

    /// <summary>The child, null while backing off.</summary>
    [Serializable]
    public sealed class CurrentChild
    {
        public CurrentChild(IActorRef? @ref) => Ref = @ref!;

        public IActorRef Ref { get; }
    }

    /// <summary>Sets the restart count to zero; with manual reset only.</summary>
    [Serializable]
    public sealed class Reset
    {
        public static readonly Reset Instance = new();

        private Reset() { }
    }

    /// <summary>Asks for the count; answered by <see cref="RestartCount"/>.</summary>
    [Serializable]
    public sealed class GetRestartCount
    {
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount() { }
    }

    /// <summary>Restarts since the last reset.</summary>
    [Serializable]
    public sealed class RestartCount
    {
        public RestartCount(int count) => Count = count;

        public int Count { get; }
    }

    internal sealed class StartChild : Event.IDeadLetterSuppression
    {
        public static readonly StartChild Instance = new();
    }

    internal sealed record ResetRestartCount(int Current) : Event.IDeadLetterSuppression;
}

/// <summary>Starts its child again after it failed, after a pause that grows with every restart.</summary>
/// <remarks>The child is stopped and started afresh; the supervisor strategy says which failures are restarted at all.</remarks>
internal sealed class BackoffOnRestartSupervisor(BackoffOptionsImpl options) : BackoffSupervisorBase(options)
{
    protected override SupervisorStrategy SupervisorStrategy()
    {
        var strategy = Options.Strategy;
        return new OneForOneStrategy(
            strategy.MaxNumberOfRetries,
            strategy.WithinTimeRangeMilliseconds,
            exception =>
            {
                var directive = strategy.Decider.Decide(exception);
                if (directive != Directive.Restart) return directive;

                var next = RestartCountN + 1;
                var max = Options.MaxNrOfRetries >= 0 ? Options.MaxNrOfRetries : strategy.MaxNumberOfRetries;
                if (max >= 0 && next > max)
                {
                    Log.Debug("Terminating, because the child was restarted {0} times, the most that is allowed.", RestartCountN);
                    Context.Stop(Self);
                    return Directive.Stop;
                }

                // The new child may start only when the old one is gone.
                var failed = Sender;
                Context.BecomeStacked(message =>
                {
                    if (message is Terminated terminated && terminated.ActorRef.Equals(failed))
                    {
                        Context.UnbecomeStacked();
                        Child = null;
                        BackOff(RestartCountN);
                        RestartCountN = next;
                        return true;
                    }

                    if (message is BackoffSupervisor.StartChild) return true;
                    return HandleBackoff(message);
                });
                return Directive.Stop;
            });
    }

    protected override bool Receive(object message)
    {
        if (message is Terminated terminated && Child is not null && terminated.ActorRef.Equals(Child))
        {
            // It stopped of its own accord, which is no failure: so does the supervisor.
            Child = null;
            Context.Stop(Self);
            return true;
        }

        return HandleBackoff(message);
    }
}
