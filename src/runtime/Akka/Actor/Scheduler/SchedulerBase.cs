using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Base of schedulers: checks arguments and turns both faces into one set of methods.</summary>
public abstract class SchedulerBase : IScheduler, IAdvancedScheduler
{
    protected readonly Config SchedulerConfig;
    protected readonly ILoggingAdapter Log;

    protected SchedulerBase(Config scheduler, ILoggingAdapter log)
    {
        SchedulerConfig = scheduler;
        Log = log;
    }

    public IAdvancedScheduler Advanced => this;

    DateTimeOffset ITimeProvider.Now => TimeNow;

    public abstract TimeSpan MonotonicClock { get; }

    public abstract TimeSpan HighResMonotonicClock { get; }

    protected abstract DateTimeOffset TimeNow { get; }

    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        InternalScheduleTellOnce(Delay(delay), receiver, message, sender, null);

    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        InternalScheduleTellOnce(Delay(delay), receiver, message, sender, cancelable);

    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        InternalScheduleTellRepeatedly(Delay(initialDelay), Interval(interval), receiver, message, sender, null);

    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        InternalScheduleTellRepeatedly(Delay(initialDelay), Interval(interval), receiver, message, sender, cancelable);

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => InternalScheduleOnce(Delay(delay), action, cancelable);

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action) => InternalScheduleOnce(Delay(delay), action, null);

    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        InternalScheduleRepeatedly(Delay(initialDelay), Interval(interval), action, cancelable);

    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        InternalScheduleRepeatedly(Delay(initialDelay), Interval(interval), action, null);

    void IRunnableScheduler.ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) => InternalScheduleOnce(Delay(delay), action, cancelable);

    void IRunnableScheduler.ScheduleOnce(TimeSpan delay, IRunnable action) => InternalScheduleOnce(Delay(delay), action, null);

    void IRunnableScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        InternalScheduleRepeatedly(Delay(initialDelay), Interval(interval), action, cancelable);

    void IRunnableScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        InternalScheduleRepeatedly(Delay(initialDelay), Interval(interval), action, null);

    protected abstract void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    protected abstract void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    protected abstract void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    protected abstract void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable);

    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);

    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable);

    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    protected static void ValidateInterval(TimeSpan interval, string parameterName)
    {
        if (interval <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(parameterName, $"Interval must be >0. It was {interval}");
    }

    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    protected static void ValidateDelay(TimeSpan delay, string parameterName)
    {
        if (delay < TimeSpan.Zero) throw new ArgumentOutOfRangeException(parameterName, $"Delay must be >=0. It was {delay}");
    }

    private static TimeSpan Delay(TimeSpan delay)
    {
        ValidateDelay(delay, nameof(delay));
        return delay;
    }

    private static TimeSpan Interval(TimeSpan interval)
    {
        ValidateInterval(interval, nameof(interval));
        return interval;
    }
}
