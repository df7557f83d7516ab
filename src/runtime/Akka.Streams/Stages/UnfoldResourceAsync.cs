using Akka.Streams.Supervision;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Elements read from a resource by tasks. The resource is closed exactly once for each time that it was opened.</summary>
internal sealed class UnfoldResourceAsyncLogic<T, TResource>(
    Func<Task<TResource>> create, Func<TResource, Task<Option<T>>> read, Func<TResource, Task<Done>> close, Attributes attributes) : SourceLogic<T>
{
    private readonly Decider _decider = attributes.Decider();
    private TResource _resource = default!;
    private bool _open;
    private bool _reading;

    public override void PreStart()
    {
        // The end waits for the resource to close.
        SetKeepGoing(true);
        Create();
    }

    public override void OnPull()
    {
        if (_open && !_reading) Read();
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        // While it is being opened or read, its arrival finds the outlet closed.
        if (_open && !_reading) CloseThen(CompleteStage);
    }

    public override void PostStop()
    {
        // Ended from outside: nobody waits for the result.
        if (_open) _ = Start(() => close(_resource));
    }

    private void Create() => Await(Start(create), resource =>
    {
        _resource = resource;
        _open = true;
        if (IsClosed(Out)) CloseThen(CompleteStage);
        else if (IsAvailable(Out)) Read();
    }, FailStage);

    private void Read()
    {
        _reading = true;
        Await(Start(() => read(_resource)), element =>
        {
            _reading = false;
            if (IsClosed(Out) || !element.HasValue) CloseThen(CompleteStage);
            else Push(Out, element.Value);
        }, Failed);
    }

    private void Failed(Exception e)
    {
        _reading = false;
        switch (_decider(e))
        {
            case Directive.Stop:
                CloseThen(() => FailStage(e));
                break;
            case Directive.Restart:
                CloseThen(Create);
                break;
            default:
                if (IsClosed(Out)) CloseThen(CompleteStage);
                else Read();
                break;
        }
    }

    private void CloseThen(Action andThen)
    {
        _open = false;
        Await(Start(() => close(_resource)), _ => andThen(), FailStage);
    }

    private static Task<TResult> Start<TResult>(Func<Task<TResult>> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        {
            return Task.FromException<TResult>(e);
        }
    }

    private void Await<TResult>(Task<TResult> task, Action<TResult> success, Action<Exception> failure)
    {
        if (task.IsCompleted) Arrived((task, success, failure));
        else task.ContinueWith(t => Post(Arrived, (t, success, failure)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void Arrived<TResult>((Task<TResult> Task, Action<TResult> Success, Action<Exception> Failure) result)
    {
        if (result.Task.IsCompletedSuccessfully) result.Success(result.Task.Result);
        else result.Failure(result.Task.Exception?.GetBaseException() ?? new TaskCanceledException(result.Task));
    }
}
