namespace Akka.Actor;

/// <summary>Acts on all children when one fails.</summary>
public class AllForOneStrategy : SupervisorStrategy, IEquatable<AllForOneStrategy>
{
    private readonly int _maxNumberOfRetries;
    private readonly int _withinTimeRangeMilliseconds;
    private readonly IDecider _decider;

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, OneForOneStrategy.Milliseconds(withinTimeRange), localOnlyDecider) { }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, OneForOneStrategy.Milliseconds(withinTimeRange), decider) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Akka.Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        _maxNumberOfRetries = maxNrOfRetries;
        _withinTimeRangeMilliseconds = withinTimeMilliseconds;
        _decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }
    public AllForOneStrategy(IDecider decider) : this(-1, -1, decider) { }
    public AllForOneStrategy() : this(DefaultDecider) { }

    public override IDecider Decider => _decider;
    public int MaxNumberOfRetries => _maxNumberOfRetries;
    public int WithinTimeRangeMilliseconds => _withinTimeRangeMilliseconds;

    protected override Directive Handle(IActorRef child, Exception exception) => _decider.Decide(exception);

    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        if (children.Count == 0) return;
        if (restart && children.All(c => c.RequestRestartPermission(_maxNumberOfRetries, _withinTimeRangeMilliseconds)))
        {
            // The failed child is suspended already.
            foreach (var each in children) RestartChild(each.Child, cause, suspendFirst: !child.Equals(each.Child));
        }
        else
        {
            foreach (var each in children) context.Stop(each.Child);
        }
    }

    public bool Equals(AllForOneStrategy? other) => other is not null && (ReferenceEquals(this, other)
        || (_maxNumberOfRetries == other._maxNumberOfRetries && _withinTimeRangeMilliseconds == other._withinTimeRangeMilliseconds && _decider.Equals(other._decider)));
    public override bool Equals(object? obj) => Equals(obj as AllForOneStrategy);
    public override int GetHashCode() => HashCode.Combine(_maxNumberOfRetries, _withinTimeRangeMilliseconds, _decider);
}
