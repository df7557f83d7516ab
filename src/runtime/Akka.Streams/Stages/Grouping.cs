namespace Akka.Streams.Implementation.Stages;

/// <summary>Lists of a fixed number of elements; the last may be shorter.</summary>
internal sealed class GroupedLogic<T>(int size) : FlowLogic<T, IEnumerable<T>>
{
    private List<T> _group = [];

    public override void OnPush()
    {
        _group.Add(Grab(In));
        if (_group.Count == size) Flush();
        else Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        // A group is only begun for a pull, so the outlet is still waiting for it.
        if (_group.Count > 0) Flush();
        CompleteStage();
    }

    private void Flush()
    {
        var group = _group;
        _group = [];
        Push(Out, group);
    }
}

/// <summary>Lists of elements that weigh so much, or that came within so long.</summary>
internal sealed class GroupedWithinLogic<T>(long maxWeight, int maxNumber, Func<T, long> cost, TimeSpan interval) : FlowLogic<T, IEnumerable<T>>
{
    private List<T> _group = [];
    private T _pending = default!;
    private long _pendingWeight = -1;
    private long _weight;
    private bool _groupClosed;
    private bool _groupEmitted = true;
    private bool _finished;

    public override void PreStart()
    {
        ScheduleRepeatedly(this, interval);
        Pull(In);
    }

    public override void OnPush()
    {
        if (!_groupClosed) Add(Grab(In));
    }

    public override void OnPull()
    {
        if (_groupClosed) EmitGroup();
    }

    public override void OnUpstreamFinish()
    {
        _finished = true;
        if (_groupEmitted) CompleteStage();
        else CloseGroup();
    }

    protected internal override void OnTimer(object timerKey)
    {
        if (_group.Count > 0) CloseGroup();
    }

    private void Add(T element)
    {
        _groupEmitted = false;
        var weight = cost(element);
        if (weight < 0)
        {
            FailStage(new ArgumentException("Negative weight for an element is not allowed"));
            return;
        }

        if (_group.Count == 0 || _weight + weight <= maxWeight)
        {
            _group.Add(element);
            _weight += weight;
            if (_weight >= maxWeight || _group.Count >= maxNumber)
            {
                ScheduleRepeatedly(this, interval);
                CloseGroup();
            }
            else
            {
                Pull(In);
            }
        }
        else
        {
            _pending = element;
            _pendingWeight = weight;
            ScheduleRepeatedly(this, interval);
            CloseGroup();
        }
    }

    private void CloseGroup()
    {
        _groupClosed = true;
        if (IsAvailable(Out)) EmitGroup();
    }

    private void EmitGroup()
    {
        _groupEmitted = true;
        var group = _group;
        _group = [];
        _weight = 0;
        Push(Out, group);
        if (!_finished) StartNewGroup();
        else if (_pendingWeight >= 0) StartNewGroup();
        else CompleteStage();
    }

    private void StartNewGroup()
    {
        _groupClosed = false;
        if (_pendingWeight >= 0)
        {
            var pending = _pending;
            _pendingWeight = -1;
            _pending = default!;
            Add(pending);
            if (_finished && !_groupClosed) CloseGroup();
        }
        else if (IsAvailable(In))
        {
            Add(Grab(In));
        }
        else if (!HasBeenPulled(In))
        {
            Pull(In);
        }
    }
}

/// <summary>Windows over the elements.</summary>
internal sealed class SlidingLogic<T>(int size, int step) : FlowLogic<T, IEnumerable<T>>
{
    private readonly Queue<T> _window = new();
    private int _toSkip;
    private bool _emittedLast;

    public override void OnPush()
    {
        var element = Grab(In);
        if (_toSkip > 0)
        {
            _toSkip--;
            Pull(In);
            return;
        }

        _window.Enqueue(element);
        _emittedLast = false;
        if (_window.Count < size)
        {
            Pull(In);
            return;
        }

        var window = _window.ToArray();
        for (var i = 0; i < Math.Min(step, size); i++) _window.Dequeue();
        _toSkip = Math.Max(0, step - size);
        _emittedLast = true;
        Push(Out, window);
    }

    public override void OnUpstreamFinish()
    {
        if (!_emittedLast && _window.Count > 0 && IsAvailable(Out)) Push(Out, _window.ToArray());
        CompleteStage();
    }
}

/// <summary>Puts an element between elements, and perhaps one before and one after.</summary>
internal sealed class IntersperseLogic<T>(bool hasBrackets, T start, T inject, T end) : FlowLogic<T, T>
{
    private bool _first = true;

    public override void OnPush()
    {
        var element = Grab(In);
        if (_first)
        {
            _first = false;
            if (hasBrackets) EmitMultiple(Out, [start, element]);
            else Emit(Out, element);
        }
        else
        {
            EmitMultiple(Out, [inject, element]);
        }
    }

    public override void OnUpstreamFinish()
    {
        if (hasBrackets)
        {
            if (_first) EmitMultiple(Out, [start, end]);
            else Emit(Out, end);
        }

        CompleteStage();
    }
}
