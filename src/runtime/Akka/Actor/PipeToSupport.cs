namespace Akka.Actor;

/// <summary>Sends the outcome of a task to an actor as a message.</summary>
/// <remarks>A failure becomes <see cref="Status.Failure"/> unless mapped. Without a sender, it is the actor that calls.</remarks>
public static class PipeToSupport
{
    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, false, sender ?? ActorCell.GetCurrentSelfOrNoSender(), success, failure);

    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, useConfigureAwait, sender ?? ActorCell.GetCurrentSelfOrNoSender(), success, failure);

    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, false, sender ?? ActorCell.GetCurrentSelfOrNoSender(), success, failure);

    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        Pipe(taskToPipe, recipient, useConfigureAwait, sender ?? ActorCell.GetCurrentSelfOrNoSender(), success, failure);

    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    private static async Task Pipe<T>(Task<T> task, ICanTell recipient, bool useConfigureAwait, IActorRef sender, Func<T, object>? success, Func<Exception, object>? failure)
    {
        object message;
        try
        {
            var result = await task.ConfigureAwait(useConfigureAwait);
            message = success is null ? result! : success(result);
        }
        catch (Exception e)
        {
            message = failure is null ? new Status.Failure(e) : failure(e);
        }
        recipient.Tell(message, sender);
    }

    private static async Task Pipe(Task task, ICanTell recipient, bool useConfigureAwait, IActorRef sender, Func<object>? success, Func<Exception, object>? failure)
    {
        object? message = null;
        try
        {
            await task.ConfigureAwait(useConfigureAwait);
            if (success is not null) message = success();
        }
        catch (Exception e)
        {
            message = failure is null ? new Status.Failure(e) : failure(e);
        }
        if (message is not null) recipient.Tell(message, sender);
    }
}
