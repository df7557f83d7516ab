using System.Collections.Immutable;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The preferred inlet whenever it has an element, else the others as they come.</summary>
internal sealed class MergePreferredLogic<T> : OutGraphStageLogic
{
    private readonly MergePreferred<T>.MergePreferredShape _shape;
    private readonly bool _eager;
    private readonly Queue<Inlet<T>> _ready = new();
    private int _running;

    internal MergePreferredLogic(MergePreferred<T>.MergePreferredShape shape, bool eagerClose) : base(shape)
    {
        _shape = shape;
        _eager = eagerClose;
        _running = shape.Inlets.Length;
        for (var i = 0; i < _running - 1; i++) SetHandler(shape.In(i), new IndexedIn(i, OnSecondary, OnFinish, FailStage));
        SetHandler(shape.Preferred, new IndexedIn(-1, _ => OnPreferred(), OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void PreStart()
    {
        TryPull(_shape.Preferred);
        for (var i = 0; i < _shape.Inlets.Length - 1; i++) TryPull(_shape.In(i));
    }

    public override void OnPull()
    {
        if (IsAvailable(_shape.Preferred)) Take(_shape.Preferred);
        else if (_ready.TryDequeue(out var inlet)) Take(inlet);
        CompleteIfDone();
    }

    private void OnPreferred()
    {
        if (IsAvailable(_shape.Out)) Take(_shape.Preferred);
    }

    private void OnSecondary(int index)
    {
        if (IsAvailable(_shape.Out)) Take(_shape.In(index));
        else _ready.Enqueue(_shape.In(index));
    }

    private void OnFinish(int index)
    {
        _running--;
        if (_eager) CompleteStage();
        else CompleteIfDone();
    }

    private void CompleteIfDone()
    {
        if (_running == 0 && _ready.Count == 0 && !IsAvailable(_shape.Preferred)) CompleteStage();
    }

    /// <summary>Asks for the next element first, so that it may be there before downstream asks again.</summary>
    private void Take(Inlet<T> inlet)
    {
        var element = Grab(inlet);
        TryPull(inlet);
        Push(_shape.Out, element);
    }
}

/// <summary>Among the inlets that have an element, one at random by weight.</summary>
internal sealed class MergePrioritizedLogic<T> : OutGraphStageLogic
{
    private readonly UniformFanInShape<T, T> _shape;
    private readonly ImmutableArray<int> _priorities;
    private readonly bool _eager;
    private int _running;

    internal MergePrioritizedLogic(UniformFanInShape<T, T> shape, ImmutableArray<int> priorities, bool eagerComplete) : base(shape)
    {
        _shape = shape;
        _priorities = priorities;
        _eager = eagerComplete;
        _running = priorities.Length;
        for (var i = 0; i < _running; i++) SetHandler(shape.In(i), new IndexedIn(i, OnPush, OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void PreStart()
    {
        for (var i = 0; i < _priorities.Length; i++) TryPull(_shape.In(i));
    }

    public override void OnPull()
    {
        if (Choose() is { } inlet) Take(inlet);
        if (_running == 0 && Choose() is null) CompleteStage();
    }

    private void OnPush(int index)
    {
        if (IsAvailable(_shape.Out)) Take(_shape.In(index));
    }

    private void OnFinish(int index)
    {
        _running--;
        if (_eager)
        {
            for (var i = 0; i < _priorities.Length; i++) Cancel(_shape.In(i));
            _running = 0;
        }

        if (_running == 0 && Choose() is null) CompleteStage();
    }

    private Inlet<T>? Choose()
    {
        var total = 0;
        for (var i = 0; i < _priorities.Length; i++)
            if (IsAvailable(_shape.In(i))) total += _priorities[i];
        if (total == 0) return null;
        var lot = Random.Shared.Next(total);
        for (var i = 0; i < _priorities.Length; i++)
        {
            if (!IsAvailable(_shape.In(i))) continue;
            lot -= _priorities[i];
            if (lot < 0) return _shape.In(i);
        }

        return null;
    }

    /// <summary>Asks for the next element first, so that it may be there before downstream asks again.</summary>
    private void Take(Inlet<T> inlet)
    {
        var element = Grab(inlet);
        TryPull(inlet);
        Push(_shape.Out, element);
    }
}

/// <summary>The latest of every inlet, for each new element.</summary>
internal sealed class MergeLatestLogic<T> : OutGraphStageLogic
{
    private readonly UniformFanInShape<T, IImmutableList<T>> _shape;
    private readonly bool _eager;
    private readonly T[] _latest;
    private readonly bool[] _seen;
    private int _missing;
    private int _running;

    internal MergeLatestLogic(UniformFanInShape<T, IImmutableList<T>> shape, bool eagerClose) : base(shape)
    {
        _shape = shape;
        _eager = eagerClose;
        _missing = _running = shape.Inlets.Length;
        _latest = new T[_running];
        _seen = new bool[_running];
        for (var i = 0; i < _running; i++) SetHandler(shape.In(i), new IndexedIn(i, OnPush, OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void OnPull()
    {
        for (var i = 0; i < _latest.Length; i++)
            if (!HasBeenPulled(_shape.In(i))) TryPull(_shape.In(i));
    }

    private void OnPush(int index)
    {
        _latest[index] = Grab(_shape.In(index));
        if (!_seen[index])
        {
            _seen[index] = true;
            _missing--;
        }

        if (_missing == 0) Emit(_shape.Out, ImmutableList.Create(_latest));
        TryPull(_shape.In(index));
    }

    private void OnFinish(int index)
    {
        _running--;
        // Without a first element of this inlet there will never be a list.
        if (_running == 0 || _eager || !_seen[index]) CompleteStage();
    }
}

/// <summary>The latest of two inlets, for each new element.</summary>
internal sealed class ZipLatestLogic<T0, T1, TOut> : OutGraphStageLogic
{
    private readonly FanInShape<T0, T1, TOut> _shape;
    private readonly Func<T0, T1, TOut> _zip;
    private readonly bool _eager;
    private T0 _first = default!;
    private T1 _second = default!;
    private bool _hasFirst;
    private bool _hasSecond;
    private bool _new;

    internal ZipLatestLogic(FanInShape<T0, T1, TOut> shape, Func<T0, T1, TOut> zip, bool eagerComplete) : base(shape)
    {
        _shape = shape;
        _zip = zip;
        _eager = eagerComplete;
        SetHandler(shape.In0, () =>
        {
            _first = Grab(shape.In0);
            _hasFirst = true;
            OnNew();
            TryPull(shape.In0);
        }, () => OnFinish(_hasFirst), FailStage);
        SetHandler(shape.In1, () =>
        {
            _second = Grab(shape.In1);
            _hasSecond = true;
            OnNew();
            TryPull(shape.In1);
        }, () => OnFinish(_hasSecond), FailStage);
        SetHandler(shape.Out, this);
    }

    public override void OnPull()
    {
        if (_new) Send();
        if (!IsClosed(_shape.In0) && !HasBeenPulled(_shape.In0)) TryPull(_shape.In0);
        if (!IsClosed(_shape.In1) && !HasBeenPulled(_shape.In1)) TryPull(_shape.In1);
        if (!_new && IsOver) CompleteStage();
    }

    private bool IsOver => _eager ? IsClosed(_shape.In0) || IsClosed(_shape.In1) : IsClosed(_shape.In0) && IsClosed(_shape.In1);

    private void OnNew()
    {
        _new = _hasFirst && _hasSecond;
        if (_new && IsAvailable(_shape.Out)) Send();
    }

    private void Send()
    {
        _new = false;
        Push(_shape.Out, _zip(_first, _second));
    }

    private void OnFinish(bool hadOne)
    {
        // Without a first element of this inlet there will never be a pair.
        if (!hadOne || (!_new && IsOver)) CompleteStage();
    }
}

/// <summary>One element ahead of demand.</summary>
internal sealed class DetacherLogic<T> : FlowLogic<T, T>
{
    public override void PreStart() => TryPull(In);

    public override void OnPush()
    {
        if (!IsAvailable(Out)) return;
        Push(Out, Grab(In));
        TryPull(In);
    }

    public override void OnPull()
    {
        if (!IsAvailable(In)) return;
        Push(Out, Grab(In));
        if (IsClosed(In)) CompleteStage();
        else Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        if (!IsAvailable(In)) CompleteStage();
    }
}
