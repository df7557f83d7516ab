using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>The reference of a stage: no mailbox and no cell, messages go to the graph's inbox. It takes part in death watch on both sides.</summary>
internal sealed class StageRef : MinimalActorRef
{
    private static long _names;
    private readonly Lock _lock = new();
    private readonly Func<IActorRef, object, bool> _deliver;
    private readonly ActorSystem _system;
    private HashSet<IActorRef>? _watching;
    private HashSet<IActorRef>? _watchedBy;
    private bool _stopped;

    /// <param name="materializer">The reference's path is below that of its supervisor.</param>
    /// <param name="deliver">Takes sender and message; false when nobody is there any more.</param>
    /// <param name="name">Part of the path; empty = a number alone.</param>
    internal StageRef(ActorMaterializer materializer, Func<IActorRef, object, bool> deliver, string name)
    {
        _deliver = deliver;
        _system = materializer.System;
        var id = Interlocked.Increment(ref _names);
        Path = materializer.Supervisor.Path / (name.Length == 0 ? $"$${id}" : $"$${name}-{id}");
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => ((ExtendedActorSystem)_system).Provider;

    public override bool IsTerminated => Volatile.Read(ref _stopped);

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (IsTerminated || !_deliver(sender!, message))
            _system.DeadLetters.Tell(message as DeadLetter ?? new DeadLetter(message, sender ?? _system.DeadLetters, this), sender);
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch:
                AddWatcher(watch.Watcher);
                break;
            case Unwatch unwatch:
                lock (_lock) _watchedBy?.Remove(unwatch.Watcher);
                break;
            case DeathWatchNotification notification:
                bool watched;
                lock (_lock) watched = _watching?.Remove(notification.Actor) == true;
                if (watched)
                    _deliver(notification.Actor, new Terminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated));
                break;
        }
    }

    internal void Watch(IActorRef actor)
    {
        lock (_lock)
        {
            if (_stopped || !(_watching ??= []).Add(actor)) return;
        }

        var watchee = (IInternalActorRef)actor;
        watchee.SendSystemMessage(new Watch(watchee, this));
    }

    internal void Unwatch(IActorRef actor)
    {
        lock (_lock)
        {
            if (_watching?.Remove(actor) != true) return;
        }

        var watchee = (IInternalActorRef)actor;
        watchee.SendSystemMessage(new Unwatch(watchee, this));
    }

    public override void Stop()
    {
        HashSet<IActorRef>? watching, watchedBy;
        lock (_lock)
        {
            if (_stopped) return;
            _stopped = true;
            (watching, watchedBy) = (_watching, _watchedBy);
            _watching = _watchedBy = null;
        }

        foreach (var actor in watching ?? [])
        {
            var watchee = (IInternalActorRef)actor;
            watchee.SendSystemMessage(new Unwatch(watchee, this));
        }

        foreach (var watcher in watchedBy ?? []) Notify((IInternalActorRef)watcher);
    }

    private void AddWatcher(IInternalActorRef watcher)
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                (_watchedBy ??= []).Add(watcher);
                return;
            }
        }

        Notify(watcher);
    }

    private void Notify(IInternalActorRef watcher) =>
        watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
}
