using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit.Internal;

/// <summary>A reference that gives access to its actor's instance. The actor runs on the thread that tells, unless its props name a dispatcher.</summary>
/// <typeparam name="TActor">The actor's type.</typeparam>
public class TestActorRefBase<TActor> : ICanTell, IEquatable<IActorRef>, IInternalActorRef
    where TActor : ActorBase
{
    private readonly IInternalActorRef _internal;

    /// <summary>Starts the actor, as a child of <paramref name="supervisor"/> or of the user guardian.</summary>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(actorProps);
        var props = actorProps.Dispatcher == Dispatchers.DefaultDispatcherId ? actorProps.WithDispatcher(CallingThreadDispatcher.Id) : actorProps;
        _internal = (IInternalActorRef)Start(system, props, supervisor, name);
        if (!SpinWait.SpinUntil(() => Cell?.Actor is not null || _internal.IsTerminated, TimeSpan.FromSeconds(5)))
        {
            throw new TimeoutException($"The actor {_internal} did not start.");
        }
    }

    /// <summary>The instance of the current incarnation.</summary>
    /// <exception cref="InvalidOperationException">The actor has stopped.</exception>
    public TActor UnderlyingActor => Cell?.Actor as TActor ?? throw new InvalidOperationException($"{_internal} has no instance: it has stopped, or failed in its constructor.");

    /// <inheritdoc/>
    public ActorPath Path => _internal.Path;

    /// <summary>The reference without access to the instance.</summary>
    public IActorRef Ref => _internal;

    Util.ISurrogate Util.ISurrogated.ToSurrogate(ActorSystem system) => _internal.ToSurrogate(system);

    bool IActorRefScope.IsLocal => _internal.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => _internal.Parent;

    IActorRefProvider IInternalActorRef.Provider => _internal.Provider;

    bool IInternalActorRef.IsTerminated => _internal.IsTerminated;

    private ActorCell? Cell => (_internal as ActorRefWithCell)?.Underlying as ActorCell;

    /// <summary>Runs the actor's current behaviour on a message directly, past its mailbox; what it throws is thrown here.</summary>
    public void Receive(object message, IActorRef? sender = null)
    {
        var cell = Cell ?? throw new InvalidOperationException($"{_internal} has stopped.");
        cell.ReceiveMessageForTest(new Envelope(message, sender ?? cell.System.DeadLetters));
    }

    /// <summary>Runs the actor's current behaviour on a message directly, past its mailbox.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null)
    {
        Receive(message, sender);
        return Task.CompletedTask;
    }

    /// <summary>Sends through the mailbox.</summary>
    public void Tell(object message, IActorRef? sender) => _internal.Tell(message, sender);

    /// <summary>Sends through the mailbox.</summary>
    public void Tell(object message) => ((IActorRef)_internal).Tell(message);

    /// <summary>Makes the actor watch another.</summary>
    public void Watch(IActorRef subject) => InContext(cell => cell.Watch(subject));

    /// <summary>Makes the actor stop watching another.</summary>
    public void Unwatch(IActorRef subject) => InContext(cell => cell.Unwatch(subject));

    /// <summary>Suspends the actor.</summary>
    public void Suspend() => _internal.Suspend();

    /// <summary>Resumes the actor.</summary>
    public void Resume(Exception? causedByFailure = null) => _internal.Resume(causedByFailure);

    /// <summary>Stops the actor.</summary>
    public void Stop() => _internal.Stop();

    /// <summary>Restarts the actor.</summary>
    public void Restart(Exception cause) => _internal.Restart(cause);

    void IInternalActorRef.Start()
    {
        // It started in the constructor.
    }

    /// <inheritdoc/>
    public override string ToString() => _internal.ToString()!;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => _internal.Equals(Unwrap(obj));

    /// <inheritdoc/>
    public override int GetHashCode() => _internal.GetHashCode();

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => _internal.Equals(Unwrap(other));

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => _internal.CompareTo(other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => _internal.CompareTo(obj);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _internal.GetChild(name);

    void IInternalActorRef.SendSystemMessage(ISystemMessage message) => _internal.SendSystemMessage(message);

    private protected void InContext(Action<ActorCell> action)
    {
        var cell = Cell ?? throw new InvalidOperationException($"{_internal} has stopped.");
        var outer = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = cell;
        try
        {
            action(cell);
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = outer;
        }
    }

    private static object? Unwrap(object? other) => other is TestActorRefBase<TActor> same ? same._internal : other;

    private static IActorRef Start(ActorSystem system, Props props, IActorRef? supervisor, string? name)
    {
        if (supervisor is null)
        {
            return system.ActorOf(props, name);
        }

        var parent = supervisor is TestProbe probe ? probe.Ref : supervisor;
        var cell = (parent as ActorRefWithCell)?.Underlying as ActorCell
            ?? throw new ArgumentException($"{supervisor} cannot have children.", nameof(supervisor));
        return cell.AttachChild(props, isSystemService: false, name);
    }
}
