using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time stands still until the test advances it. What is due then runs on the test's thread, in the order of its time.</summary>
/// <remarks>Chosen by <c>akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"</c>; the test gets it as <c>(TestScheduler)Sys.Scheduler</c>.</remarks>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Item, (long DueTicks, long Order)> _items = new();
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private TimeSpan _elapsed;
    private long _order;

    /// <summary>Called by the runtime.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
    }

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The start of the system plus what the test advanced.</summary>
    public DateTimeOffset Now => _start + Elapsed;

    /// <inheritdoc/>
    public TimeSpan MonotonicClock => Elapsed;

    /// <inheritdoc/>
    public TimeSpan HighResMonotonicClock => Elapsed;

    private TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>Moves time on. What falls due runs before this returns, each at its own time.</summary>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        TimeSpan target;
        lock (_lock)
        {
            target = _elapsed + offset;
        }

        while (TakeDue(target) is { } item)
        {
            item.Run();
        }

        lock (_lock)
        {
            _elapsed = target;
        }
    }

    /// <summary>Moves time to <paramref name="when"/>.</summary>
    public void AdvanceTo(DateTimeOffset when)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(when, Now);
        Advance(when - Now);
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) => ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, null, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) => Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) => Add(delay, null, action.Run, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(interval));
        }

        lock (_lock)
        {
            Enqueue(new Item(_elapsed + delay, interval, action, cancelable));
        }
    }

    private void Enqueue(Item item) => _items.Enqueue(item, (item.Due.Ticks, _order++));

    private Item? TakeDue(TimeSpan target)
    {
        lock (_lock)
        {
            while (_items.TryPeek(out var item, out _) && item.Due <= target)
            {
                _items.Dequeue();
                if (item.Cancelable?.IsCancellationRequested == true)
                {
                    continue;
                }

                _elapsed = item.Due > _elapsed ? item.Due : _elapsed;
                if (item.Interval is { } interval)
                {
                    Enqueue(item with { Due = item.Due + interval });
                }

                return item;
            }

            return null;
        }
    }

    private sealed record Item(TimeSpan Due, TimeSpan? Interval, Action Action, ICancelable? Cancelable)
    {
        public void Run() => Action();
    }
}
