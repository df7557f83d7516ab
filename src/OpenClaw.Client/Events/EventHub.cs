using System.Collections.Immutable;

namespace OpenClaw.Client;

/// <summary>Hands each event to every subscription. Offers come from the receive loop alone; subscriptions from any thread.</summary>
internal sealed class EventHub
{
    private ImmutableArray<EventSubscription> _subscriptions = [];
    private volatile bool _completed;

    public EventSubscription Subscribe(Func<GatewayEvent, bool> filter, int capacity)
    {
        var subscription = new EventSubscription(this, filter, capacity);
        ImmutableInterlocked.Update(ref _subscriptions, static (list, item) => list.Add(item), subscription);
        // A subscription taken while the connection ends must not wait for ever.
        if (_completed)
            subscription.Complete();
        return subscription;
    }

    public void Remove(EventSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, static (list, item) => list.Remove(item), subscription);

    public bool HasSubscribers => !_subscriptions.IsEmpty;

    public void Publish(GatewayEvent received)
    {
        foreach (var subscription in _subscriptions)
            subscription.Offer(received);
    }

    public void Complete()
    {
        _completed = true;
        foreach (var subscription in _subscriptions)
            subscription.Complete();
    }
}
