using Akka.Actor;
using Akka.Streams.Supervision;
using Akka.Util;
using Decider = Akka.Streams.Supervision.Decider;
using Directive = Akka.Streams.Supervision.Directive;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The elements of an enumeration, asked for on the first demand.</summary>
internal sealed class EnumerableLogic<T>(IEnumerable<T> elements, Attributes attributes) : SourceLogic<T>
{
    private readonly Decider _decider = attributes.Decider();
    private IEnumerator<T>? _enumerator;
    private bool _hasNext;

    public override void OnPull()
    {
        while (true)
        {
            try
            {
                if (_enumerator is null)
                {
                    _enumerator = elements.GetEnumerator();
                    _hasNext = _enumerator.MoveNext();
                }

                if (!_hasNext)
                {
                    CompleteStage();
                    return;
                }

                var element = _enumerator.Current;
                // Looks ahead, so that completion comes with the last element.
                _hasNext = false;
                Push(Out, element);
                _hasNext = _enumerator.MoveNext();
                if (!_hasNext) CompleteStage();
                return;
            }
            catch (Exception e)
            {
                switch (_decider(e))
                {
                    case Directive.Restart:
                        _enumerator?.Dispose();
                        _enumerator = null;
                        break;
                    case Directive.Resume:
                        break;
                    default:
                        FailStage(e);
                        return;
                }

                if (!IsAvailable(Out)) return;
            }
        }
    }

    public override void PostStop() => _enumerator?.Dispose();
}

/// <summary>One element.</summary>
internal sealed class SingleLogic<T>(T element) : SourceLogic<T>
{
    public override void OnPull()
    {
        Push(Out, element);
        CompleteStage();
    }
}

/// <summary>Ends at once.</summary>
internal sealed class EndedLogic<T>(Exception? failure) : SourceLogic<T>
{
    public override void OnPull() { }

    public override void PreStart()
    {
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }
}

/// <summary>Neither elements nor an end.</summary>
internal sealed class NeverLogic<T> : SourceLogic<T>
{
    public override void OnPull() { }
}

/// <summary>One element for ever.</summary>
internal sealed class RepeatLogic<T>(T element) : SourceLogic<T>
{
    public override void OnPull() => Push(Out, element);
}

/// <summary>The same elements again and again.</summary>
internal sealed class CycleLogic<T>(Func<IEnumerator<T>> create) : SourceLogic<T>
{
    private IEnumerator<T>? _enumerator;

    public override void OnPull()
    {
        if (_enumerator?.MoveNext() != true)
        {
            _enumerator = create();
            if (!_enumerator.MoveNext())
            {
                FailStage(new ArgumentException("empty iterator"));
                return;
            }
        }

        Push(Out, _enumerator.Current);
    }
}

/// <summary>A step from state to state; an element each.</summary>
internal sealed class UnfoldLogic<TState, T>(TState state, Func<TState, Option<(TState, T)>> step) : SourceLogic<T>
{
    private TState _state = state;

    public override void OnPull()
    {
        var next = step(_state);
        if (next.HasValue)
        {
            _state = next.Value.Item1;
            Push(Out, next.Value.Item2);
        }
        else
        {
            CompleteStage();
        }
    }
}

/// <summary>A step from state to state through a task; an element each.</summary>
internal sealed class UnfoldAsyncLogic<TState, T>(TState state, Func<TState, Task<Option<(TState, T)>>> step) : SourceLogic<T>
{
    private TState _state = state;

