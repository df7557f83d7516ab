using Akka.Actor;
using Akka.Util;

namespace Akka.Pattern;

/// <summary>Calls again what failed.</summary>
public static class RetrySupport
{
    /// <summary>Up to <paramref name="attempts"/> further tries, one after the other, without a pause.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) => Retry(attempt, attempts, static _ => Option<TimeSpan>.None, null);

    /// <summary>With a pause that doubles from the minimum to the maximum, longer by up to <paramref name="randomFactor"/> at random.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan minBackoff, TimeSpan maxBackoff, int randomFactor, IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        if (minBackoff <= TimeSpan.Zero) throw new ArgumentException("Parameter minBackoff must be > 0", nameof(minBackoff));
        if (maxBackoff < minBackoff) throw new ArgumentException("Parameter maxBackoff must be >= minBackoff", nameof(maxBackoff));
        if (randomFactor is < 0 or > 1) throw new ArgumentException("RandomFactor must be between 0.0 and 1.0", nameof(randomFactor));
        return Retry(attempt, attempts, tried => Option<TimeSpan>.Create(BackoffSupervisor.CalculateDelay(tried - 1, minBackoff, maxBackoff, randomFactor)), scheduler);
    }

    /// <summary>With the same pause each time.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, TimeSpan delay, IScheduler scheduler) => Retry(attempt, attempts, _ => Option<TimeSpan>.Create(delay), scheduler);

    /// <summary>With a pause of the caller's choice after each attempt (from 1); none means no pause.</summary>
    public static async Task<T> Retry<T>(Func<Task<T>> attempt, int attempts, Func<int, Option<TimeSpan>> delayFunction, IScheduler? scheduler)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentOutOfRangeException.ThrowIfNegative(attempts);
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception) when (tried <= attempts)
            {
                // The last failure reaches the caller; the earlier ones are what this is for.
            }

            if (delayFunction(tried) is not { HasValue: true, Value: var delay } || delay <= TimeSpan.Zero || scheduler is null) continue;

            var pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            scheduler.Advanced.ScheduleOnce(delay, () => pause.TrySetResult());
            await pause.Task.ConfigureAwait(false);
        }
    }
}
