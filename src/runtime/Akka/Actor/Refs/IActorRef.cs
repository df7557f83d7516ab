namespace Akka.Actor;

/// <summary>A handle to an actor. It stays valid across restarts and may be shared between threads.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable, Util.ISurrogated
{
    /// <summary>Where the actor lives, with the uid of this incarnation.</summary>
    ActorPath Path { get; }
}

/// <summary>A reference whose actor runs in this process.</summary>
public interface ILocalRef : IActorRefScope;

/// <summary>Says whether the referenced actor runs in this process.</summary>
public interface IActorRefScope
{
    bool IsLocal { get; }
}

/// <summary>Something that stands for another actor when it repoints.</summary>
public interface IRepointableRef : IActorRefScope
{
    bool IsStarted { get; }
}
