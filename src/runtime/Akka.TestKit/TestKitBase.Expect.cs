using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which must be a <typeparamref name="T"/>.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, null, cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="message"/>.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => AssertEqual(message, actual, hint), cancellationToken);

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> that fits.</summary>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => AssertFits(isMessage(actual), actual, hint), cancellationToken);

    /// <summary>Takes the next message, a <typeparamref name="T"/>, and runs assertions on it.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => assert(actual), cancellationToken);

    /// <summary>Takes the next message, which must be a <typeparamref name="T"/> that fits together with its sender.</summary>
    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, sender) => AssertFits(isMessageAndSender(actual, sender), actual, hint), cancellationToken);

    /// <summary>Takes the next message, a <typeparamref name="T"/>, and runs assertions on it and its sender.</summary>
    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, assertMessageAndSender, cancellationToken);

    /// <summary>Takes the next message, which must equal <paramref name="expected"/> by <paramref name="comparer"/>.</summary>
    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (actual, _) => _assertions.AssertEqual(expected, actual, comparer, "{0}", hint ?? ""), cancellationToken);

    /// <summary>Takes the next message, which must be the <see cref="Terminated"/> of <paramref name="target"/>.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<Terminated>(timeout, hint, (terminated, _) => AssertFits(target.Equals(terminated.ActorRef), terminated, hint ?? $"Terminated of {target}"), cancellationToken);

    /// <summary>Nothing may arrive for <c>akka.test.expect-no-message-default</c>, or for the rest of a <c>Within</c> block.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNone(NoMsgDefault(), cancellationToken);

    /// <summary>Nothing may arrive for <paramref name="duration"/> (dilated).</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) => ExpectNone(Dilated(duration), cancellationToken);

    /// <summary>Nothing may arrive for <paramref name="milliseconds"/> (dilated).</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Takes the next message, which must equal one of <paramref name="messages"/>.</summary>
    public T ExpectMsgAnyOf<T>(params T[] messages) => ExpectAnyOf(RemainingOrDefault, messages, default);

    /// <summary>Takes the next message, which must equal one of <paramref name="messages"/>.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAnyOf(RemainingOrDefault, [.. messages], cancellationToken);

    /// <summary>Takes the next message, within <paramref name="max"/>, which must equal one of <paramref name="messages"/>.</summary>
    public T ExpectMsgAnyOf<T>(TimeSpan max, IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAnyOf(Dilated(max), [.. messages], cancellationToken);

    /// <summary>Takes as many messages as are given, which must be those, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectAllOf(RemainingOrDefault, messages, default);

    /// <summary>Takes as many messages as are given, which must be those, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAllOf(RemainingOrDefault, messages, cancellationToken);

    /// <summary>Takes as many messages as are given, within <paramref name="max"/>, which must be those, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAllOf(Dilated(max), messages, cancellationToken);

    private TimeSpan NoMsgDefault() => RemainingOr(Dilated(TestKitSettings.ExpectNoMessageDefault));

    private T Expect<T>(TimeSpan? timeout, string? hint, Action<T, IActorRef>? check, CancellationToken cancellationToken)
    {
        var patience = RemainingOrDilated(timeout);
        return Checked(Took(_queue.Take(patience, cancellationToken)), patience, hint, check);
    }

    private async ValueTask<T> ExpectAsync<T>(TimeSpan? timeout, string? hint, Action<T, IActorRef>? check, CancellationToken cancellationToken)
    {
        var patience = RemainingOrDilated(timeout);
        return Checked(Took(await _queue.TakeAsync(patience, cancellationToken).ConfigureAwait(false)), patience, hint, check);
    }

    private T Checked<T>(MessageEnvelope envelope, TimeSpan patience, string? hint, Action<T, IActorRef>? check)
    {
        if (envelope is NullMessageEnvelope)
        {
            Fail($"Failed: Timeout {patience} while waiting for a message of type {typeof(T)}{Hint(hint)}");
        }

        if (envelope.Message is not T message)
        {
            Fail($"Failed: Expected a message of type {typeof(T)}, but received {{{envelope.Message}}} (type {envelope.Message!.GetType()}) from {envelope.Sender}{Hint(hint)}");
            return default;
        }

        check?.Invoke(message, envelope.Sender!);
        return message;
    }

    private void AssertEqual<T>(T expected, T actual, string? hint) => _assertions.AssertEqual(expected, actual, "{0}", hint ?? "");

    private void AssertFits(bool fits, object? actual, string? hint)
    {
        if (!fits)
        {
            Fail($"Failed: Expected a message that matches the predicate{Hint(hint)}, but received {{{actual}}} (type {actual?.GetType()}) from {LastSender}");
        }
    }

    private void ExpectNone(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (Took(_queue.Take(duration, cancellationToken)) is RealMessageEnvelope unexpected)
        {
            Fail($"Failed: Expected no messages during {duration}, instead received {unexpected}");
        }

        _lastWasNoMsg = true;
    }

    private async ValueTask ExpectNoneAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (Took(await _queue.TakeAsync(duration, cancellationToken).ConfigureAwait(false)) is RealMessageEnvelope unexpected)
        {
            Fail($"Failed: Expected no messages during {duration}, instead received {unexpected}");
        }

        _lastWasNoMsg = true;
    }

    private T ExpectAnyOf<T>(TimeSpan patience, IReadOnlyCollection<T> messages, CancellationToken cancellationToken) =>
        AnyOf(Took(_queue.Take(patience, cancellationToken)), patience, messages);

    private T AnyOf<T>(MessageEnvelope envelope, TimeSpan patience, IReadOnlyCollection<T> messages)
    {
        if (envelope.Message is T message && messages.Contains(message))
        {
            return message;
        }

        Fail(envelope is NullMessageEnvelope
            ? $"Failed: Timeout {patience} while waiting for any of {string.Join(", ", messages)}"
            : $"Failed: Expected any of {string.Join(", ", messages)}, but received {envelope}");
        return default;
    }

    private List<T> ExpectAllOf<T>(TimeSpan patience, IReadOnlyCollection<T> messages, CancellationToken cancellationToken) =>
        AllOf(TakeN(messages.Count, patience, cancellationToken), messages);

    private List<T> AllOf<T>(List<object> received, IReadOnlyCollection<T> expected)
    {
        var missing = expected.ToList();
        var unexpected = new List<object>();
        var result = new List<T>();
        foreach (var message in received)
        {
            var at = message is T typed ? missing.IndexOf(typed) : -1;
            if (at < 0)
            {
                unexpected.Add(message);
                continue;
            }

            result.Add((T)message);
            missing.RemoveAt(at);
        }

        if (missing.Count > 0 || unexpected.Count > 0)
        {
            Fail($"Failed: not found {{{string.Join(", ", missing)}}}, found unexpected {{{string.Join(", ", unexpected)}}}");
        }

        return result;
    }
}
