namespace Akka.Streams.Implementation.Stages;

/// <summary>One element in, one out.</summary>
internal sealed class SelectLogic<TIn, TOut>(Func<TIn, TOut> mapper, Attributes attributes) : SupervisedLogic<TIn, TOut>(attributes)
{
    protected override void Handle(TIn element) => Push(Out, mapper(element));
}

/// <summary>Drops elements that do not match.</summary>
internal sealed class WhereLogic<T>(Predicate<T> predicate, Attributes attributes) : SupervisedLogic<T, T>(attributes)
{
    protected override void Handle(T element)
    {
        if (predicate(element)) Push(Out, element);
        else Pull(In);
    }
}

/// <summary>Maps the elements for which the function is defined.</summary>
internal sealed class CollectLogic<TIn, TOut>(Func<TIn, bool> isDefined, Func<TIn, TOut> collector, Attributes attributes)
    : SupervisedLogic<TIn, TOut>(attributes)
{
    protected override void Handle(TIn element)
    {
        if (isDefined(element) && collector(element) is { } mapped) Push(Out, mapped);
        else Pull(In);
    }
}

/// <summary>One element in, any number out.</summary>
internal sealed class StatefulSelectManyLogic<TIn, TOut>(Func<Func<TIn, IEnumerable<TOut>>> factory, Attributes attributes)
    : SupervisedLogic<TIn, TOut>(attributes)
{
    private Func<TIn, IEnumerable<TOut>> _expand = factory();
    private IEnumerator<TOut>? _current;

    protected override void Handle(TIn element)
    {
        _current = Advance(_expand(element).GetEnumerator());
        PushOrPull();
    }

    public override void OnPull()
    {
        try
        {
            PushOrPull();
        }
        catch (Exception e)
        {
            Supervise(e);
        }
    }

    public override void OnUpstreamFinish()
    {
        if (_current is null) CompleteStage();
    }

    public override void PostStop() => _current?.Dispose();

    protected override void Restart()
    {
        _expand = factory();
        _current = null;
    }

    protected override void Resume()
    {
        if (IsClosed(In)) CompleteStage();
        else if (IsAvailable(Out)) base.Resume();
    }

    private void PushOrPull()
    {
        if (_current is { } current)
        {
            var element = current.Current;
            // Look ahead, so that the stage completes with its last element and not with the pull after it.
            _current = null;
            Push(Out, element);
            _current = Advance(current);
            if (_current is null && IsClosed(In)) CompleteStage();
        }
        else if (IsClosed(In))
        {
            CompleteStage();
        }
        else
        {
            Pull(In);
        }
    }

    private static IEnumerator<TOut>? Advance(IEnumerator<TOut> enumerator)
    {
        if (enumerator.MoveNext()) return enumerator;
        enumerator.Dispose();
        return null;
    }
}
