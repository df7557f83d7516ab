using Akka.Streams.Implementation;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Bounds the rate of elements by a token bucket: so many tokens per time, and a burst of the bucket's size.</summary>
internal sealed class ThrottleLogic<T>(int cost, TimeSpan per, int maximumBurst, Func<T, int> calculateCost, ThrottleMode mode) : FlowLogic<T, T>
{
    private readonly long _ticksPerToken = Math.Max(1, per.Ticks / cost);
    private long _available = maximumBurst;
    private long _updated;
    private T _held = default!;
    private bool _finishing;

    public override void PreStart() => _updated = Clock.Ticks;

    public override void OnPush()
    {
        var element = Grab(In);
        var price = calculateCost(element);
        if (mode == ThrottleMode.Enforcing && price > maximumBurst)
        {
            FailStage(new RateExceededException("Maximum throttle throughput exceeded"));
            return;
        }

        var delay = Take(price);
        if (delay == 0)
        {
            Push(Out, element);
        }
        else if (mode == ThrottleMode.Enforcing)
        {
            FailStage(new RateExceededException("Maximum throttle throughput exceeded"));
        }
        else
        {
            _held = element;
            ScheduleOnce(this, TimeSpan.FromTicks(delay));
        }
    }

    public override void OnUpstreamFinish()
    {
        if (IsAvailable(Out) && IsTimerActive(this)) _finishing = true;
        else CompleteStage();
    }

    protected internal override void OnTimer(object timerKey)
    {
        Push(Out, _held);
        _held = default!;
        if (_finishing) CompleteStage();
    }

    /// <summary>Takes tokens; returns the ticks to wait until they are there.</summary>
    private long Take(int price)
    {
        var now = Clock.Ticks;
        var arrived = (now - _updated) / _ticksPerToken;
        if (arrived > 0)
        {
            _updated += arrived * _ticksPerToken;
            _available = Math.Min(_available + arrived, maximumBurst);
        }

        if (price <= _available)
        {
            _available -= price;
            return 0;
        }

        var delay = Math.Max(1, (price - _available) * _ticksPerToken - (now - _updated));
        _available = 0;
        _updated = now + delay;
        return delay;
    }
}

/// <summary>Fails when the first element is late.</summary>
internal sealed class InitialTimeoutLogic<T>(TimeSpan timeout) : FlowLogic<T, T>
{
    private bool _passed;

    public override void PreStart() => ScheduleOnce(this, timeout);

    public override void OnPush()
    {
        if (!_passed)
        {
            _passed = true;
            CancelTimer(this);
        }

        Push(Out, Grab(In));
    }

    protected internal override void OnTimer(object timerKey) =>
        FailStage(new TimeoutException($"The first element has not yet passed through in {timeout}."));
}

/// <summary>Fails when the stream has not completed in time.</summary>
internal sealed class CompletionTimeoutLogic<T>(TimeSpan timeout) : FlowLogic<T, T>
{
    public override void PreStart() => ScheduleOnce(this, timeout);

    public override void OnPush() => Push(Out, Grab(In));

    protected internal override void OnTimer(object timerKey) =>
        FailStage(new TimeoutException($"The stream has not been completed in {timeout}."));
}

/// <summary>Fails when no element passes for too long.</summary>
internal sealed class IdleTimeoutLogic<T>(TimeSpan timeout) : FlowLogic<T, T>
{
    private TimeSpan _last;

    public override void PreStart()
    {
        _last = Clock;
        ScheduleOnce(this, timeout);
    }

    public override void OnPush()
    {
        _last = Clock;
        Push(Out, Grab(In));
    }

    protected internal override void OnTimer(object timerKey)
    {
        // One timer for many elements: it is set anew for what is left.
        var left = _last + timeout - Clock;
        if (left > TimeSpan.Zero) ScheduleOnce(this, left);
        else FailStage(new TimeoutException($"No elements passed in the last {timeout}."));
    }
}

/// <summary>Fails when downstream does not ask for too long.</summary>
internal sealed class BackpressureTimeoutLogic<T>(TimeSpan timeout) : FlowLogic<T, T>
{
    private TimeSpan _since;
    private bool _waiting = true;

    public override void PreStart()
    {
        _since = Clock;
        ScheduleOnce(this, timeout);
    }

    public override void OnPush()
    {
        _since = Clock;
        _waiting = true;
        Push(Out, Grab(In));
    }

    public override void OnPull()
    {
        _waiting = false;
        Pull(In);
    }

    protected internal override void OnTimer(object timerKey)
    {
        var left = _waiting ? _since + timeout - Clock : timeout;
        if (left > TimeSpan.Zero) ScheduleOnce(this, left);
        else FailStage(new TimeoutException($"No demand signalled in the last {timeout}."));
    }
}

/// <summary>Holds demand back at first.</summary>
internal sealed class InitialDelayLogic<T>(TimeSpan delay) : FlowLogic<T, T>
{
    private bool _open = delay == TimeSpan.Zero;