    public override void OnPull()
    {
        var task = step(_state);
        if (task.IsCompleted) Done(task);
        else task.ContinueWith(t => Post(Done, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Done(Task<Option<(TState, T)>> task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            FailStage(SelectAsyncLogic<T, T>.Failure(task));
        }
        else if (!task.Result.HasValue)
        {
            CompleteStage();
        }
        else
        {
            _state = task.Result.Value.Item1;
            Push(Out, task.Result.Value.Item2);
        }
    }
}

/// <summary>A resource that is opened at the start, read for each element and closed at the end.</summary>
internal sealed class UnfoldResourceLogic<T, TResource>(
    Func<TResource> create, Func<TResource, Option<T>> read, Action<TResource> close, Attributes attributes) : SourceLogic<T>
{
    private readonly Decider _decider = attributes.Decider();
    private TResource _resource = default!;
    private bool _open;

    public override void PreStart() => Open();

    public override void OnPull()
    {
        while (true)
        {
            try
            {
                var element = read(_resource);
                if (element.HasValue) Push(Out, element.Value);
                else CloseAndComplete();
                return;
            }
            catch (Exception e)
            {
                switch (_decider(e))
                {
                    case Directive.Stop:
                        Close();
                        FailStage(e);
                        return;
                    case Directive.Restart:
                        Close();
                        Open();
                        break;
                }
            }
        }
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        Close();
        CancelStage(cause);
    }

    public override void PostStop() => Close();

    private void Open()
    {
        _resource = create();
        _open = true;
    }

    private void CloseAndComplete()
    {
        Close();
        CompleteStage();
    }

    private void Close()
    {
        if (!_open) return;
        _open = false;
        close(_resource);
    }
}

/// <summary>An element at once on demand at each tick; ticks without demand are lost.</summary>
internal sealed class TickLogic<T>(TimeSpan initialDelay, TimeSpan interval, T element) : SourceLogic<T>, ICancelable
{
    private readonly CancellationTokenSource _cancelled = new();

    public bool IsCancellationRequested => _cancelled.IsCancellationRequested;

    public CancellationToken Token => _cancelled.Token;

    public override void PreStart()
    {
        if (IsCancellationRequested) CompleteStage();
        else ScheduleRepeatedly(this, initialDelay, interval);
    }

    public override void OnPull() { }

    protected internal override void OnTimer(object timerKey)
    {
        if (IsAvailable(Out)) Push(Out, element);
    }

    public void Cancel()
    {
        _cancelled.Cancel();
        Post(static logic => logic.CompleteStage(), this);
    }

    void ICancelable.CancelAfter(TimeSpan delay) => Interpreter.Materializer.ScheduleOnce(delay, Cancel);

    void ICancelable.CancelAfter(int millisecondsDelay) => ((ICancelable)this).CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    void ICancelable.Cancel(bool throwOnFirstException) => Cancel();
}

/// <summary>An element, or none, that the runner of the graph provides.</summary>
internal sealed class MaybeLogic<T> : SourceLogic<T>
{
    internal TaskCompletionSource<T> Promise { get; } = new();

    public override void OnPull()
    {
        if (Promise.Task.IsCompleted) Arrived(Promise.Task);
        else Promise.Task.ContinueWith(t => Post(Arrived, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public override void PreStart() =>
        Promise.Task.ContinueWith(t => Post(ArrivedEarly, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public override void OnDownstreamFinish(Exception cause)
    {
        Promise.TrySetResult(default!);
        CancelStage(cause);
    }

    public override void PostStop() => Promise.TrySetException(new AbruptStageTerminationException(this));

    /// <summary>Nothing to emit needs no demand.</summary>
    private void ArrivedEarly(Task<T> task)
    {
        if (!task.IsCompletedSuccessfully || EqualityComparer<T>.Default.Equals(task.Result, default)) Arrived(task);
    }

    private void Arrived(Task<T> task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            FailStage(task.Exception?.InnerException ?? SelectAsyncLogic<T, T>.Failure(task));
            return;
        }

        if (!EqualityComparer<T>.Default.Equals(task.Result, default))
        {
            if (!IsAvailable(Out)) return;
            Push(Out, task.Result);
        }

        CompleteStage();
    }
}

/// <summary>A task's result.</summary>
internal sealed class TaskLogic<T>(Task<T> task) : SourceLogic<T>
{
    public override void OnPull()
    {
        if (task.IsCompleted) Arrived(task);
        else task.ContinueWith(t => Post(Arrived, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Arrived(Task<T> done)
    {
        if (!done.IsCompletedSuccessfully)
        {
            FailStage(SelectAsyncLogic<T, T>.Failure(done));
            return;
        }

        Push(Out, done.Result);
        CompleteStage();
    }
}

/// <summary>An asynchronous enumeration, read one element ahead of nothing: only on demand.</summary>
internal sealed class AsyncEnumerableLogic<T>(Func<IAsyncEnumerable<T>> create) : SourceLogic<T>
{
    private readonly CancellationTokenSource _stopped = new();
    private IAsyncEnumerator<T>? _enumerator;

    public override void OnPull()
    {
        _enumerator ??= create().GetAsyncEnumerator(_stopped.Token);
        var moving = _enumerator.MoveNextAsync();
        if (moving.IsCompletedSuccessfully) Moved(moving.Result);
        else moving.AsTask().ContinueWith(t => Post(MovedLater, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public override void PostStop()
    {
        _stopped.Cancel();
        // Disposal waits for the step under way, so it is not this stage's to await.
        if (_enumerator is { } enumerator) _ = DisposeAsync(enumerator);
    }

    private async Task DisposeAsync(IAsyncEnumerator<T> enumerator)
    {
        try
        {
            await enumerator.DisposeAsync();
        }
        catch (Exception e) when (e is NotSupportedException or OperationCanceledException)
        {
            // An iterator in the middle of a step may not be disposed; its token is cancelled, so the step ends and with it the iterator.
        }
        finally
        {
            _stopped.Dispose();
        }
    }

    private void MovedLater(Task<bool> moving)
    {
        if (moving.IsCompletedSuccessfully) Moved(moving.Result);
        else FailStage(moving.Exception?.InnerException ?? SelectAsyncLogic<T, T>.Failure(moving));
    }

    private void Moved(bool hasElement)
    {
        if (hasElement) Push(Out, _enumerator!.Current);
        else CompleteStage();
    }
}
