using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, or null when none comes in time.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <inheritdoc cref="ReceiveOne"/>
    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await NextAsync(max, cancellationToken).ConfigureAwait(false)).Message;

    /// <summary>Takes the next message with its sender, if one comes in time. A negative time waits for ever.</summary>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        envelope = Next(max, cancellationToken);
        return envelope is not NullMessageEnvelope;
    }

    /// <inheritdoc cref="TryReceiveOne"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var envelope = await NextAsync(max, cancellationToken).ConfigureAwait(false);
        return (envelope is not NullMessageEnvelope, envelope);
    }

    /// <summary>Looks at the next message without taking it, or gives null when none comes in time.</summary>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _queue.Peek(Patience(max), cancellationToken)?.Message;

    /// <inheritdoc cref="PeekOne(TimeSpan?, CancellationToken)"/>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await _queue.PeekAsync(Patience(max), cancellationToken).ConfigureAwait(false))?.Message;

    /// <summary>Looks at the next message without taking it.</summary>
    public bool TryPeekOne([NotNullWhen(true)] out MessageEnvelope? envelope, TimeSpan? max, CancellationToken cancellationToken = default)
    {
        envelope = _queue.Peek(Patience(max), cancellationToken);
        return envelope is not null;
    }

    /// <summary>Takes <paramref name="numberOfMessages"/> messages, all within what <c>Within</c> or the default leaves.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        TakeN(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes <paramref name="numberOfMessages"/> messages, all within <paramref name="max"/>.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        TakeN(numberOfMessages, Dilated(max), cancellationToken);

    /// <inheritdoc cref="ReceiveN(int, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        TakeNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ReceiveN(int, TimeSpan, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        TakeNAsync(numberOfMessages, Dilated(max), cancellationToken);

    /// <summary>Takes messages as long as <paramref name="filter"/> gives something for them; the first other one stays.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <summary>Takes messages as long as <paramref name="filter"/> gives something for them; the first other one stays.</summary>
    /// <param name="max">For how long altogether.</param>
    /// <param name="idle">The longest gap between two messages.</param>
    /// <param name="filter">Null for the message that ends the series.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public IReadOnlyList<T> ReceiveWhile<T>(Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class
    {
        var stop = Now + RemainingOrDilated(max);
        var taken = new List<T>();
        while (taken.Count < msgs && _queue.Peek(NextGap(stop, idle), cancellationToken) is { } next && filter(next.Message!) is { } item)
        {
            _last = _queue.Take(TimeSpan.Zero, cancellationToken)!;
            taken.Add(item);
        }

        _lastWasNoMsg = true;
        return taken;
    }

    /// <summary>Takes messages of type <typeparamref name="T"/> as long as <paramref name="shouldContinue"/> says so; the first other one stays.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        var taken = new List<T>();
        while (taken.Count < msgs && _queue.Peek(NextGap(stop, idle), cancellationToken) is { } next)
        {
            if (next.Message is T item ? !shouldContinue(item) : !shouldIgnoreOtherMessageTypes)
            {
                break;
            }

            _last = _queue.Take(TimeSpan.Zero, cancellationToken)!;
            if (next.Message is T typed)
            {
                taken.Add(typed);
            }
        }

        _lastWasNoMsg = true;
        return taken;
    }

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        var stop = Now + RemainingOrDilated(max);
        for (var count = 0; count < msgs; count++)
        {
            if (await _queue.PeekAsync(NextGap(stop, idle), cancellationToken).ConfigureAwait(false) is not { } next || filter(next.Message!) is not { } item)
            {
                break;
            }

            _last = (await _queue.TakeAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))!;
            yield return item;
        }

        _lastWasNoMsg = true;
    }

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        for (var count = 0; count < msgs;)
        {
            if (await _queue.PeekAsync(NextGap(stop, idle), cancellationToken).ConfigureAwait(false) is not { } next
                || (next.Message is T item ? !shouldContinue(item) : !shouldIgnoreOtherMessageTypes))
            {
                break;
            }

            _last = (await _queue.TakeAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))!;
            if (next.Message is T typed)
            {
                count++;
                yield return typed;
            }
        }

        _lastWasNoMsg = true;
    }

    /// <summary>Takes messages until one fits, which is returned.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one fits, which is returned.</summary>
    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one is of type <typeparamref name="T"/>, which is returned.</summary>
    public T FishForMessage<T>(TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<T>(static _ => true, max, hint, cancellationToken);

    /// <summary>Takes messages until one is of type <typeparamref name="T"/> and fits, which is returned.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, [], max, hint, cancellationToken);

    /// <summary>Takes messages until one is of type <typeparamref name="T"/> and fits; the others are added to <paramref name="allMessages"/>.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, List<object> allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(allMessages);
        var patience = RemainingOrDilated(max);
        var stop = Now + patience;
        while (NextBefore(stop, patience, cancellationToken) is RealMessageEnvelope next)
        {
            if (next.Message is T typed && isMessage(typed))
            {
                return typed;
            }

            allMessages.Add(next.Message);
        }

        Fail($"Timeout ({patience}) during fishForMessage of type {typeof(T)}{Hint(hint)}");
        return default;
    }

    /// <inheritdoc cref="FishForMessage{T}(TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<T>(static _ => true, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, [], max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, List{object}, TimeSpan?, string, CancellationToken)"/>
    public async ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, List<object> allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(allMessages);
        var patience = RemainingOrDilated(max);
        var stop = Now + patience;
        while (await NextBeforeAsync(stop, patience, cancellationToken).ConfigureAwait(false) is RealMessageEnvelope next)
        {
            if (next.Message is T typed && isMessage(typed))
            {
                return typed;
            }

            allMessages.Add(next.Message);
        }

        Fail($"Timeout ({patience}) during fishForMessage of type {typeof(T)}{Hint(hint)}");
        return default;
    }

    /// <summary>Takes messages until one is of type <typeparamref name="T"/> and drops them all.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await FishForMessageAsync<T>(max, "", cancellationToken).ConfigureAwait(false);

    private static string Hint(string? hint) => string.IsNullOrEmpty(hint) ? "" : $", hint: {hint}";

    private static TimeSpan NextGap(TimeSpan stop, TimeSpan? idle)
    {
        var left = Positive(stop - Now);
        return idle is { } gap && gap != Timeout.InfiniteTimeSpan && gap < left ? gap : left;
    }

    private TimeSpan Patience(TimeSpan? max) => max is { } given
        ? given < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : Dilated(given)
        : RemainingOrDefault;

    /// <summary>Takes the next message; <paramref name="max"/> is not yet dilated.</summary>
    private MessageEnvelope Next(TimeSpan? max, CancellationToken cancellationToken) =>
        Took(_queue.Take(Patience(max), cancellationToken));

    private async ValueTask<MessageEnvelope> NextAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        Took(await _queue.TakeAsync(Patience(max), cancellationToken).ConfigureAwait(false));

    /// <summary>Takes the next message, at the latest at <paramref name="stop"/> unless the patience is infinite.</summary>
    private MessageEnvelope NextBefore(TimeSpan stop, TimeSpan patience, CancellationToken cancellationToken) =>
        Took(_queue.Take(patience < TimeSpan.Zero ? patience : Positive(stop - Now), cancellationToken));

    private async ValueTask<MessageEnvelope> NextBeforeAsync(TimeSpan stop, TimeSpan patience, CancellationToken cancellationToken) =>
        Took(await _queue.TakeAsync(patience < TimeSpan.Zero ? patience : Positive(stop - Now), cancellationToken).ConfigureAwait(false));

    private MessageEnvelope Took(MessageEnvelope? envelope)
    {
        _lastWasNoMsg = false;
        return _last = envelope ?? NullMessageEnvelope.Instance;
    }

    private List<object> TakeN(int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        var stop = Now + patience;
        var taken = new List<object>(Math.Min(count, 1024));
        while (taken.Count < count)
        {
            var next = NextBefore(stop, patience, cancellationToken);
            if (next is NullMessageEnvelope)
            {
                Fail($"Timeout ({patience}) while expecting {count} messages, got only {taken.Count}: {string.Join(", ", taken)}");
            }

            taken.Add(next.Message!);
        }

        return taken;
    }

    private async IAsyncEnumerable<object> TakeNAsync(int count, TimeSpan patience, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stop = Now + patience;
        for (var taken = 0; taken < count; taken++)
        {
            var next = await NextBeforeAsync(stop, patience, cancellationToken).ConfigureAwait(false);
            if (next is NullMessageEnvelope)
            {
                Fail($"Timeout ({patience}) while expecting {count} messages, got only {taken}");
            }

            yield return next.Message!;
        }
    }
}
