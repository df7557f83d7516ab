namespace Akka.Streams.Util;

/// <summary>The end of a stream as a task that is only made when somebody asks for it.</summary>
internal struct LazyCompletion
{
    private static readonly object Succeeded = new();

    /// <summary>Null, then the source of a task or the end itself: <see cref="Succeeded"/> or an exception.</summary>
    private object? _state;

    /// <summary>From any thread.</summary>
    internal Task Task
    {
        get
        {
            while (true)
            {
                switch (Volatile.Read(ref _state))
                {
                    case TaskCompletionSource source:
                        return source.Task;
                    case Exception failure:
                        return Task.FromException(failure);
                    case null:
                        Interlocked.CompareExchange(ref _state, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
                        break;
                    default:
                        return Task.CompletedTask;
                }
            }
        }
    }

    /// <summary>Null = completed. The first end counts.</summary>
    internal void TryEnd(Exception? failure)
    {
        if (Interlocked.CompareExchange(ref _state, failure ?? Succeeded, null) is not TaskCompletionSource source) return;
        if (failure is null) source.TrySetResult();
        else source.TrySetException(failure);
    }
}
