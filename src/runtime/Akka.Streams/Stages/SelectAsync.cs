using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Maps through tasks, some at a time, in the order of the elements.</summary>
internal sealed class SelectAsyncLogic<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper, Attributes attributes) : FlowLogic<TIn, TOut>
{
    private readonly Decider _decider = attributes.Decider();
    private readonly LinkedBuffer<Task<TOut>> _running = new();

    public override void OnPush()
    {
        try
        {
            var task = mapper(Grab(In));
            if (task.IsCompleted)
            {
                // Known failure of a later element ends the stream at once, as when it fails in the background.
                if (task.IsCompletedSuccessfully || Keeps(task))
                {
                    _running.AddLast(task);
                    PushReady();
                    return;
                }
            }
            else
            {
                _running.AddLast(task);
                task.ContinueWith(Arrived, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (Exception e)
        {
            if (_decider(e) == Directive.Stop)
            {
                FailStage(e);
                return;
            }
        }

        PullIfNeeded();
    }

    public override void OnPull() => PushReady();

    public override void OnUpstreamFinish()
    {
        if (_running.Count == 0) CompleteStage();
    }

    private void Arrived(Task<TOut> task) => Post(OnArrived, task);

    private void OnArrived(Task<TOut> task)
    {
        if (!task.IsCompletedSuccessfully && _decider(Failure(task)) == Directive.Stop) FailStage(Failure(task));
        else if (IsAvailable(Out)) PushReady();
    }

    private bool Keeps(Task<TOut> task)
    {
        var failure = Failure(task);
        if (_decider(failure) != Directive.Stop) return true;
        throw failure;
    }

    private void PushReady()
    {
        while (_running.Count > 0 && _running.PeekFirst() is { IsCompleted: true } first)
        {
            if (!first.IsCompletedSuccessfully)
            {
                _running.TakeFirst();
                continue;
            }

            if (!IsAvailable(Out)) break;
            _running.TakeFirst();
            if (first.Result is null)
            {
                if (_decider(Implementation.ReactiveStreamsCompliance.ElementMustNotBeNullException) != Directive.Stop) continue;
                FailStage(Implementation.ReactiveStreamsCompliance.ElementMustNotBeNullException);
                return;
            }

            Push(Out, first.Result);
        }

        PullIfNeeded();
    }

    private void PullIfNeeded()
    {
        if (IsClosed(In))
        {
            if (_running.Count == 0) CompleteStage();
        }
        else if (_running.Count < parallelism && !HasBeenPulled(In))
        {
            Pull(In);
        }
    }

    internal static Exception Failure(Task task) => task.Exception as Exception ?? new TaskCanceledException(task);
}

/// <summary>Maps through tasks, some at a time, in the order in which they end.</summary>
internal sealed class SelectAsyncUnorderedLogic<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper, Attributes attributes) : FlowLogic<TIn, TOut>
{
    private readonly Decider _decider = attributes.Decider();
    private readonly LinkedBuffer<TOut> _ready = new();
    private int _running;

    public override void OnPush()
    {
        try
        {
            var task = mapper(Grab(In));
            _running++;
            if (task.IsCompleted) OnArrived(task);
            else task.ContinueWith(Arrived, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        catch (Exception e)
        {
            if (_decider(e) == Directive.Stop)
            {
                FailStage(e);
                return;
            }
        }

        GoOn();
    }

    public override void OnPull()
    {
        if (_ready.Count > 0) Push(Out, _ready.TakeFirst());
        GoOn();
    }

    public override void OnUpstreamFinish()
    {
        if (Pending == 0) CompleteStage();
    }

    private int Pending => _running + _ready.Count;

    private void Arrived(Task<TOut> task) => Post(OnArrivedLater, task);

    private void OnArrivedLater(Task<TOut> task)
    {
        OnArrived(task);
        GoOn();
    }

    private void OnArrived(Task<TOut> task)
    {
        _running--;
        var failure = !task.IsCompletedSuccessfully ? SelectAsyncLogic<TIn, TOut>.Failure(task)
            : task.Result is null ? Implementation.ReactiveStreamsCompliance.ElementMustNotBeNullException
            : null;
        if (failure is not null)
        {
            if (_decider(failure) == Directive.Stop) FailStage(failure);
        }
        else if (IsAvailable(Out))
        {
            Push(Out, task.Result);
        }
        else
        {
            _ready.AddLast(task.Result);
        }
    }

    private void GoOn()
    {
        if (IsClosed(In))
        {
            if (Pending == 0) CompleteStage();
        }
        else if (Pending < parallelism && !HasBeenPulled(In))
        {
            Pull(In);
        }
    }
}
