using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Root of every actor class: life-cycle hooks and access to the cell.</summary>
public abstract class ActorBase : IInternalActor
{
    private static readonly ConcurrentDictionary<Type, bool> PlainReceivers = new();

    private readonly IActorRef _self;
    private SupervisorStrategy? _strategy;

    /// <exception cref="ActorInitializationException">Called outside <c>ActorOf</c>.</exception>
    protected ActorBase()
    {
        var cell = InternalCurrentActorCellKeeper.Current
            ?? throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");
        _self = cell.Self;
        if (this is IWithTimers timers) timers.Timers = new TimerScheduler(cell);
        if (this is IActorStash stash) stash.Stash = StashFactory.Create(cell);
    }

    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">No actor runs on this thread, as after an await that left the actor.</exception>
    protected static IActorContext Context => InternalCurrentActorCellKeeper.Current
        ?? throw new NotSupportedException("There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    IActorContext IInternalActor.ActorContext => Context;

    protected IActorRef Self => _self;

    /// <summary>Who sent the current message; dead letters when nobody did.</summary>
    protected IActorRef Sender => Context.Sender;

    protected abstract bool Receive(object message);

    /// <summary>Before the first message of the first incarnation, and of each later one through <see cref="PostRestart"/>.</summary>
    protected virtual void PreStart() { }

    /// <summary>After the last message, once per incarnation.</summary>
    protected virtual void PostStop() { }

    /// <summary>On the failed instance. The default stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="message">What was being processed, if anything.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        var context = Context;
        foreach (var child in context.GetChildren())
        {
            context.Unwatch(child);
            context.Stop(child);
        }
        PostStop();
    }

    /// <summary>On the new instance. The default calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    public virtual void AroundPreStart() => PreStart();
    public virtual void AroundPostStop() => PostStop();
    public virtual void AroundPreRestart(Exception cause, object? message) => PreRestart(cause, message!);

    public virtual void AroundPostRestart(Exception cause, object? message) => PostRestart(cause);

    protected internal virtual bool AroundReceive(Receive receive, object message) => receive(message);

    /// <summary>Decides about failed children; asked once per incarnation.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.DefaultStrategy;

    internal SupervisorStrategy SupervisorStrategyInternal => _strategy ??= SupervisorStrategy();

    /// <summary>What no behaviour handled. The default publishes it; for <see cref="Terminated"/> it fails.</summary>
    /// <exception cref="DeathPactException">The message is a Terminated.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Replaces the current behaviour.</summary>
    protected void Become(Receive receive) => Context.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    /// <summary>False when the class wraps its behaviour, as event-sourced actors do; then the delegate form is used.</summary>
    internal static bool HasPlainReceive(Type actorType) => PlainReceivers.GetOrAdd(actorType, static type =>
        type.GetMethod(nameof(AroundReceive), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(Receive), typeof(object)])!.DeclaringType == typeof(ActorBase));

    internal bool InvokeReceive(object message) => Receive(message);
    internal bool InvokeAroundReceive(Receive receive, object message) => AroundReceive(receive, message);
    internal void InvokeUnhandled(object message) => Unhandled(message);
    internal Receive ReceiveDelegate() => Receive;

    /// <summary>This instance is out of service: end its timers and give back what it stashed.</summary>
    internal void OnCleared()
    {
        if (this is IWithTimers { Timers: TimerScheduler timers }) timers.CancelAll();
        if (this is IActorStash { Stash: { } stash }) stash.UnstashAll();
    }
}

/// <summary>Gives helpers outside the class hierarchy the actor's context.</summary>
public interface IInternalActor
{
    IActorContext ActorContext { get; }
}
