using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Marks what at-least-once delivery stores.</summary>
public interface IAtLeastOnceDeliveryMessage;

/// <summary>The state of at-least-once delivery, to be kept in a snapshot of the actor.</summary>
/// <param name="CurrentDeliveryId">Highest delivery id given out.</param>
/// <param name="UnconfirmedDeliveries">What is not confirmed yet.</param>
public sealed record AtLeastOnceDeliverySnapshot(long CurrentDeliveryId, UnconfirmedDelivery[] UnconfirmedDeliveries) : IAtLeastOnceDeliveryMessage
{
    /// <inheritdoc />
    public bool Equals(AtLeastOnceDeliverySnapshot? other) =>
        other is not null && CurrentDeliveryId == other.CurrentDeliveryId && UnconfirmedDeliveries.SequenceEqual(other.UnconfirmedDeliveries);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(CurrentDeliveryId, UnconfirmedDeliveries.Length);
}

/// <summary>A message that was sent and is not confirmed.</summary>
public sealed record UnconfirmedDelivery(long DeliveryId, ActorPath Destination, object Message);

/// <summary>Sent to the actor itself when messages stay unconfirmed after the configured number of attempts.</summary>
public sealed record UnconfirmedWarning(UnconfirmedDelivery[] UnconfirmedDeliveries)
{
    /// <inheritdoc />
    public bool Equals(UnconfirmedWarning? other) => other is not null && UnconfirmedDeliveries.SequenceEqual(other.UnconfirmedDeliveries);

    /// <inheritdoc />
    public override int GetHashCode() => UnconfirmedDeliveries.Length;
}

/// <summary>More messages are unconfirmed than the settings allow.</summary>
public class MaxUnconfirmedMessagesExceededException : Exception
{
    /// <inheritdoc cref="MaxUnconfirmedMessagesExceededException"/>
    public MaxUnconfirmedMessagesExceededException(string message) : base(message)
    {
    }

    /// <inheritdoc cref="MaxUnconfirmedMessagesExceededException"/>
    public MaxUnconfirmedMessagesExceededException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
