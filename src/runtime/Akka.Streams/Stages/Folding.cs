using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The running fold: the seed, then one value an element.</summary>
internal sealed class ScanLogic<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate, Attributes attributes) : FlowLogic<TIn, TOut>
{
    private readonly Decider _decider = attributes.Decider();
    private TOut _value = zero;
    private bool _started;
    private bool _finishing;

    public override void OnPush()
    {
        try
        {
            _value = aggregate(_value, Grab(In));
            Push(Out, _value);
        }
        catch (Exception e)
        {
            switch (_decider(e))
            {
                case Directive.Stop:
                    FailStage(e);
                    break;
                case Directive.Restart:
                    _value = zero;
                    Push(Out, _value);
                    break;
                default:
                    if (!HasBeenPulled(In)) TryPull(In);
                    break;
            }
        }
    }

    public override void OnPull()
    {
        if (_started)
        {
            Pull(In);
            return;
        }

        _started = true;
        Push(Out, _value);
        if (_finishing) CompleteStage();
    }

    public override void OnUpstreamFinish()
    {
        if (_started) CompleteStage();
        else _finishing = true;
    }
}

/// <summary>The fold of all elements, when upstream completes.</summary>
internal sealed class AggregateLogic<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate, Attributes attributes) : SupervisedLogic<TIn, TOut>(attributes)
{
    private TOut _value = zero;

    protected override void Handle(TIn element)
    {
        _value = aggregate(_value, element);
        Pull(In);
    }

    public override void OnPull()
    {
        if (!IsClosed(In))
        {
            Pull(In);
            return;
        }

        Push(Out, _value);
        CompleteStage();
    }

    public override void OnUpstreamFinish()
    {
        if (!IsAvailable(Out)) return;
        Push(Out, _value);
        CompleteStage();
    }

    protected override void Restart() => _value = zero;
}

/// <summary>The fold of all elements without a seed; fails on an empty stream.</summary>
internal sealed class SumLogic<T>(Func<T, T, T> reduce, Attributes attributes) : SupervisedLogic<T, T>(attributes)
{
    private T _value = default!;
    private bool _any;

    protected override void Handle(T element)
    {
        _value = _any ? reduce(_value, element) : element;
        _any = true;
        Pull(In);
    }

    public override void OnPull()
    {
        if (IsClosed(In)) Finish();
        else Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        if (!_any) FailStage(new NoSuchElementException("sum over empty stream"));
        else if (IsAvailable(Out)) Finish();
    }

    protected override void Restart() => _any = false;

    private void Finish()
    {
        Push(Out, _value);
        CompleteStage();
    }
}

/// <summary>A fold whose step is a task: the running fold, or only its last value.</summary>
internal sealed class AsyncFoldLogic<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> aggregate, bool emitsAll, Attributes attributes) : FlowLogic<TIn, TOut>
{
    private readonly Decider _decider = attributes.Decider();
    private TOut _value = zero;
    private bool _busy;
    private bool _started = !emitsAll;

    public override void OnPush()
    {
        try
        {
            _busy = true;
            var step = aggregate(_value, Grab(In));
            if (step.IsCompleted) Done(step);
            else step.ContinueWith(Post, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        catch (Exception e)
        {
            Failed(e);
        }
    }

    public override void OnPull()
    {
        if (!_started)
        {
            _started = true;
            Push(Out, _value);
            if (IsClosed(In)) CompleteStage();
        }
        else if (!IsClosed(In))
        {
            if (!HasBeenPulled(In) && !_busy) Pull(In);
        }
        else if (!_busy)
        {
            Finish();
        }
    }

    public override void OnUpstreamFinish()
    {
        if (!_busy && _started && (emitsAll || IsAvailable(Out))) Finish();
    }

    private void Post(Task<TOut> step) => Post(Done, step);

    private void Done(Task<TOut> step)
    {
        if (!step.IsCompletedSuccessfully)
        {
            Failed(step.Exception as Exception ?? new TaskCanceledException(step));
            return;
        }

        _busy = false;
        _value = step.Result;
        if (emitsAll) Push(Out, _value);
        GoOn();
    }

    private void Failed(Exception e)
    {
        _busy = false;
        switch (_decider(e))
        {
            case Directive.Stop:
                FailStage(e);
                return;
            case Directive.Restart:
                _value = zero;
                break;
        }

        // A step that failed has no value to emit: the demand that it was to answer still stands.
        if (emitsAll && !IsClosed(In))
        {
            Pull(In);
            return;
        }

        GoOn();
    }

    private void GoOn()
    {
        if (IsClosed(In))
        {
            if (emitsAll || IsAvailable(Out)) Finish();
        }
        else if (!emitsAll)
        {
            Pull(In);
        }
    }

    private void Finish()
    {
        if (!emitsAll) Push(Out, _value);
        CompleteStage();
    }
}
