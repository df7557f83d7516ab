using System.Diagnostics.CodeAnalysis;
using Akka.Event;

namespace Akka.Actor;

internal sealed class TimerScheduler : ITimerScheduler
{
    private readonly ActorCell _cell;
    private Dictionary<object, Timer>? _timers;
    private int _generation;

    public TimerScheduler(ActorCell cell) => _cell = cell;

    private sealed record Timer(object Message, bool Repeats, int Generation, ICancelable Task);

    public IReadOnlyCollection<object> ActiveTimers => _timers is null ? [] : [.. _timers.Keys];

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, _cell.Self);
    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);
    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, _cell.Self);
    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) => Start(key, msg, initialDelay, interval, sender);
    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, _cell.Self);
    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        Cancel(key);
        var generation = ++_generation;
        var tick = message is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(key, generation, this)
            : new TimerMessage(key, generation, this);
        var scheduler = _cell.System.Scheduler;
        var task = interval is { } period
            ? scheduler.ScheduleTellRepeatedlyCancelable(delay, period, _cell.Self, tick, sender)
            : scheduler.ScheduleTellOnceCancelable(delay, _cell.Self, tick, sender);
        (_timers ??= [])[key] = new Timer(message, interval is not null, generation, task);
    }

    public bool IsTimerActive(object key) => _timers is not null && _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers is not null && _timers.Remove(key, out var timer)) timer.Task.Cancel();
    }

    public void CancelAll()
    {
        if (_timers is null) return;
        foreach (var timer in _timers.Values) timer.Task.Cancel();
        _timers.Clear();
    }

    /// <summary>The message of a tick, unless its timer was cancelled, replaced, or belongs to another incarnation.</summary>
    internal bool TryTake(TimerMessage tick, [NotNullWhen(true)] out object? message)
    {
        message = null;
        if (!ReferenceEquals(tick.Owner, this) || _timers is null
            || !_timers.TryGetValue(tick.Key, out var timer) || timer.Generation != tick.Generation) return false;
        if (!timer.Repeats) _timers.Remove(tick.Key);
        message = timer.Message;
        return true;
    }
}

/// <summary>A tick on its way through the mailbox.</summary>
internal class TimerMessage : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public TimerMessage(object key, int generation, TimerScheduler owner)
    {
        Key = key;
        Generation = generation;
        Owner = owner;
    }

    public object Key { get; }
    public int Generation { get; }
    public TimerScheduler Owner { get; }

    public bool TryTake(ActorBase actor, [NotNullWhen(true)] out object? message)
    {
        message = null;
        return actor is IWithTimers { Timers: TimerScheduler timers } && timers.TryTake(this, out message);
    }

    public override string ToString() => $"<Timer>: key={Key}, generation={Generation}";
}

/// <summary>The tick of a message that does not restart the receive timeout.</summary>
internal sealed class QuietTimerMessage : TimerMessage, INotInfluenceReceiveTimeout
{
    public QuietTimerMessage(object key, int generation, TimerScheduler owner) : base(key, generation, owner) { }
}
