using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The default scheduler: one thread that sleeps until the next piece of work is due, and then runs it.</summary>
/// <remarks>
/// Work that is due at the same time runs in the order in which it was scheduled. The name is that of the configuration's default;
/// the work waits in a heap, not on a wheel, because a wheel wakes a hundred times a second also when there is nothing to do.
/// Work that was called off leaves the heap when it is due, or earlier when much of the heap is of that kind.
/// </remarks>
public class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private const int FirstSweep = 1024;

    private readonly PriorityQueue<Registration, (long Due, long Number)> _queue = new();
    private readonly object _gate = new();
    private readonly TimeSpan _shutdownTimeout;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private long _number;
    private int _sweepAt = FirstSweep;
    private bool _stopped;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : base(scheduler, log) =>
        _shutdownTimeout = scheduler.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(5));

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(0);

    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(0);

    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;

    /// <summary>Stops the thread; what is still waiting never runs.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Thread? thread;
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
            _queue.Clear();
            thread = _thread;
            Monitor.Pulse(_gate);
        }

        if (thread is not null && thread != Thread.CurrentThread && !_ended.Task.Wait(_shutdownTimeout))
        {
            Log.Warning("Failed to shutdown scheduler within {0}", _shutdownTimeout);
        }
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new Telling(receiver, message, sender), delay, TimeSpan.Zero, cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new Telling(receiver, message, sender), initialDelay, interval, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(action, delay, TimeSpan.Zero, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Add(action, delay, TimeSpan.Zero, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(action, initialDelay, interval, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(action, initialDelay, interval, cancelable);

    private void Add(object work, TimeSpan delay, TimeSpan interval, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true }) return;
        var registration = new Registration(work, ToTimestamp(interval), cancelable) { Due = Stopwatch.GetTimestamp() + ToTimestamp(delay) };
        (cancelable as Cancelable)?.Attach(registration);
        lock (_gate)
        {
            if (_stopped) throw new SchedulerException("cannot enqueue after timer shutdown");
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "scheduler" };
                _thread.Start();
            }

            Enqueue(registration);
            if (ReferenceEquals(_queue.Peek(), registration)) Monitor.Pulse(_gate);
        }
    }

    private void Enqueue(Registration registration)
    {
        if (_queue.Count >= _sweepAt) Sweep();
        _queue.Enqueue(registration, (registration.Due, _number++));
    }

    private void Sweep()
    {
        var live = _queue.UnorderedItems.Where(item => !item.Element.IsCancelled).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(live);
        _sweepAt = Math.Max(FirstSweep, _queue.Count * 2);
    }

    private void Run()
    {
        while (Next() is { } due)
        {
            try
            {
                due.Run();
            }
            catch (Exception exception)
            {
                // One bad action must not end everybody's time; a repeated one that fails is not repeated.
                due.Interval = 0;
                Log.Error(exception, "Scheduled work failed: {0}", exception.Message);
            }

            if (due.Interval == 0 || due.IsCancelled)
            {
                due.LetGo();
                continue;
            }

            lock (_gate)
            {
                if (_stopped) break;
                due.Due += due.Interval;
                Enqueue(due);
            }
        }

        _ended.TrySetResult();
    }

    /// <summary>Waits for the next due piece of work; null when the scheduler stops.</summary>
    private Registration? Next()
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                if (!_queue.TryPeek(out var first, out var priority))
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                if (first.IsCancelled)
                {
                    _queue.Dequeue();
                    continue;
                }

                var left = priority.Due - Stopwatch.GetTimestamp();
                if (left <= 0) return _queue.Dequeue();

                var milliseconds = Math.Min(int.MaxValue, (left * 1000 + Stopwatch.Frequency - 1) / Stopwatch.Frequency);
                Monitor.Wait(_gate, (int)milliseconds);
            }

            return null;
        }
    }

    // Saturates: a delay of centuries is "never", not an overflow.
    private static long ToTimestamp(TimeSpan time) => (long)Math.Min(long.MaxValue / 4, time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Work in the queue. Its place stays there until it is due, but what was called off is let go at once: it may hold a whole closed connection.</summary>
    /// <param name="work">An <see cref="Action"/>, an <see cref="IRunnable"/> or a <see cref="Telling"/>.</param>
    /// <param name="interval">In stopwatch ticks; 0 for once.</param>
    /// <param name="cancelable">Calls it off.</param>
    private sealed class Registration(object work, long interval, ICancelable? cancelable) : Cancelable.IWork
    {
        private object? _work = work;

        public long Due { get; set; }

        public long Interval { get; set; } = interval;

        public bool IsCancelled => cancelable is { IsCancellationRequested: true };

        public void LetGo() => Volatile.Write(ref _work, null);

        public void Run()
        {
            switch (Volatile.Read(ref _work))
            {
                case Telling telling:
                    telling.Receiver.Tell(telling.Message, telling.Sender);
                    break;
                case Action action:
                    action();
                    break;
                case IRunnable runnable:
                    runnable.Run();
                    break;
            }
        }
    }

    private sealed record Telling(ICanTell Receiver, object Message, IActorRef? Sender);
}
