using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Events;

namespace OpenClaw.Gateway.Broadcast;

/// <summary>Fans events out: each is encoded once and the same frame goes to every connection that may receive it.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, resume: a message that fails leaves the list of subscribers as it was. Watches its subscribers. Nothing is
/// replayed, except the newest presence and health for a subscriber whose hello-ok was older.
/// </remarks>
public sealed partial class BroadcastActor : ReceiveActor
{
    private readonly ILogger<BroadcastActor> _log;
    private readonly List<Subscriber> _subscribers = [];
    private readonly Dictionary<IActorRef, int> _indexes = [];
    private readonly RunFollowers _followers = new();
    private BroadcastProtocol.Publish? _presence;
    private BroadcastProtocol.Publish? _health;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(ILogger<BroadcastActor> log) => Akka.Actor.Props.Create(() => new BroadcastActor(log));

    /// <summary>An actor without subscribers.</summary>
    public BroadcastActor(ILogger<BroadcastActor> log)
    {
        _log = log;
        Receive<BroadcastProtocol.Publish>(OnPublish);
        Receive<BroadcastProtocol.Relay>(relay => relay.Target.Tell(relay.Message));
        Receive<BroadcastProtocol.Subscribe>(OnSubscribe);
        Receive<BroadcastProtocol.FollowRun>(OnFollowRun);
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
    }

    private void OnPublish(BroadcastProtocol.Publish publish)
    {
        if (EventFrames.Find(publish.Event) is not { } shape)
        {
            LogUnknownEvent(publish.Event);
            return;
        }

        LogPublished(publish.Event, publish.Payload.Length);
        Remember(publish);
        if (publish.Said is { } said)
        {
            _followers.Tell(said);
        }

        OutboundFrame? frame = null;
        OutboundFrame? frame3 = null;
        foreach (var subscriber in _subscribers)
        {
            if (!shape.Reaches(subscriber.Caller) || publish.Audience?.Invoke(subscriber.Caller) == false)
            {
                continue;
            }

            // Two encodings at most, and none when nobody listens.
            var toSend = subscriber.Caller.Protocol <= 3 && publish.PayloadV3 is { } payload3
                ? frame3 ??= EventFrames.Broadcast(shape, payload3, publish.StateVersion, publish.CoalesceKey)
                : frame ??= EventFrames.Broadcast(shape, publish.Payload, publish.StateVersion, publish.CoalesceKey);
            Send(subscriber, toSend);
        }
    }

    private void OnSubscribe(BroadcastProtocol.Subscribe subscribe)
    {
        var subscriber = new Subscriber(Sender, subscribe.Caller, subscribe.Outbound);
        _indexes.Add(Sender, _subscribers.Count);
        _subscribers.Add(subscriber);
        Context.Watch(Sender);
        CatchUp(subscriber, _presence, newer: _presence?.StateVersion?.Presence > subscribe.Seen.Presence);
        CatchUp(subscriber, _health, newer: _health?.StateVersion?.Health > subscribe.Seen.Health);
    }

    private void OnFollowRun(BroadcastProtocol.FollowRun follow)
    {
        _followers.Add(follow.Run, Sender);
        Context.Watch(Sender);
    }

    private static void CatchUp(Subscriber subscriber, BroadcastProtocol.Publish? last, bool newer)
    {
        if (newer && EventFrames.Find(last!.Event) is { } shape && shape.Reaches(subscriber.Caller))
        {
            var payload = subscriber.Caller.Protocol <= 3 ? last.PayloadV3 ?? last.Payload : last.Payload;
            Send(subscriber, EventFrames.Broadcast(shape, payload, last.StateVersion, last.CoalesceKey));
        }
    }

    private static void Send(Subscriber subscriber, OutboundFrame frame)
    {
        if (!subscriber.Outbound.TryEnqueue(frame))
        {
            subscriber.Connection.Tell(ConnectionProtocol.SlowConsumer.Instance);
        }
    }

    private void Remember(BroadcastProtocol.Publish publish)
    {
        switch (publish.Event)
        {
            case EventNames.Presence:
                _presence = publish;
                break;
            case EventNames.Health:
                _health = publish;
                break;
        }
    }

    private void Forget(IActorRef connection)
    {
        if (_followers.Remove(connection) || !_indexes.Remove(connection, out var index))
        {
            return;
        }

        // The last one takes the place of the one that left: order among subscribers means nothing.
        var last = _subscribers[^1];
        _subscribers.RemoveAt(_subscribers.Count - 1);
        if (index < _subscribers.Count)
        {
            _subscribers[index] = last;
            _indexes[last.Connection] = index;
        }
    }

    [LoggerMessage(EventId = 8300, Level = LogLevel.Error, Message = "An event that the protocol does not have was published and dropped: {event}.")]
    private partial void LogUnknownEvent(string @event);

    [LoggerMessage(EventId = 8301, Level = LogLevel.Debug, Message = "-> event {event}, {bytes} bytes")]
    private partial void LogPublished(string @event, int bytes);

    private sealed record Subscriber(IActorRef Connection, Caller Caller, IOutbound Outbound);
}
