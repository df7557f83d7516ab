using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// Sends messages again until the actor says that they are confirmed. What is unconfirmed is rebuilt by replaying the events whose
/// handlers call Deliver and ConfirmDelivery; nothing is sent before the replay is over.
/// </summary>
/// <remarks>Delivery ids rise by one, without gaps. A destination sees duplicates, and after a crash another order.</remarks>
public class AtLeastOnceDeliverySemantic
{
    private readonly IActorContext _context;
    private readonly PersistenceSettings.AtLeastOnceDeliverySettings _settings;
    private readonly SortedDictionary<long, Delivery> _unconfirmed = [];
    private ICancelable? _redelivery;
    private long _deliveryId;

    /// <summary>The semantic of one incarnation.</summary>
    public AtLeastOnceDeliverySemantic(IActorContext context, PersistenceSettings.AtLeastOnceDeliverySettings settings)
    {
        _context = context;
        _settings = settings;
    }

    /// <inheritdoc cref="PersistenceSettings.AtLeastOnceDeliverySettings.RedeliverInterval"/>
    public virtual TimeSpan RedeliverInterval => _settings.RedeliverInterval;

    /// <inheritdoc cref="PersistenceSettings.AtLeastOnceDeliverySettings.RedeliveryBurstLimit"/>
    public virtual int RedeliveryBurstLimit => _settings.RedeliveryBurstLimit;

    /// <inheritdoc cref="PersistenceSettings.AtLeastOnceDeliverySettings.WarnAfterNumberOfUnconfirmedAttempts"/>
    public virtual int WarnAfterNumberOfUnconfirmedAttempts => _settings.WarnAfterNumberOfUnconfirmedAttempts;

    /// <inheritdoc cref="PersistenceSettings.AtLeastOnceDeliverySettings.MaxUnconfirmedMessages"/>
    public virtual int MaxUnconfirmedMessages => _settings.MaxUnconfirmedMessages;

    /// <summary>How many messages are not confirmed.</summary>
    public int UnconfirmedCount => _unconfirmed.Count;

    private DateTimeOffset Now => _context.System.Scheduler.Now;

    /// <summary>Sends a message until it is confirmed.</summary>
    /// <param name="destination">Looked up anew for every attempt.</param>
    /// <param name="deliveryMessageMapper">Makes the message from its delivery id, which the confirmation has to carry back.</param>
    /// <param name="isRecovering">The event is replayed: the message is sent when the replay is over, unless it is confirmed by then.</param>
    /// <exception cref="MaxUnconfirmedMessagesExceededException">Too many are unconfirmed.</exception>
    public void Deliver(ActorPath destination, Func<long, object> deliveryMessageMapper, bool isRecovering)
    {
        if (_unconfirmed.Count >= MaxUnconfirmedMessages)
            throw new MaxUnconfirmedMessagesExceededException($"{_context.Self} has too many unconfirmed messages. Maximum allowed is {MaxUnconfirmedMessages}");

        var id = ++_deliveryId;
        var now = Now;
        var delivery = new Delivery(destination, deliveryMessageMapper(id), isRecovering ? now - RedeliverInterval : now, 0);
        if (isRecovering) _unconfirmed[id] = delivery;
        else Send(id, delivery, now);
    }

    /// <summary>Sends a message to the one actor that a selection names, until it is confirmed.</summary>
    /// <exception cref="NotSupportedException">The selection has wildcards: it could reach several actors.</exception>
    internal void Deliver(ActorSelection destination, Func<long, object> deliveryMessageMapper, bool isRecovering)
    {
        if (destination.PathString.Contains('*', StringComparison.Ordinal) || destination.PathString.Contains('?', StringComparison.Ordinal))
            throw new NotSupportedException("Delivering to wildcard actor selections is not supported by AtLeastOnceDelivery. Introduce a mediator Actor which this AtLeastOnceDelivery Actor can deliver the messages to, and will handle the logic of fan-out and collecting individual confirmations, until it can signal confirmation back to this Actor.");
        Deliver(ActorPath.Parse(destination.Anchor.Path + destination.PathString), deliveryMessageMapper, isRecovering);
    }

    /// <summary>The message of this id has arrived; false when it is not known or was confirmed before.</summary>
    public bool ConfirmDelivery(long deliveryId) => _unconfirmed.Remove(deliveryId);

    /// <summary>What a snapshot has to keep.</summary>
    public AtLeastOnceDeliverySnapshot GetDeliverySnapshot() =>
        new(_deliveryId, [.. _unconfirmed.Select(entry => new UnconfirmedDelivery(entry.Key, entry.Value.Destination, entry.Value.Message))]);

    /// <summary>Takes the place of all that was known.</summary>
    public void SetDeliverySnapshot(AtLeastOnceDeliverySnapshot snapshot)
    {
        _deliveryId = snapshot.CurrentDeliveryId;
        var now = Now;
        _unconfirmed.Clear();
        foreach (var delivery in snapshot.UnconfirmedDeliveries)
            _unconfirmed[delivery.DeliveryId] = new Delivery(delivery.Destination, delivery.Message, now, 0);
    }

    /// <summary>To be called when the actor restarts or stops.</summary>
    public void Cancel()
    {
        _redelivery?.Cancel();
        _redelivery = null;
    }

    /// <summary>To be called when the replay is over.</summary>
    public void OnReplaySuccess()
    {
        RedeliverOverdue();
        Cancel();
        var half = RedeliverInterval / 2;
        _redelivery = _context.System.Scheduler.ScheduleTellRepeatedlyCancelable(half, half, _context.Self, RedeliveryTick.Instance, _context.Self);
    }

    /// <summary>True when the message was the tick of this semantic.</summary>
    public bool AroundReceive(Receive receive, object message)
    {
        if (message is not RedeliveryTick) return false;
        RedeliverOverdue();
        return true;
    }

    private void RedeliverOverdue()
    {
        var now = Now;
        var deadline = now - RedeliverInterval;
        var overdue = _unconfirmed.Where(entry => entry.Value.Timestamp <= deadline).Take(RedeliveryBurstLimit).ToArray();
        List<UnconfirmedDelivery>? warnings = null;
        foreach (var (id, delivery) in overdue)
        {
            if (delivery.Attempt == WarnAfterNumberOfUnconfirmedAttempts)
                (warnings ??= []).Add(new UnconfirmedDelivery(id, delivery.Destination, delivery.Message));
            Send(id, delivery, now);
        }

        if (warnings is not null) _context.Self.Tell(new UnconfirmedWarning([.. warnings]), _context.Self);
    }

    private void Send(long id, Delivery delivery, DateTimeOffset now)
    {
        _context.ActorSelection(delivery.Destination).Tell(delivery.Message, _context.Self);
        _unconfirmed[id] = delivery with { Timestamp = now, Attempt = delivery.Attempt + 1 };
    }

    private sealed record Delivery(ActorPath Destination, object Message, DateTimeOffset Timestamp, int Attempt);

    private sealed class RedeliveryTick : INotInfluenceReceiveTimeout, IDeadLetterSuppression
    {
        public static readonly RedeliveryTick Instance = new();
    }
}
