using Akka.Actor;

namespace Akka.Routing;

/// <summary>Where a router sends a message to.</summary>
public class Routee
{
    /// <summary>Nowhere.</summary>
    public static readonly Routee NoRoutee = new NoRoutee();

    /// <summary>Sends a message on.</summary>
    public virtual void Send(object message, IActorRef sender) { }

    /// <summary>Sends a message on and waits for its answer.</summary>
    public virtual Task<object> Ask(object message, TimeSpan? timeout) => Task.FromException<object>(new NotSupportedException($"{GetType().Name} answers nothing"));

    /// <summary>An actor as routee.</summary>
    public static Routee FromActorRef(IActorRef actorRef) => new ActorRefRoutee(actorRef);
}

internal sealed class NoRoutee : Routee;

/// <summary>An actor.</summary>
public class ActorRefRoutee(IActorRef actor) : Routee, IEquatable<ActorRefRoutee>
{
    /// <summary>The actor.</summary>
    public IActorRef Actor { get; } = actor;

    /// <inheritdoc/>
    public override void Send(object message, IActorRef sender) => Actor.Tell(message, sender);

    /// <inheritdoc/>
    public override Task<object> Ask(object message, TimeSpan? timeout) => Actor.Ask(message, timeout);

    /// <summary>An actor as routee.</summary>
    public static ActorRefRoutee Apply(IActorRef @ref) => new(@ref);

    /// <inheritdoc/>
    public bool Equals(ActorRefRoutee? other) => other is not null && Actor.Equals(other.Actor);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorRefRoutee);

    /// <inheritdoc/>
    public override int GetHashCode() => Actor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"ActorRefRoutee({Actor})";
}

/// <summary>The actors of a selection, looked up for each message.</summary>
public class ActorSelectionRoutee(ActorSelection actor) : Routee, IEquatable<ActorSelectionRoutee>
{
    /// <summary>The selection.</summary>
    public ActorSelection Selection { get; } = actor;

    /// <inheritdoc/>
    public override void Send(object message, IActorRef sender) => Selection.Tell(message, sender);

    /// <inheritdoc/>
    public override Task<object> Ask(object message, TimeSpan? timeout) => Selection.Ask(message, timeout);

    /// <inheritdoc/>
    public bool Equals(ActorSelectionRoutee? other) => other is not null && Selection.Equals(other.Selection);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorSelectionRoutee);

    /// <inheritdoc/>
    public override int GetHashCode() => Selection.GetHashCode();
}

/// <summary>Several routees, all of which get the message.</summary>
public class SeveralRoutees(Routee[] routees) : Routee
{
    /// <summary>The routees.</summary>
    public Routee[] Routees { get; } = routees;

    /// <inheritdoc/>
    public override void Send(object message, IActorRef sender)
    {
        foreach (var routee in Routees) routee.Send(message, sender);
    }
}
