using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A reference whose messages go to a function, on the sender's thread. It is a child that has no cell.</summary>
internal sealed class FunctionRef : MinimalActorRef
{
    private readonly EventStream _eventStream;
    private readonly Action<IActorRef, object> _tell;
    private readonly Lock _lock = new();
    private HashSet<IActorRef>? _watching;
    private HashSet<IActorRef>? _watchedBy;
    private bool _stopped;

    public FunctionRef(ActorPath path, IActorRefProvider provider, EventStream eventStream, Action<IActorRef, object> tell)
    {
        Path = path;
        Provider = provider;
        _eventStream = eventStream;
        _tell = tell;
    }

    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }
    public override bool IsTerminated => _stopped;

    protected override void TellInternal(object message, IActorRef? sender) => _tell(sender ?? ActorRefs.NoSender, message);

    public bool IsWatching(IActorRef actor)
    {
        lock (_lock) return _watching?.Contains(actor) == true;
    }

    public void Watch(IActorRef actor)
    {
        lock (_lock) (_watching ??= []).Add(actor);
        ((IInternalActorRef)actor).SendSystemMessage(new Watch((IInternalActorRef)actor, this));
    }

    public void Unwatch(IActorRef actor)
    {
        lock (_lock) _watching?.Remove(actor);
        ((IInternalActorRef)actor).SendSystemMessage(new Unwatch((IInternalActorRef)actor, this));
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch:
                if (!AddWatcher(watch.Watcher))
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
                break;
            case Unwatch unwatch:
                lock (_lock) _watchedBy?.Remove(unwatch.Watcher);
                break;
            case DeathWatchNotification died:
                bool watched;
                lock (_lock) watched = _watching?.Remove(died.Actor) == true;
                if (watched) Tell(new Terminated(died.Actor, died.ExistenceConfirmed, died.AddressTerminated), died.Actor);
                else _eventStream.Publish(new Debug(Path.ToString(), typeof(FunctionRef), $"dropped {died}"));
                break;
            default:
                break;
        }
    }

    private bool AddWatcher(IActorRef watcher)
    {
        lock (_lock)
        {
            if (_stopped) return false;
            (_watchedBy ??= []).Add(watcher);
            return true;
        }
    }

    public override void Stop()
    {
        HashSet<IActorRef>? watchedBy;
        HashSet<IActorRef>? watching;
        lock (_lock)
        {
            if (_stopped) return;
            _stopped = true;
            (watchedBy, _watchedBy) = (_watchedBy, null);
            (watching, _watching) = (_watching, null);
        }
        foreach (var watcher in watchedBy ?? [])
            ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
        foreach (var subject in watching ?? [])
            ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, this));
    }
}
