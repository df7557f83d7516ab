using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>The system's publish-subscribe by type: a subscriber of a class gets its subclasses too. Any thread.</summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Type, IActorRef[]> _recipients = new();   // by the type published; computed on demand
    private ImmutableDictionary<Type, ImmutableHashSet<IActorRef>> _subscriptions = ImmutableDictionary<Type, ImmutableHashSet<IActorRef>>.Empty;
    private readonly Dictionary<IActorRef, HashSet<Type>> _excluded = [];   // subclasses of a channel that its subscriber does not want
    private IActorRef? _unsubscriber;
    private HashSet<IActorRef>? _unwatched = [];

    public EventStream(bool debug) => _debug = debug;

    /// <summary>False when the subscription exists, also through a superclass.</summary>
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        lock (_lock)
        {
            foreach (var (existing, subscribers) in _subscriptions)
            {
                if (existing.IsAssignableFrom(channel) && subscribers.Contains(subscriber) && !IsExcluded(subscriber, channel)) return false;
            }

            if (_excluded.TryGetValue(subscriber, out var excluded) && excluded.RemoveWhere(channel.IsAssignableFrom) > 0 && excluded.Count == 0) _excluded.Remove(subscriber);
            var current = _subscriptions.GetValueOrDefault(channel, []);
            _subscriptions = _subscriptions.SetItem(channel, current.Add(subscriber));
            _recipients.Clear();
        }
        RegisterWithUnsubscriber(subscriber);
        if (_debug) Publish(new Debug(nameof(EventStream), GetType(), $"subscribing {subscriber} to channel {channel}"));
        return true;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        var removed = false;
        lock (_lock)
        {
            foreach (var (existing, subscribers) in _subscriptions)
            {
                if (!channel.IsAssignableFrom(existing) || !subscribers.Contains(subscriber)) continue;
                removed = true;
                var rest = subscribers.Remove(subscriber);
                _subscriptions = rest.IsEmpty ? _subscriptions.Remove(existing) : _subscriptions.SetItem(existing, rest);
            }

            // A subscription above goes on without this channel.
            if (channel != typeof(object) && _subscriptions.Any(s => s.Key != channel && s.Key.IsAssignableFrom(channel) && s.Value.Contains(subscriber)) && !IsExcluded(subscriber, channel))
            {
                if (!_excluded.TryGetValue(subscriber, out var excluded)) _excluded[subscriber] = excluded = [];
                excluded.Add(channel);
                removed = true;
            }

            if (!_subscriptions.Values.Any(s => s.Contains(subscriber))) _excluded.Remove(subscriber);
            _recipients.Clear();
        }
        if (_debug) Publish(new Debug(nameof(EventStream), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        return removed;
    }

    /// <summary>From all channels.</summary>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = Unsubscribe(subscriber, typeof(object));
        if (_debug) Publish(new Debug(nameof(EventStream), GetType(), $"unsubscribing {subscriber} from all channels"));
        return removed;
    }

    public override void Publish(object @event)
    {
        var type = @event.GetType();
        if (!_recipients.TryGetValue(type, out var recipients))
        {
            lock (_lock)
            {
                recipients = [.. _subscriptions.Where(s => s.Key.IsAssignableFrom(type)).SelectMany(s => s.Value).Distinct().Where(s => !IsExcluded(s, type))];
                _recipients[type] = recipients;
            }
        }
        foreach (var recipient in recipients) recipient.Tell(@event, ActorRefs.NoSender);
    }

    private bool IsExcluded(IActorRef subscriber, Type type) =>
        _excluded.Count > 0 && _excluded.TryGetValue(subscriber, out var excluded) && excluded.Any(e => e.IsAssignableFrom(type));

    /// <summary>From here on, an actor watches subscribers and removes the dead ones.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        var unsubscriber = system.SystemActorOf(Props.Create(typeof(EventStreamUnsubscriber), this), "eventStreamUnsubscriber");
        HashSet<IActorRef> waiting;
        lock (_lock)
        {
            _unsubscriber = unsubscriber;
            waiting = _unwatched ?? [];
            _unwatched = null;
        }
        foreach (var subscriber in waiting) unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
    }

    private void RegisterWithUnsubscriber(IActorRef subscriber)
    {
        if (subscriber is MinimalActorRef) return;
        IActorRef? unsubscriber;
        lock (_lock)
        {
            unsubscriber = _unsubscriber;
            if (unsubscriber is null) _unwatched?.Add(subscriber);
        }
        unsubscriber?.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
    }
}

/// <summary>Removes subscribers that have died.</summary>
internal sealed class EventStreamUnsubscriber(EventStream eventStream) : ActorBase
{
    internal sealed record Register(IActorRef Actor);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Register register: Context.Watch(register.Actor); return true;
            case Terminated terminated: eventStream.Unsubscribe(terminated.ActorRef); return true;
            default: return false;
        }
    }
}

public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
