using Akka.Actor;

namespace Akka.Streams.Stage;

/// <summary>A logic with timers, told apart by key. Timers end with the stage.</summary>
public abstract class TimerGraphStageLogic : GraphStageLogic
{
    private Dictionary<object, Timer>? _timers;

    /// <inheritdoc cref="GraphStageLogic(int, int)"/>
    protected TimerGraphStageLogic(int inCount, int outCount) : base(inCount, outCount) { }

    /// <inheritdoc cref="GraphStageLogic(Shape)"/>
    protected TimerGraphStageLogic(Shape shape) : base(shape) { }

    /// <summary>A timer has come; never called for a timer that was cancelled or replaced.</summary>
    protected internal abstract void OnTimer(object timerKey);

    /// <summary>Calls <see cref="OnTimer"/> every <paramref name="interval"/>; replaces a timer of the same key.</summary>
    protected internal void ScheduleRepeatedly(object timerKey, TimeSpan interval) => ScheduleRepeatedly(timerKey, interval, interval);

    /// <summary>Calls <see cref="OnTimer"/> after <paramref name="initialDelay"/> and every <paramref name="interval"/> then; replaces a timer of the same key.</summary>
    protected internal void ScheduleRepeatedly(object timerKey, TimeSpan initialDelay, TimeSpan interval)
    {
        var timer = Replace(timerKey, repeats: true);
        timer.Task = Interpreter.Materializer.ScheduleRepeatedly(initialDelay, interval, timer.Fire);
    }

    /// <summary>Calls <see cref="OnTimer"/> once, after <paramref name="delay"/>; replaces a timer of the same key.</summary>
    protected internal void ScheduleOnce(object timerKey, TimeSpan delay)
    {
        var timer = Replace(timerKey, repeats: false);
        timer.Task = Interpreter.Materializer.ScheduleOnce(delay, timer.Fire);
    }

    /// <summary>Cancels a timer; a tick of it that is under way is dropped.</summary>
    protected internal void CancelTimer(object timerKey)
    {
        if (_timers is not null && _timers.Remove(timerKey, out var timer)) timer.Cancel();
    }

    /// <summary>Whether a timer of this key is running.</summary>
    protected internal bool IsTimerActive(object timerKey) => _timers is not null && _timers.ContainsKey(timerKey);

    internal override void BeforePostStop()
    {
        if (_timers is null) return;
        foreach (var timer in _timers.Values) timer.Cancel();
        _timers = null;
    }

    private Timer Replace(object timerKey, bool repeats)
    {
        CancelTimer(timerKey);
        return (_timers ??= [])[timerKey] = new Timer(this, timerKey, repeats);
    }

    private sealed class Timer(TimerGraphStageLogic owner, object key, bool repeats)
    {
        private bool _cancelled;

        internal ICancelable? Task { get; set; }

        /// <summary>Called by the scheduler, on its own thread.</summary>
        internal void Fire() => owner.Post(static timer => timer.Run(), this);

        internal void Cancel()
        {
            _cancelled = true;
            Task?.Cancel();
        }

        private void Run()
        {
            if (_cancelled) return;
            if (!repeats) owner._timers!.Remove(key);
            owner.OnTimer(key);
        }
    }
}