    public override void PreStart()
    {
        if (!_open) ScheduleOnce(this, delay);
    }

    public override void OnPush() => Push(Out, Grab(In));

    public override void OnPull()
    {
        if (_open) Pull(In);
    }

    protected internal override void OnTimer(object timerKey)
    {
        _open = true;
        if (IsAvailable(Out)) Pull(In);
    }
}

/// <summary>Injects an element when upstream has been silent for too long and downstream waits.</summary>
internal sealed class KeepAliveLogic<T>(TimeSpan timeout, Func<T> inject) : FlowLogic<T, T>
{
    private TimeSpan _deadline;

    public override void PreStart()
    {
        _deadline = Clock + timeout;
        // Fetched ahead, so that a real element goes before an injected one.
        Pull(In);
    }

    public override void OnPush()
    {
        _deadline = Clock + timeout;
        if (!IsAvailable(Out)) return;
        Push(Out, Grab(In));
        Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        if (!IsAvailable(In)) CompleteStage();
    }

    public override void OnPull()
    {
        if (IsAvailable(In))
        {
            Push(Out, Grab(In));
            if (IsClosed(In)) CompleteStage();
            else Pull(In);
            return;
        }

        if (!IsTimerActive(this)) InjectOrWait();
    }

    protected internal override void OnTimer(object timerKey)
    {
        if (IsAvailable(Out)) InjectOrWait();
    }

    /// <summary>One timer serves many elements: it is set anew for what is left when it comes.</summary>
    private void InjectOrWait()
    {
        var left = _deadline - Clock;
        if (left <= TimeSpan.Zero) Inject();
        else ScheduleOnce(this, left);
    }

    private void Inject()
    {
        _deadline = Clock + timeout;
        Push(Out, inject());
    }
}

/// <summary>Moves every element by a time; a bounded buffer holds what is under way.</summary>
internal sealed class DelayLogic<T>(TimeSpan delay, DelayOverflowStrategy strategy, Attributes attributes) : FlowLogic<T, T>
{
    private readonly int _size = attributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16;
    private readonly LinkedBuffer<(TimeSpan Due, T Element)> _buffer = new();

    public override void OnPush()
    {
        var element = Grab(In);
        if (_buffer.Count >= _size)
        {
            switch (strategy)
            {
                case DelayOverflowStrategy.EmitEarly:
                    // The buffer is only pulled past its size when downstream waits.
                    if (IsAvailable(Out))
                    {
                        CancelTimer(this);
                        Push(Out, _buffer.TakeFirst().Element);
                    }

                    break;
                case DelayOverflowStrategy.DropHead:
                    _buffer.TakeFirst();
                    break;
                case DelayOverflowStrategy.DropTail:
                    _buffer.TakeLast();
                    break;
                case DelayOverflowStrategy.DropBuffer:
                    _buffer.Clear();
                    break;
                case DelayOverflowStrategy.DropNew:
                    PullIfWanted();
                    return;
                case DelayOverflowStrategy.Fail:
                    FailStage(new BufferOverflowException($"Buffer overflow for Delay combinator (max capacity was: {_size})!"));
                    return;
                case DelayOverflowStrategy.Backpressure:
                    throw new Pattern.IllegalStateException("An element arrived though the buffer was full");
            }
        }

        _buffer.AddLast((Clock + delay, element));
        if (!IsTimerActive(this)) Arm();
        PullIfWanted();
    }

    public override void OnPull()
    {
        if (_buffer.Count > 0 && !IsTimerActive(this)) EmitDue();
        if (!IsClosed(In) && !HasBeenPulled(In)) PullIfWanted();
        else CompleteIfDone();
    }

    public override void OnUpstreamFinish() => CompleteIfDone();

    protected internal override void OnTimer(object timerKey)
    {
        if (IsAvailable(Out)) EmitDue();
        CompleteIfDone();
    }

    private void EmitDue()
    {
        if (_buffer.Count == 0) return;
        var left = _buffer.PeekFirst().Due - Clock;
        if (left > TimeSpan.FromMilliseconds(1))
        {
            ScheduleOnce(this, left);
            return;
        }

        Push(Out, _buffer.TakeFirst().Element);
        if (_buffer.Count > 0) Arm();
        if (!HasBeenPulled(In)) PullIfWanted();
    }

    private void Arm() => ScheduleOnce(this, Max(_buffer.PeekFirst().Due - Clock, TimeSpan.FromMilliseconds(1)));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void PullIfWanted()
    {
        if (IsClosed(In) || HasBeenPulled(In)) return;
        if (_buffer.Count < _size || (strategy != DelayOverflowStrategy.Backpressure && strategy != DelayOverflowStrategy.EmitEarly)
            || (strategy == DelayOverflowStrategy.EmitEarly && IsAvailable(Out)))
            Pull(In);
    }

    private void CompleteIfDone()
    {
        if (IsClosed(In) && _buffer.Count == 0) CompleteStage();
    }
}
