namespace Akka.TestKit.Extensions;

/// <summary>Waiting for tasks in tests, always with a limit.</summary>
public static class TaskExtensions
{
    /// <summary>Whether the task ends in time. A failure of the task is thrown.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        try
        {
            await parentTask.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!parentTask.IsCompleted)
        {
            return false;
        }
    }

    /// <summary>Fails with <see cref="TimeoutException"/> unless the task ends in time.</summary>
    public static async Task ShouldCompleteWithin(this Task task, TimeSpan timeout)
    {
        if (!await task.AwaitWithTimeout(timeout).ConfigureAwait(false))
        {
            throw new TimeoutException($"The task did not complete in {timeout}.");
        }
    }

    /// <summary>The result of the task; fails with <see cref="TimeoutException"/> unless it ends in time.</summary>
    public static async Task<T> ShouldCompleteWithin<T>(this Task<T> task, TimeSpan timeout)
    {
        await ((Task)task).ShouldCompleteWithin(timeout).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Fails unless the task ends in time with that result.</summary>
    public static async Task ShouldCompleteWithin<T>(this Task<T> task, T expected, TimeSpan timeout)
    {
        var actual = await task.ShouldCompleteWithin(timeout).ConfigureAwait(false);
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw new InvalidOperationException($"The task completed with {actual}, not with {expected}.");
        }
    }

    /// <summary>The exception of type <typeparamref name="T"/> with which the task must fail in time.</summary>
    public static async Task<T> ShouldThrowWithin<T>(this Task task, TimeSpan timeout)
        where T : Exception
    {
        try
        {
            await task.ShouldCompleteWithin(timeout).ConfigureAwait(false);
        }
        catch (T expected) when (task.IsCompleted)
        {
            return expected;
        }

        throw new InvalidOperationException($"The task completed without the expected {typeof(T).Name}.");
    }

    /// <summary>Fails unless the task fails in time with an exception of the type and text of <paramref name="expected"/>.</summary>
    public static async Task ShouldThrowWithin(this Task task, Exception expected, TimeSpan timeout)
    {
        try
        {
            await task.ShouldCompleteWithin(timeout).ConfigureAwait(false);
        }
        catch (Exception actual) when (task.IsCompleted && actual.GetType() == expected.GetType() && actual.Message == expected.Message)
        {
            return;
        }

        throw new InvalidOperationException($"The task completed without the expected {expected.GetType().Name}.");
    }
}
