using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>The reference of a stage: no mailbox and no cell, messages go to the graph's inbox. It takes part in death watch on both sides.</summary>
internal sealed class StageRef : MinimalActorRef
{
    private static long _names;
    private readonly IStageMailbox _mailbox;
    private readonly ActorMaterializer _materializer;
    private readonly string _name;
    private readonly long _number = Interlocked.Increment(ref _names);

    // A stage watches, and is watched by, one actor or a few.
    private List<IActorRef>? _watching;
    private List<IActorRef>? _watchedBy;
    private ActorPath? _path;
    private bool _stopped;

    /// <param name="materializer">The reference's path is below that of its supervisor.</param>
    /// <param name="mailbox">Takes what is sent to the reference.</param>
    /// <param name="name">Part of the path; empty = a number alone.</param>
    internal StageRef(ActorMaterializer materializer, IStageMailbox mailbox, string name)
    {
        _materializer = materializer;
        _mailbox = mailbox;
        _name = name;
    }

    /// <summary>Made when somebody looks at it.</summary>
    public override ActorPath Path => _path ??= _materializer.Supervisor.Path / (_name.Length == 0 ? $"$${_number}" : $"$${_name}-{_number}");

    public override IActorRefProvider Provider => ((ExtendedActorSystem)System).Provider;

    public override bool IsTerminated => Volatile.Read(ref _stopped);

    private ActorSystem System => _materializer.System;

    /// <summary>No other reference has this path, so identity will do and makes no path.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public override bool Equals(object? obj) => base.Equals(obj);

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (IsTerminated || !_mailbox.Deliver(sender!, message))
            System.DeadLetters.Tell(message as DeadLetter ?? new DeadLetter(message, sender ?? System.DeadLetters, this), sender);
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch:
                AddWatcher(watch.Watcher);
                break;
            case Unwatch unwatch:
                lock (this) _watchedBy?.Remove(unwatch.Watcher);
                break;
            case DeathWatchNotification notification:
                bool watched;
                lock (this) watched = _watching?.Remove(notification.Actor) == true;
                if (watched)
                    _mailbox.Deliver(notification.Actor, new Terminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated));
                break;
        }
    }

    internal void Watch(IActorRef actor)
    {
        lock (this)
        {
            if (_stopped || _watching?.Contains(actor) == true) return;
            (_watching ??= new List<IActorRef>(1)).Add(actor);
        }

        var watchee = (IInternalActorRef)actor;
        watchee.SendSystemMessage(new Watch(watchee, this));
    }

    internal void Unwatch(IActorRef actor)
    {
        lock (this)
        {
            if (_watching?.Remove(actor) != true) return;
        }

        var watchee = (IInternalActorRef)actor;
        watchee.SendSystemMessage(new Unwatch(watchee, this));
    }

    public override void Stop()
    {
        List<IActorRef>? watching, watchedBy;
        lock (this)
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
        lock (this)
        {
            if (!_stopped)
            {
                if (_watchedBy?.Contains(watcher) != true) (_watchedBy ??= new List<IActorRef>(1)).Add(watcher);
                return;
            }
        }

        Notify(watcher);
    }

    private void Notify(IInternalActorRef watcher) =>
        watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
}

/// <summary>Takes messages for a stage.</summary>
internal interface IStageMailbox
{
    /// <summary>From any thread; false when the stage has ended.</summary>
    bool Deliver(IActorRef sender, object message);
}
