using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The temporary actor behind an Ask: its first message completes a task, later ones are dead letters.</summary>
/// <remarks>Its path, and with it the entry under <c>/temp</c>, exists only once someone asks for it.</remarks>
public sealed class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private readonly IActorRefProvider _provider;
    private ActorPath? _path;
    private HashSet<IActorRef>? _watchers;
    private bool _stopped;

    internal FutureActorRef(TaskCompletionSource<T> result, IActorRefProvider provider)
    {
        _result = result;
        _provider = provider;
    }

    public override IActorRefProvider Provider => _provider;
    public override IInternalActorRef Parent => _provider.TempContainer;
    public override bool IsTerminated => _result.Task.IsCompleted;

    public override ActorPath Path
    {
        get
        {
            if (Volatile.Read(ref _path) is { } known) return known;
            lock (_result)
            {
                if (_path is null)
                {
                    var path = _provider.TempPath();
                    if (!_stopped) _provider.RegisterTempActor(this, path);
                    Volatile.Write(ref _path, path);
                }
                return _path;
            }
        }
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        var accepted = message switch
        {
            ISystemMessage => _result.TrySetException(new InvalidOperationException($"system message of type '{message.GetType().Name}' is invalid for an Ask")),
            T answer => _result.TrySetResult(answer),
            null => _result.TrySetResult(default!),
            Status.Failure failure => _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            Failure failure => _result.TrySetException(failure.Exception ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => _result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (accepted) Stop();
        else _provider.DeadLetters.Tell(new Event.DeadLetter(message ?? "null", sender ?? _provider.DeadLetters, this), sender);
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch when watch.Watchee.Equals(this):
                lock (_result)
                {
                    if (!_stopped)
                    {
                        (_watchers ??= []).Add(watch.Watcher);
                        return;
                    }
                }
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
                break;
            case Unwatch unwatch:
                lock (_result) _watchers?.Remove(unwatch.Watcher);
                break;
            case DeathWatchNotification died:
                Tell(new Terminated(died.Actor, died.ExistenceConfirmed, died.AddressTerminated), this);
                break;
            default:
                break;
        }
    }

    /// <summary>Ends the temporary actor; whoever stops it without an answer completes the task itself.</summary>
    public override void Stop()
    {
        HashSet<IActorRef>? watchers;
        ActorPath? path;
        lock (_result)
        {
            if (_stopped) return;
            _stopped = true;
            watchers = _watchers;
            path = _path;
        }
        if (path is not null) _provider.UnregisterTempActor(path);
        if (watchers is null) return;
        foreach (var watcher in watchers)
            ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
    }
}
