namespace Akka.Streams.Implementation.Stages;

/// <summary>The first elements, then completion.</summary>
internal sealed class TakeLogic<T>(long count) : FlowLogic<T, T>
{
    private long _left = count;

    public override void PreStart()
    {
        if (_left <= 0) CompleteStage();
    }

    public override void OnPush()
    {
        Push(Out, Grab(In));
        if (--_left == 0) CompleteStage();
    }
}

/// <summary>Elements up to the first that does not match.</summary>
internal sealed class TakeWhileLogic<T>(Predicate<T> predicate, bool inclusive, Attributes attributes) : SupervisedLogic<T, T>(attributes)
{
    protected override void Handle(T element)
    {
        if (predicate(element))
        {
            Push(Out, element);
            return;
        }

        if (inclusive) Push(Out, element);
        CompleteStage();
    }
}

/// <summary>Elements of the first while.</summary>
internal sealed class TakeWithinLogic<T>(TimeSpan duration) : FlowLogic<T, T>
{
    public override void PreStart() => ScheduleOnce(this, duration);

    public override void OnPush() => Push(Out, Grab(In));

    protected internal override void OnTimer(object timerKey) => CompleteStage();
}

/// <summary>All but the first elements.</summary>
internal sealed class SkipLogic<T>(long count) : FlowLogic<T, T>
{
    private long _left = count;

    public override void OnPush()
    {
        var element = Grab(In);
        if (_left > 0)
        {
            _left--;
            Pull(In);
        }
        else
        {
            Push(Out, element);
        }
    }
}

/// <summary>Elements from the first that does not match.</summary>
internal sealed class SkipWhileLogic<T>(Predicate<T> predicate, Attributes attributes) : SupervisedLogic<T, T>(attributes)
{
    private bool _skips = true;

    protected override void Handle(T element)
    {
        if (_skips && predicate(element))
        {
            Pull(In);
            return;
        }

        _skips = false;
        Push(Out, element);
    }
}

/// <summary>Elements after the first while.</summary>
internal sealed class SkipWithinLogic<T>(TimeSpan duration) : FlowLogic<T, T>
{
    private bool _allows;

    public override void PreStart() => ScheduleOnce(this, duration);

    public override void OnPush()
    {
        var element = Grab(In);
        if (_allows) Push(Out, element);
        else Pull(In);
    }

    protected internal override void OnTimer(object timerKey) => _allows = true;
}

/// <summary>Fails when the elements weigh more than allowed.</summary>
internal sealed class LimitLogic<T>(long max, Func<T, long> cost, Attributes attributes) : SupervisedLogic<T, T>(attributes)
{
    private long _left = max;

    protected override void Handle(T element)
    {
        _left -= cost(element);
        if (_left >= 0) Push(Out, element);
        else FailStage(new StreamLimitReachedException(max));
    }

    protected override void Restart() => _left = max;
}
