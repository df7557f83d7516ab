using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Tasks that begin later.</summary>
public static class FutureTimeoutSupport
{
    /// <summary>Begins a task after a time of the scheduler; ends as it does.</summary>
    public static async Task<T> After<T>(TimeSpan timeout, IScheduler scheduler, Func<Task<T>> value)
    {
        if (timeout > TimeSpan.Zero)
        {
            var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            scheduler.Advanced.ScheduleOnce(timeout, () => due.TrySetResult());
            await due.Task;
        }

        return await value();
    }
}
