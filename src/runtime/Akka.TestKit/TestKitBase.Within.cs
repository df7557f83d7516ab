namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Runs <paramref name="action"/>, which must end within <paramref name="max"/> (dilated); expectations inside share that time.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs <paramref name="action"/>, which must take at least <paramref name="min"/> and at most <paramref name="max"/> (dilated).</summary>
    public void Within(TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);
    }

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    public T Within<T>(TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        var block = EnterWithin(min, max);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = block.OuterEnd;
        }

        CheckWithin(block, min, hint, epsilonValue);
        return result;
    }

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync<object?>(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string?, TimeSpan?, CancellationToken)"/>
    public async Task<T> WithinAsync<T>(TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        var block = EnterWithin(min, max);
        T result;
        try
        {
            result = await function().WaitAsync(cancellationToken);
        }
        finally
        {
            _end = block.OuterEnd;
        }

        CheckWithin(block, min, hint, epsilonValue);
        return result;
    }

    private WithinBlock EnterWithin(TimeSpan min, TimeSpan max)
    {
        var start = Now;
        var allowed = Dilated(max);
        var left = _end is { } outer ? Positive(outer - start) : TimeSpan.MaxValue;
        _assertions.AssertTrue(left >= min, "{0}", $"Required min time {min} not possible, only {left} left");
        _lastWasNoMsg = false;
        var block = new WithinBlock(start, allowed < left ? allowed : left, _end);
        _end = block.Allowed == TimeSpan.MaxValue ? null : start + block.Allowed;
        return block;
    }

    private void CheckWithin(WithinBlock block, TimeSpan min, string? hint, TimeSpan? epsilon)
    {
        var elapsed = Now - block.Start;
        if (elapsed < min)
        {
            Fail($"Failed: Block took {elapsed}, should have at least been {min}{Hint(hint)}");
        }

        // An ExpectNoMsg at the end uses the block's time up to the last millisecond; that is no failure.
        if (!_lastWasNoMsg && elapsed > block.Allowed + (epsilon ?? TimeSpan.Zero))
        {
            Fail($"Failed: Block took {elapsed}, exceeding {block.Allowed}{Hint(hint)}");
        }
    }

    private readonly record struct WithinBlock(TimeSpan Start, TimeSpan Allowed, TimeSpan? OuterEnd);
}
