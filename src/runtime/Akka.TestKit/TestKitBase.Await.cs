namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultPollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <paramref name="assertion"/> again and again, until it does not throw or the time is over; then its last exception is thrown.</summary>
    /// <param name="assertion">Throws while the expected state is not reached.</param>
    /// <param name="duration">For how long (dilated); by default what <c>Within</c> or the default leaves.</param>
    /// <param name="interval">How often; by default every 100 ms.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Now < stop)
            {
                Pause(Shorter(interval, stop), cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        return AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            },
            duration,
            interval,
            cancellationToken);
    }

    /// <inheritdoc cref="AwaitAssert"/>
    public async Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                // The caller's context is kept: the assertion may tell, and then the test actor is the sender.
                await assertion();
                return;
            }
            catch (Exception) when (Now < stop)
            {
                await Task.Delay(Shorter(interval, stop), cancellationToken);
            }
        }
    }

    /// <summary>Asks again and again until the condition holds; fails when the time is over.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        var patience = RemainingOrDilated(max);
        var stop = Now + patience;
        while (!conditionIsFulfilled())
        {
            if (Now >= stop)
            {
                Fail($"Timeout {patience} expired: {message ?? "the condition did not become true"}");
            }

            Pause(Shorter(interval, stop), cancellationToken);
        }
    }

    /// <summary>Asks again and again until the condition holds; false when the time is over.</summary>
    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        var stop = Now + Dilated(max);
        while (!conditionIsFulfilled())
        {
            if (Now >= stop)
            {
                return false;
            }

            Pause(Shorter(interval, stop), cancellationToken);
        }

        return true;
    }

    /// <inheritdoc cref="AwaitConditionNoThrow(Func{bool}, TimeSpan, TimeSpan?, CancellationToken)"/>
    public async Task<bool> AwaitConditionNoThrowAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        var stop = Now + Dilated(max);
        while (!await conditionIsFulfilled())
        {
            if (Now >= stop)
            {
                return false;
            }

            await Task.Delay(Shorter(interval, stop), cancellationToken);
        }

        return true;
    }

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max = null, TimeSpan? interval = null, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public async Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max = null, TimeSpan? interval = null, string? message = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        var patience = RemainingOrDilated(max);
        var stop = Now + patience;
        while (!await conditionIsFulfilled())
        {
            if (Now >= stop)
            {
                Fail($"Timeout {patience} expired: {message ?? "the condition did not become true"}");
            }

            await Task.Delay(Shorter(interval, stop), cancellationToken);
        }
    }

    /// <inheritdoc cref="AwaitCondition(Func{bool}, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    private static void Pause(TimeSpan time, CancellationToken cancellationToken)
    {
        if (cancellationToken.WaitHandle.WaitOne(time))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TimeSpan Shorter(TimeSpan? interval, TimeSpan stop)
    {
        var left = Positive(stop - Now);
        var wanted = interval ?? DefaultPollInterval;
        return wanted < left ? wanted : left;
    }
}
