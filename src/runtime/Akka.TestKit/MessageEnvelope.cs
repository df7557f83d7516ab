using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that a test actor received, with its sender.</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message; null when nothing arrived in time.</summary>
    public abstract object? Message { get; }

    /// <summary>Its sender.</summary>
    public abstract IActorRef? Sender { get; }
}

/// <summary>Nothing arrived in time.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    /// <summary>The one instance.</summary>
    public static NullMessageEnvelope Instance { get; } = new();

    private NullMessageEnvelope()
    {
    }

    /// <inheritdoc/>
    public override object? Message => null;

    /// <inheritdoc/>
    public override IActorRef? Sender => ActorRefs.NoSender;

    /// <inheritdoc/>
    public override string ToString() => "<null>";
}

/// <summary>A message that did arrive.</summary>
public sealed class RealMessageEnvelope(object message, IActorRef? sender) : MessageEnvelope
{
    /// <inheritdoc/>
    public override object Message { get; } = message;

    /// <inheritdoc/>
    public override IActorRef? Sender { get; } = sender;

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {Sender?.ToString() ?? "nobody"}";
}
