using Akka.Event;

namespace Akka.Actor;

/// <summary>What an actor publishes on the event stream about its life, if <c>akka.actor.telemetry.enabled</c> says so. Stays in this process.</summary>
public interface IActorTelemetryEvent : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout
{
    /// <summary>The actor.</summary>
    IActorRef Subject { get; }

    /// <summary>Its class, as its props say.</summary>
    Type ActorType { get; }

    /// <summary>A name to use in place of the class, if there is one.</summary>
    string? ActorTypeOverride { get; }
}

/// <summary>An actor has started.</summary>
public sealed class ActorStarted(IActorRef subject, Type actorType, string? actorTypeOverride = null) : IActorTelemetryEvent
{
    /// <inheritdoc/>
    public IActorRef Subject { get; } = subject;

    /// <inheritdoc/>
    public Type ActorType { get; } = actorType;

    /// <inheritdoc/>
    public string? ActorTypeOverride { get; } = actorTypeOverride;
}

/// <summary>An actor has stopped, for good.</summary>
public sealed class ActorStopped(IActorRef subject, Type actorType, string? actorTypeOverride = null) : IActorTelemetryEvent
{
    /// <inheritdoc/>
    public IActorRef Subject { get; } = subject;

    /// <inheritdoc/>
    public Type ActorType { get; } = actorType;

    /// <inheritdoc/>
    public string? ActorTypeOverride { get; } = actorTypeOverride;
}

/// <summary>An actor has been replaced by a new instance after a failure.</summary>
public sealed class ActorRestarted(IActorRef subject, Type actorType, Exception reason, string? actorTypeOverride = null) : IActorTelemetryEvent
{
    /// <inheritdoc/>
    public IActorRef Subject { get; } = subject;

    /// <inheritdoc/>
    public Type ActorType { get; } = actorType;

    /// <summary>The failure.</summary>
    public Exception Reason { get; } = reason;

    /// <inheritdoc/>
    public string? ActorTypeOverride { get; } = actorTypeOverride;
}
