using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor that registers handlers and sends messages until they are confirmed.</summary>
/// <remarks>Call <see cref="Deliver(ActorPath, Func{long, object})"/> and <see cref="ConfirmDelivery"/> in the handlers of persisted and of replayed events alike.</remarks>
public abstract class AtLeastOnceDeliveryReceiveActor : ReceivePersistentActor
{
    private readonly AtLeastOnceDeliverySemantic _delivery;

    /// <summary>With the configured settings.</summary>
    protected AtLeastOnceDeliveryReceiveActor() : this(static settings => settings)
    {
    }

    /// <summary>With settings of its own.</summary>
    protected AtLeastOnceDeliveryReceiveActor(PersistenceSettings.AtLeastOnceDeliverySettings settings) => _delivery = CreateAtLeastOnceDelivery(settings);

    /// <summary>With the configured settings, changed.</summary>
    protected AtLeastOnceDeliveryReceiveActor(Func<PersistenceSettings.AtLeastOnceDeliverySettings, PersistenceSettings.AtLeastOnceDeliverySettings> overrideSettings)
        : this(overrideSettings(Persistence.Instance.Apply(Context.System).Settings.AtLeastOnceDelivery))
    {
    }

    /// <inheritdoc cref="AtLeastOnceDeliverySemantic.RedeliverInterval"/>
    public TimeSpan RedeliverInterval => _delivery.RedeliverInterval;

    /// <inheritdoc cref="AtLeastOnceDeliverySemantic.RedeliveryBurstLimit"/>
    public int RedeliveryBurstLimit => _delivery.RedeliveryBurstLimit;

    /// <inheritdoc cref="AtLeastOnceDeliverySemantic.WarnAfterNumberOfUnconfirmedAttempts"/>
    public int WarnAfterNumberOfUnconfirmedAttempts => _delivery.WarnAfterNumberOfUnconfirmedAttempts;

    /// <inheritdoc cref="AtLeastOnceDeliverySemantic.MaxUnconfirmedMessages"/>
    public int MaxUnconfirmedMessages => _delivery.MaxUnconfirmedMessages;

    /// <inheritdoc cref="AtLeastOnceDeliverySemantic.UnconfirmedCount"/>
    public int UnconfirmedCount => _delivery.UnconfirmedCount;

    /// <summary>Sends a message until it is confirmed.</summary>
    /// <exception cref="MaxUnconfirmedMessagesExceededException">Too many are unconfirmed.</exception>
    public void Deliver(ActorPath destination, Func<long, object> deliveryMessageMapper) => _delivery.Deliver(destination, deliveryMessageMapper, IsRecovering);

    /// <summary>Sends a message until it is confirmed.</summary>
    /// <exception cref="NotSupportedException">The selection has wildcards: it could reach several actors.</exception>
    public void Deliver(ActorSelection destination, Func<long, object> deliveryMessageMapper) => _delivery.Deliver(destination, deliveryMessageMapper, IsRecovering);

    /// <summary>The message of this id has arrived; false when it is not known or was confirmed before.</summary>
    public bool ConfirmDelivery(long deliveryId) => _delivery.ConfirmDelivery(deliveryId);

    /// <summary>What a snapshot of the actor has to keep of its deliveries.</summary>
    public AtLeastOnceDeliverySnapshot GetDeliverySnapshot() => _delivery.GetDeliverySnapshot();

    /// <summary>Takes the deliveries over from a snapshot.</summary>
    public void SetDeliverySnapshot(AtLeastOnceDeliverySnapshot snapshot) => _delivery.SetDeliverySnapshot(snapshot);

    /// <summary>Another semantic may be put in here.</summary>
    protected virtual AtLeastOnceDeliverySemantic CreateAtLeastOnceDelivery(PersistenceSettings.AtLeastOnceDeliverySettings settings) => new(Context, settings);

    /// <inheritdoc />
    public override void AroundPreRestart(Exception cause, object? message)
    {
        _delivery.Cancel();
        base.AroundPreRestart(cause, message);
    }

    /// <inheritdoc />
    public override void AroundPostStop()
    {
        _delivery.Cancel();
        base.AroundPostStop();
    }

    /// <inheritdoc />
    protected override void OnReplaySuccess()
    {
        _delivery.OnReplaySuccess();
        base.OnReplaySuccess();
    }

    /// <inheritdoc />
    protected internal override bool AroundReceive(Receive receive, object message) =>
        _delivery.AroundReceive(receive, message) || base.AroundReceive(receive, message);
}
