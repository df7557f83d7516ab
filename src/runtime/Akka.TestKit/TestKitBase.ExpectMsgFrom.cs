using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, (_, actualSender) => AssertSender(sender, actualSender, hint), cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="message"/> and come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, actualSender) => { AssertSender(sender, actualSender, hint); AssertEqual(message, actual, hint); }, cancellationToken);

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> that fits and comes from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, actualSender) => { AssertSender(sender, actualSender, hint); AssertFits(isMessage(actual), actual, hint); }, cancellationToken);

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/>; message and sender must fit.</summary>
    public T ExpectMsgFrom<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, actualSender) => { AssertFits(isSender(actualSender), actual, hint); AssertFits(isMessage(actual), actual, hint); }, cancellationToken);

    /// <summary>Takes the next message, a <typeparamref name="T"/> from <paramref name="sender"/>, and runs assertions on it.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, actualSender) => { AssertSender(sender, actualSender, hint); assertMessage(actual); }, cancellationToken);

    /// <summary>Takes the next message, a <typeparamref name="T"/>, and runs assertions on its sender and on it.</summary>
    public T ExpectMsgFrom<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, actualSender) => { assertSender(actualSender); assertMessage(actual); }, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, hint, (_, actualSender) => AssertSender(sender, actualSender, hint), cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, T, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (actual, actualSender) => { AssertSender(sender, actualSender, hint); AssertEqual(message, actual, hint); }, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Predicate{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (actual, actualSender) => { AssertSender(sender, actualSender, hint); AssertFits(isMessage(actual), actual, hint); }, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(Predicate{IActorRef}, Predicate{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (actual, actualSender) => { AssertFits(isSender(actualSender), actual, hint); AssertFits(isMessage(actual), actual, hint); }, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Action{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (actual, actualSender) => { AssertSender(sender, actualSender, hint); assertMessage(actual); }, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(Action{IActorRef}, Action{T}, TimeSpan?, string?, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (actual, actualSender) => { assertSender(actualSender); assertMessage(actual); }, cancellationToken);

    private void AssertSender(IActorRef expected, IActorRef? actual, string? hint)
    {
        if (!Equals(expected, actual))
        {
            Fail($"Failed: Expected a message from {expected}, but {LastMessage} came from {actual?.ToString() ?? "nobody"}{Hint(hint)}");
        }
    }
}
