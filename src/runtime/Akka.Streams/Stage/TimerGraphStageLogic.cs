using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Streams.Stage;

/// <summary>A logic with timers, told apart by key. Timers end with the stage.</summary>
public abstract class TimerGraphStageLogic : GraphStageLogic
{
    /// <summary>A stage has one timer or a few: a list is smaller than a table and as fast.</summary>
    private Timer? _timers;

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
        Interpreter.Materializer.System.Scheduler.Advanced.ScheduleRepeatedly(initialDelay, interval, timer, timer);
    }

    /// <summary>Calls <see cref="OnTimer"/> once, after <paramref name="delay"/>; replaces a timer of the same key.</summary>
    protected internal void ScheduleOnce(object timerKey, TimeSpan delay)
    {
        var timer = Replace(timerKey, repeats: false);
        Interpreter.Materializer.System.Scheduler.Advanced.ScheduleOnce(delay, timer, timer);
    }

    /// <summary>Cancels a timer; a tick of it that is under way is dropped.</summary>
    protected internal void CancelTimer(object timerKey)
    {
        Find(timerKey)?.Cancel();
    }

    /// <summary>Whether a timer of this key is running.</summary>
    protected internal bool IsTimerActive(object timerKey) => Find(timerKey) is not null;

    internal override void BeforePostStop()
    {
        while (_timers is { } timer) timer.Cancel();
    }

    private Timer? Find(object timerKey)
    {
        for (var timer = _timers; timer is not null; timer = timer.Next)
            if (timer.Key.Equals(timerKey)) return timer;
        return null;
    }

    private Timer Replace(object timerKey, bool repeats)
    {
        CancelTimer(timerKey);
        return _timers = new Timer(this, timerKey, repeats) { Next = _timers };
    }

    private void Remove(Timer timer)
    {
        if (_timers == timer)
        {
            _timers = timer.Next;
            return;
        }

        for (var before = _timers; before is not null; before = before.Next)
        {
            if (before.Next != timer) continue;
            before.Next = timer.Next;
            return;
        }
    }

    /// <summary>A timer is its own work and its own cancellation for the scheduler.</summary>
    private sealed class Timer(TimerGraphStageLogic owner, object key, bool repeats) : IRunnable, ICancelable
    {
        private volatile bool _ended;

        internal object Key => key;

        internal Timer? Next { get; set; }

        public bool IsCancellationRequested => _ended;

        public CancellationToken Token => new(_ended);

        /// <summary>Called by the scheduler, on its own thread.</summary>
        public void Run() => owner.Post(static timer => timer.Elapsed(), this);

        void IThreadPoolWorkItem.Execute() => Run();

        public void Cancel()
        {
            if (_ended) return;
            _ended = true;
            owner.Remove(this);
        }

        void ICancelable.Cancel(bool throwOnFirstException) => Cancel();

        void ICancelable.CancelAfter(TimeSpan delay) => throw new NotSupportedException();

        void ICancelable.CancelAfter(int millisecondsDelay) => throw new NotSupportedException();

        private void Elapsed()
        {
            if (_ended) return;
            if (!repeats) Cancel();
            owner.OnTimer(key);
        }
    }
}
