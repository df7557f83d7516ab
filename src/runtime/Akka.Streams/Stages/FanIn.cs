using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Input handler of one of many inlets, told apart by its number.</summary>
internal sealed class IndexedIn(int index, Action<int> onPush, Action<int> onFinish, Action<Exception> onFailure) : IInHandler
{
    public void OnPush() => onPush(index);

    public void OnUpstreamFinish() => onFinish(index);

    public void OnUpstreamFailure(Exception e) => onFailure(e);
}

/// <summary>Output handler of one of many outlets, told apart by its number.</summary>
internal sealed class IndexedOut(int index, Action<int> onPull, Action<int, Exception> onFinish) : IOutHandler
{
    public void OnPull() => onPull(index);

    public void OnDownstreamFinish(Exception cause) => onFinish(index, cause);
}

/// <summary>Inlets as they have elements; the first come is the first served.</summary>
internal sealed class MergeLogic<TIn, TOut> : OutGraphStageLogic where TIn : TOut
{
    private readonly UniformFanInShape<TIn, TOut> _shape;
    private readonly bool _eager;
    private readonly Queue<Inlet<TIn>> _ready = new();
    private int _running;

    internal MergeLogic(UniformFanInShape<TIn, TOut> shape, bool eagerComplete) : base(shape)
    {
        _shape = shape;
        _eager = eagerComplete;
        _running = shape.Inlets.Length;
        for (var i = 0; i < _running; i++) SetHandler(shape.In(i), new IndexedIn(i, OnPush, OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void PreStart()
    {
        for (var i = 0; i < _shape.Inlets.Length; i++) TryPull(_shape.In(i));
    }

    public override void OnPull()
    {
        // An inlet that failed or was cancelled meanwhile has nothing to give.
        while (_ready.TryDequeue(out var inlet))
        {
            if (!IsAvailable(inlet)) continue;
            Take(inlet);
            break;
        }

        if (_running == 0 && _ready.Count == 0) CompleteStage();
    }

    private void OnPush(int index)
    {
        var inlet = _shape.In(index);
        if (_ready.Count == 0 && IsAvailable(_shape.Out)) Take(inlet);
        else _ready.Enqueue(inlet);
    }

    private void OnFinish(int index)
    {
        _running--;
        if (_eager)
        {
            for (var i = 0; i < _shape.Inlets.Length; i++) Cancel(_shape.In(i));
            _running = 0;
            if (_ready.Count == 0) CompleteStage();
        }
        else if (_running == 0 && _ready.Count == 0)
        {
            CompleteStage();
        }
    }

    private void Take(Inlet<TIn> inlet)
    {
        Push(_shape.Out, Grab(inlet));
        TryPull(inlet);
    }
}

/// <summary>One inlet after another.</summary>
internal sealed class ConcatLogic<TIn, TOut> : OutGraphStageLogic where TIn : TOut
{
    private readonly UniformFanInShape<TIn, TOut> _shape;
    private int _active;

    internal ConcatLogic(UniformFanInShape<TIn, TOut> shape) : base(shape)
    {
        _shape = shape;
        for (var i = 0; i < shape.Inlets.Length; i++) SetHandler(shape.In(i), new IndexedIn(i, OnPush, OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void OnPull() => Pull(_shape.In(_active));

    private void OnPush(int index) => Push(_shape.Out, Grab(_shape.In(index)));

    private void OnFinish(int index)
    {
        if (index != _active) return;
        do _active++;
        while (_active < _shape.Inlets.Length && IsClosed(_shape.In(_active)));
        if (_active == _shape.Inlets.Length) CompleteStage();
        else if (IsAvailable(_shape.Out)) Pull(_shape.In(_active));
    }
}

/// <summary>Some elements of one inlet, then of the next, in turn.</summary>
internal sealed class InterleaveLogic<TIn, TOut> : OutGraphStageLogic where TIn : TOut
{
    private readonly UniformFanInShape<TIn, TOut> _shape;
    private readonly int _segment;
    private readonly bool _eager;
    private int _current;
    private int _taken;
    private int _running;

    internal InterleaveLogic(UniformFanInShape<TIn, TOut> shape, int segmentSize, bool eagerClose) : base(shape)
    {
        _shape = shape;
        _segment = segmentSize;
        _eager = eagerClose;
        _running = shape.Inlets.Length;
        for (var i = 0; i < _running; i++) SetHandler(shape.In(i), new IndexedIn(i, OnPush, OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void OnPull()
    {
        if (!HasBeenPulled(_shape.In(_current))) TryPull(_shape.In(_current));
    }

    private void OnPush(int index)
    {
        Push(_shape.Out, Grab(_shape.In(index)));
        if (++_taken == _segment) Next();
    }

    private void OnFinish(int index)
    {
        _running--;
        if (_eager || _running == 0)
        {
            CompleteStage();
            return;
        }

        if (index != _current) return;
        Next();
        if (IsAvailable(_shape.Out) && !HasBeenPulled(_shape.In(_current))) Pull(_shape.In(_current));
    }

    private void Next()
    {
        _taken = 0;
        for (var i = 0; i < _shape.Inlets.Length; i++)
        {
            _current = (_current + 1) % _shape.Inlets.Length;
            if (!IsClosed(_shape.In(_current))) return;
        }
    }
}

/// <summary>One element of each inlet together.</summary>
internal sealed class ZipLogic<T0, T1, TOut> : OutGraphStageLogic
{
    private readonly FanInShape<T0, T1, TOut> _shape;
    private readonly Func<T0, T1, TOut> _zip;
    private readonly Supervision.Decider _decider;
    private int _missing;
    private bool _ending;

    internal ZipLogic(FanInShape<T0, T1, TOut> shape, Func<T0, T1, TOut> zip, Attributes attributes) : base(shape)
    {
        _shape = shape;
        _zip = zip;
        _decider = attributes.Decider();
        SetHandler(shape.In0, new IndexedIn(0, OnPush, OnFinish, FailStage));
        SetHandler(shape.In1, new IndexedIn(1, OnPush, OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void PreStart()
    {
        _missing = 2;
        Pull(_shape.In0);
        Pull(_shape.In1);
    }

    public override void OnPull()
    {
        if (_missing == 0) PushAll();
    }

    private void OnPush(int index)
    {
        _missing--;
        if (_missing == 0 && IsAvailable(_shape.Out)) PushAll();
    }

    private void OnFinish(int index)
    {
        // An element that waits for its partner, or for demand, may still become a pair.
        if (index == 0 ? !IsAvailable(_shape.In0) : !IsAvailable(_shape.In1)) CompleteStage();
        _ending = true;
    }

    private void PushAll()
    {
        try
        {
            Push(_shape.Out, _zip(Grab(_shape.In0), Grab(_shape.In1)));
        }
        catch (Exception e) when (_decider(e) != Supervision.Directive.Stop)
        {
            // The pair is dropped; the next one is fetched below.
        }

        if (_ending)
        {
            CompleteStage();
            return;
        }

        _missing = 2;
        Pull(_shape.In0);
        Pull(_shape.In1);
        if (IsClosed(_shape.In0) || IsClosed(_shape.In1)) CompleteStage();
    }
}

/// <summary>The second inlet, if the first ends without an element.</summary>
internal sealed class OrElseLogic<T> : OutGraphStageLogic
{
    private readonly UniformFanInShape<T, T> _shape;
    private bool _primaryPushed;
    private Inlet<T> _current;

    internal OrElseLogic(UniformFanInShape<T, T> shape) : base(shape)
    {
        _shape = shape;
        _current = shape.In(0);
        SetHandler(shape.In(0), OnPrimary, OnPrimaryFinished);
        SetHandler(shape.In(1), () => Push(shape.Out, Grab(shape.In(1))), () =>
        {
            if (IsClosed(shape.In(0))) CompleteStage();
        });
        SetHandler(shape.Out, this);
    }

    public override void OnPull() => Pull(_current);

    private void OnPrimary()
    {
        if (!_primaryPushed)
        {
            _primaryPushed = true;
            if (!IsClosed(_shape.In(1))) Cancel(_shape.In(1));
        }

        Push(_shape.Out, Grab(_shape.In(0)));
    }

    private void OnPrimaryFinished()
    {
        if (_primaryPushed || IsClosed(_shape.In(1)))
        {
            CompleteStage();
            return;
        }

        _current = _shape.In(1);
        if (IsAvailable(_shape.Out)) Pull(_current);
    }
}
