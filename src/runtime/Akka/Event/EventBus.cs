using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to those that subscribed to a classifier of them.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber> where TSubscriber : notnull where TClassifier : notnull
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<TClassifier, ImmutableList<TSubscriber>> _subscriptions = ImmutableDictionary<TClassifier, ImmutableList<TSubscriber>>.Empty;

    protected string SimpleName(object source) => SimpleName(source.GetType());
    protected string SimpleName(Type source) => source.Name;

    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            var current = _subscriptions.GetValueOrDefault(classifier, []);
            if (current.Contains(subscriber)) return false;
            _subscriptions = _subscriptions.SetItem(classifier, current.Add(subscriber));
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            var before = _subscriptions;
            foreach (var (classifier, subscribers) in before) Remove(classifier, subscribers, subscriber);
            return !ReferenceEquals(before, _subscriptions);
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            return _subscriptions.TryGetValue(classifier, out var subscribers) && Remove(classifier, subscribers, subscriber);
        }
    }

    private bool Remove(TClassifier classifier, ImmutableList<TSubscriber> subscribers, TSubscriber subscriber)
    {
        if (!subscribers.Contains(subscriber)) return false;
        var rest = subscribers.Remove(subscriber);
        _subscriptions = rest.IsEmpty ? _subscriptions.Remove(classifier) : _subscriptions.SetItem(classifier, rest);
        return true;
    }

    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        foreach (var (key, subscribers) in _subscriptions)
        {
            if (!IsSubClassification(key, classifier)) continue;
            foreach (var subscriber in subscribers)
            {
                if (Classify(@event, key)) Publish(@event, subscriber);
            }
        }
    }

    /// <summary>Whether <paramref name="child"/> is covered by <paramref name="parent"/>.</summary>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);
    protected abstract bool Classify(TEvent @event, TClassifier classifier);
    protected abstract TClassifier GetClassifier(TEvent @event);
}

/// <summary>A bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef> where TClassifier : notnull
{
    protected override void Publish(TEvent @event, IActorRef subscriber) => subscriber.Tell(@event!, ActorRefs.NoSender);
}
