namespace Akka.Actor;

/// <summary>Acts on the failed child alone.</summary>
public class OneForOneStrategy : SupervisorStrategy, IEquatable<OneForOneStrategy>
{
    private readonly int _maxNumberOfRetries;
    private readonly int _withinTimeRangeMilliseconds;
    private readonly IDecider _decider;

    /// <param name="maxNrOfRetries">Restarts allowed within the range; null or negative = no limit, 0 = none.</param>
    /// <param name="withinTimeRange">Null = for ever.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), localOnlyDecider) { }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Akka.Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        _maxNumberOfRetries = maxNrOfRetries;
        _withinTimeRangeMilliseconds = withinTimeMilliseconds;
        _decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true) : this(-1, -1, localOnlyDecider, loggingEnabled) { }
    public OneForOneStrategy(IDecider decider) : this(-1, -1, decider) { }
    public OneForOneStrategy(int maxNrOfRetries) : this(maxNrOfRetries, -1, DefaultDecider) { }
    public OneForOneStrategy() : this(DefaultDecider) { }

    public override IDecider Decider => _decider;
    public int MaxNumberOfRetries => _maxNumberOfRetries;
    public int WithinTimeRangeMilliseconds => _withinTimeRangeMilliseconds;

    internal static int Milliseconds(TimeSpan? range) => range is { } value ? (int)value.TotalMilliseconds : -1;

    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) => new(maxNrOfRetries, _withinTimeRangeMilliseconds, _decider, LoggingEnabled);

    protected override Directive Handle(IActorRef child, Exception exception) => _decider.Decide(exception);

    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        if (restart && stats.RequestRestartPermission(_maxNumberOfRetries, _withinTimeRangeMilliseconds)) RestartChild(child, cause, suspendFirst: false);
        else context.Stop(child);
    }

    public bool Equals(OneForOneStrategy? other) => other is not null && (ReferenceEquals(this, other)
        || (_maxNumberOfRetries == other._maxNumberOfRetries && _withinTimeRangeMilliseconds == other._withinTimeRangeMilliseconds && _decider.Equals(other._decider)));
    public override bool Equals(object? obj) => Equals(obj as OneForOneStrategy);
    public override int GetHashCode() => HashCode.Combine(_maxNumberOfRetries, _withinTimeRangeMilliseconds, _decider);
}
