using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Supervises each child of a test actor by the strategy that it was spawned with, or by the default one.</summary>
internal sealed class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _byChild = [];

    public override IDecider Decider => DefaultDecider;

    public void Add(IActorRef child, SupervisorStrategy strategy) => _byChild[child] = strategy;

    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) =>
        For(child).ProcessFailure(context, restart, child, cause, stats, children);

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
        For(child).HandleChildTerminated(actorContext, child, children);
        _byChild.Remove(child);
    }

    protected override Directive Handle(IActorRef child, Exception exception) => For(child).Decider.Decide(exception);

    private SupervisorStrategy For(IActorRef child) => _byChild.GetValueOrDefault(child, DefaultStrategy);
}
