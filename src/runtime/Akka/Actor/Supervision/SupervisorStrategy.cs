using Akka.Event;

namespace Akka.Actor;

/// <summary>How a parent handles the failures of its children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Failed initialisation, Kill and death pact stop the child; anything else restarts it.</summary>
    public static readonly IDecider DefaultDecider = Akka.Actor.Decider.From(static cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);
    public static readonly SupervisorStrategy StoppingStrategy = new OneForOneStrategy(static _ => Directive.Stop);

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; } = true;

    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <summary>Restarts or stops what the strategy covers.</summary>
    public abstract void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children);

    /// <summary>Called after a child is gone for good.</summary>
    public virtual void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) { }

    /// <summary>Carries out the decision. False = escalate.</summary>
    public bool HandleFailure(ActorCell actorCell, IActorRef child, Exception cause, ChildRestartStats failedChildStats, IReadOnlyCollection<ChildRestartStats> allChildren)
    {
        var directive = Handle(child, cause);
        switch (directive)
        {
            case Directive.Escalate:
                LogFailure(actorCell, child, cause, directive);
                return false;
            case Directive.Resume:
                LogFailure(actorCell, child, cause, directive);
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, true, child, cause, failedChildStats, allChildren);
                return true;
            case Directive.Stop:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, false, child, cause, failedChildStats, allChildren);
                return true;
            default:
                return false;
        }
    }

    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var target = (IInternalActorRef)child;
        if (suspendFirst) target.Suspend();
        target.Restart(cause);
    }

    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    protected void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled) return;
        var shown = cause is ActorInitializationException { InnerException: { } inner } ? inner : cause;
        if (shown is TypeLoadException { InnerException: { } constructorFailure }) shown = constructorFailure;
        var source = child.Path.ToString();
        LogEvent? entry = directive switch
        {
            Directive.Resume => new Warning(source, GetType(), shown.Message),
            Directive.Escalate => null,
            _ => new Error(cause, source, GetType(), shown.Message),
        };
        if (entry is not null) context.System.EventStream.Publish(entry);
    }
}
