using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private WatchState? _watch;

    /// <summary>Kept apart because most actors neither watch nor are watched.</summary>
    private sealed class WatchState
    {
        /// <summary>Subject -> message of WatchWith, or null for Terminated.</summary>
        public readonly Dictionary<IActorRef, object?> Watching = [];
        public readonly HashSet<IActorRef> WatchedBy = [];
        /// <summary>Notifications that lie in the mailbox.</summary>
        public readonly Dictionary<IActorRef, object?> Queued = [];
    }

    public IActorRef Watch(IActorRef subject) => StartWatching(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StartWatching(subject, message);
    }

    private IActorRef StartWatching(IActorRef subject, object? message)
    {
        var target = (IInternalActorRef)subject;
        if (target.Equals(_self)) return subject;
        var watch = _watch ??= new WatchState();
        if (watch.Watching.TryGetValue(target, out var existing))
        {
            if (!Equals(existing, message))
                throw new InvalidOperationException($"Watch({_self}, {subject}) termination message was not overwritten from [{existing ?? "Terminated"}] to [{message ?? "Terminated"}]. If this was intended, unwatch first before using `Watch` / `WatchWith` with another message.");
            return subject;
        }

        target.SendSystemMessage(new Watch(target, _self));
        watch.Watching[target] = message;
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var target = (IInternalActorRef)subject;
        if (_watch is not { } watch || target.Equals(_self)) return subject;
        if (watch.Watching.Remove(target)) target.SendSystemMessage(new Unwatch(target, _self));
        watch.Queued.Remove(target);
        return subject;
    }

    /// <summary>A notification reached the front of the mailbox; it counts only if it was not unwatched meanwhile.</summary>
    private void ReceivedTerminated(Terminated terminated)
    {
        if (_watch is not { } watch || !watch.Queued.Remove(terminated.ActorRef, out var custom)) return;
        if (custom is null)
        {
            ReceiveMessage(terminated);
            return;
        }
        _currentMessage = custom;
        ReceiveMessage(custom);
    }

    /// <summary>
    /// Puts a message that was set aside back in front of the mailbox. A <see cref="Terminated"/> counts anew: it was crossed off when it was received first.
    /// </summary>
    internal void EnqueueFirst(Envelope envelope)
    {
        if (envelope.Message is Terminated terminated) (_watch ??= new WatchState()).Queued[terminated.ActorRef] = null;
        ((IDequeBasedMessageQueueSemantics)Mailbox.MessageQueue).EnqueueFirst(envelope);
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watch is { } watch && watch.Watching.Remove(actor, out var message) && !IsTerminating)
        {
            watch.Queued[actor] = message;
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }

        if (TryGetChildStatsByRef(actor, out _)) HandleChildTerminated(actor);
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(_self);
        var watcherIsSelf = watcher.Equals(_self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            if ((_watch ??= new WatchState()).WatchedBy.Add(watcher)) PublishDebug($"now watched by {watcher}");
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Watch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), _actor?.GetType() ?? typeof(ActorCell), $"BUG: illegal Watch({watchee},{watcher}) for {_self}"));
        }
    }

    private void RemoveWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (watchee.Equals(_self) && !watcher.Equals(_self))
        {
            if (_watch?.WatchedBy.Remove(watcher) == true) PublishDebug($"no longer watched by {watcher}");
        }
        else if (watcher.Equals(_self))
        {
            Unwatch(watchee);
        }
    }

    private void TellWatchersWeDied()
    {
        if (_watch is not { } watch) return;
        foreach (var watcher in watch.WatchedBy)
        {
            // The parent is told in any case.
            if (!watcher.Equals(_parent)) ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        }
        watch.WatchedBy.Clear();
    }

    private void UnwatchWatchedActors()
    {
        if (_watch is not { } watch) return;
        foreach (var subject in watch.Watching.Keys) ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
        watch.Watching.Clear();
        watch.Queued.Clear();
    }
}
