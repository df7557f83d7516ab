namespace Akka.Actor;

/// <summary>Asking: a message whose first answer completes a task.</summary>
public static class Futures
{
    /// <summary>Sends <paramref name="message"/> with a temporary actor as sender.</summary>
    /// <param name="timeout">Null = akka.actor.ask-timeout, infinite by default.</param>
    /// <returns>
    /// The answer; faults with <see cref="AskTimeoutException"/>, with the cause of a <see cref="Status.Failure"/>, or with
    /// ArgumentException when the answer is no <typeparamref name="T"/>.
    /// </returns>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(_ => message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(_ => message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(_ => message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(_ => message, timeout, cancellationToken);

    public static Task<object> Ask(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(messageFactory, timeout, cancellationToken);

    /// <param name="messageFactory">Gets the temporary actor, for messages that carry their reply address.</param>
    public static async Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageFactory);
        if (cancellationToken.IsCancellationRequested) return await Task.FromCanceled<T>(cancellationToken).ConfigureAwait(false);
        var provider = ProviderOf(self)
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));

        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = provider.CreateFutureRef(result);
        var limit = timeout ?? provider.Settings.AskTimeout;

        CancellationTokenSource? clock = null;
        CancellationTokenRegistration onTimeout = default;
        CancellationTokenRegistration onCancel = default;
        try
        {
            if (limit != Timeout.InfiniteTimeSpan && limit > TimeSpan.Zero)
            {
                clock = new CancellationTokenSource(limit);
                onTimeout = clock.Token.Register(() => result.TrySetException(new AskTimeoutException($"Timeout after {limit} seconds")));
            }
            else if (limit != Timeout.InfiniteTimeSpan)
            {
                result.TrySetException(new AskTimeoutException($"Timeout after {limit} seconds"));
            }
            if (cancellationToken.CanBeCanceled) onCancel = cancellationToken.Register(() => result.TrySetCanceled(cancellationToken));

            self.Tell(messageFactory(answer), answer);
            return await result.Task.ConfigureAwait(false);
        }
        finally
        {
            answer.Stop();
            await onTimeout.DisposeAsync().ConfigureAwait(false);
            await onCancel.DisposeAsync().ConfigureAwait(false);
            clock?.Dispose();
        }
    }

    internal static IActorRefProvider? ProviderOf(ICanTell target) => target switch
    {
        ActorSelection selection => ProviderOf(selection.Anchor),
        IInternalActorRef reference => reference.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };
}
