using Akka.Actor;

namespace Akka.Streams.Dsl;

/// <summary>The question that a stream asks an actor for each of its elements.</summary>
internal static class StreamAsk
{
    /// <summary>The answer, also where it comes wrapped as <see cref="Status.Success"/>.</summary>
    /// <exception cref="ArgumentException">The answer is of another type.</exception>
    internal static async Task<T> One<T>(IActorRef actor, object message, TimeSpan timeout)
    {
        var answer = await actor.Ask<object>(message, timeout).ConfigureAwait(false);
        return answer switch
        {
            T value => value,
            Status.Success { Status: T value } => value,
            Status.Failure failure => throw failure.Cause ?? new TaskCanceledException("The actor answered with a failure that has no cause."),
            _ => throw new ArgumentException($"Received message of type [{answer?.GetType()}] - Ask expected message of type [{typeof(T)}]"),
        };
    }
}
