using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Every element to every outlet, as fast as the slowest.</summary>
internal sealed class BroadcastLogic<T> : InGraphStageLogic
{
    private readonly UniformFanOutShape<T, T> _shape;
    private readonly bool _eager;
    private int _pending;
    private int _running;
    private readonly bool[] _waits;

    internal BroadcastLogic(UniformFanOutShape<T, T> shape, bool eagerCancel) : base(shape)
    {
        _shape = shape;
        _eager = eagerCancel;
        _pending = _running = shape.Outs.Length;
        _waits = new bool[_running];
        Array.Fill(_waits, true);
        SetHandler(shape.In, this);
        for (var i = 0; i < _running; i++) SetHandler(shape.Out(i), new IndexedOut(i, OnPull, OnFinish));
    }

    public override void OnPush()
    {
        _pending = _running;
        var element = Grab(_shape.In);
        for (var i = 0; i < _waits.Length; i++)
        {
            if (IsClosed(_shape.Out(i))) continue;
            Push(_shape.Out(i), element);
            _waits[i] = true;
        }
    }

    private void OnPull(int index)
    {
        _waits[index] = false;
        _pending--;
        TryPullUp();
    }

    private void OnFinish(int index, Exception cause)
    {
        if (_eager)
        {
            CancelStage(cause);
            return;
        }

        _running--;
        if (_running == 0)
        {
            CancelStage(cause);
        }
        else if (_waits[index])
        {
            _waits[index] = false;
            _pending--;
            TryPullUp();
        }
    }

    private void TryPullUp()
    {
        if (_pending == 0 && !HasBeenPulled(_shape.In)) TryPull(_shape.In);
    }
}

/// <summary>Each element to whichever outlet waits.</summary>
internal sealed class BalanceLogic<T> : InGraphStageLogic
{
    private readonly UniformFanOutShape<T, T> _shape;
    private readonly bool _waitForAll;
    private readonly bool _eager;
    private readonly Queue<Outlet<T>> _waiting = new();
    private int _toPull;
    private int _running;

    internal BalanceLogic(UniformFanOutShape<T, T> shape, bool waitForAllDownstreams, bool eagerCancel) : base(shape)
    {
        _shape = shape;
        _waitForAll = waitForAllDownstreams;
        _eager = eagerCancel;
        _toPull = _running = shape.Outs.Length;
        _pulled = new bool[_running];
        SetHandler(shape.In, this);
        for (var i = 0; i < _running; i++) SetHandler(shape.Out(i), new IndexedOut(i, OnPull, OnFinish));
    }

    private readonly bool[] _pulled;

    public override void OnPush() => Dequeue();

    private void OnPull(int index)
    {
        if (!_pulled[index])
        {
            _pulled[index] = true;
            _toPull--;
        }

        var outlet = _shape.Out(index);
        if (IsAvailable(_shape.In) && Ready)
        {
            _waiting.Enqueue(outlet);
            Dequeue();
            return;
        }

        _waiting.Enqueue(outlet);
        if (Ready && !HasBeenPulled(_shape.In)) TryPull(_shape.In);
    }

    private bool Ready => !_waitForAll || _toPull == 0;

    private void OnFinish(int index, Exception cause)
    {
        _running--;
        if (_running == 0 || _eager)
        {
            CancelStage(cause);
            return;
        }

        if (!_pulled[index])
        {
            _pulled[index] = true;
            _toPull--;
            if (Ready && _waiting.Count > 0 && !HasBeenPulled(_shape.In)) TryPull(_shape.In);
        }
    }

    private void Dequeue()
    {
        while (_waiting.TryDequeue(out var outlet))
        {
            if (IsClosed(outlet)) continue;
            Push(outlet, Grab(_shape.In));
            if (_waiting.Count > 0) TryPull(_shape.In);
            return;
        }
    }
}

/// <summary>Each element to the outlet that a function chooses.</summary>
internal sealed class PartitionLogic<T> : InGraphStageLogic
{
    private readonly UniformFanOutShape<T, T> _shape;
    private readonly Func<T, int> _partitioner;
    private readonly bool _eager;
    private T _pending = default!;
    private int _pendingIndex = -1;
    private int _running;

    internal PartitionLogic(UniformFanOutShape<T, T> shape, Func<T, int> partitioner, bool eagerCancel) : base(shape)
    {
        _shape = shape;
        _partitioner = partitioner;
        _eager = eagerCancel;
        _running = shape.Outs.Length;
        SetHandler(shape.In, this);
        for (var i = 0; i < _running; i++) SetHandler(shape.Out(i), new IndexedOut(i, OnPull, OnFinish));
    }

    public override void OnPush()
    {
        var element = Grab(_shape.In);
        var index = _partitioner(element);
        if (index < 0 || index >= _shape.Outs.Length)
        {
            FailStage(new PartitionOutOfBoundsException(
                $"partitioner must return an index in the range [0,{_shape.Outs.Length - 1}]. returned: [{index}] for input [{element}]"));
        }
        else if (IsClosed(_shape.Out(index)))
        {
            if (AnyAvailable()) Pull(_shape.In);
        }
        else if (IsAvailable(_shape.Out(index)))
        {
            Push(_shape.Out(index), element);
            if (AnyAvailable()) Pull(_shape.In);
        }
        else
        {
            _pending = element;
            _pendingIndex = index;
        }
    }

    public override void OnUpstreamFinish()
    {
        if (_pendingIndex < 0) CompleteStage();
    }

    private void OnPull(int index)
    {
        if (_pendingIndex < 0)
        {
            if (!HasBeenPulled(_shape.In)) TryPull(_shape.In);
        }
        else if (_pendingIndex == index)
        {
            Push(_shape.Out(index), _pending);
            Forget();
        }
    }

    private void OnFinish(int index, Exception cause)
    {
        _running--;
        if (_running == 0 || _eager) CancelStage(cause);
        else if (_pendingIndex == index) Forget();
    }

    private void Forget()
    {
        _pendingIndex = -1;
        _pending = default!;
        if (IsClosed(_shape.In)) CompleteStage();
        else if (AnyAvailable() && !HasBeenPulled(_shape.In)) Pull(_shape.In);
    }

    private bool AnyAvailable()
    {
        foreach (var outlet in _shape.Outs)
            if (IsAvailable(outlet)) return true;
        return false;
    }
}

/// <summary>The parts of a pair to two outlets.</summary>
internal sealed class UnzipLogic<TIn, T0, T1> : InGraphStageLogic
{
    private readonly FanOutShape<TIn, T0, T1> _shape;
    private readonly Func<TIn, (T0, T1)> _unzip;
    private int _pending = 2;
    private int _running = 2;

    internal UnzipLogic(FanOutShape<TIn, T0, T1> shape, Func<TIn, (T0, T1)> unzip) : base(shape)
    {
        _shape = shape;
        _unzip = unzip;
        SetHandler(shape.In, this);
        SetHandler(shape.Out0, new IndexedOut(0, OnPull, OnFinish));
        SetHandler(shape.Out1, new IndexedOut(1, OnPull, OnFinish));
    }

    public override void OnPush()
    {
        var (first, second) = _unzip(Grab(_shape.In));
        _pending = _running;
        if (!IsClosed(_shape.Out0)) Push(_shape.Out0, first);
        if (!IsClosed(_shape.Out1)) Push(_shape.Out1, second);
    }

    private void OnPull(int index)
    {
        if (--_pending == 0) TryPull(_shape.In);
    }

    private void OnFinish(int index, Exception cause)
    {
        if (--_running == 0)
        {
            CancelStage(cause);
        }
        else
        {
            var waited = index == 0 ? !IsAvailable(_shape.Out0) : !IsAvailable(_shape.Out1);
            if (_pending > 0 && waited) _pending--;
            if (_pending == 0 && !HasBeenPulled(_shape.In)) TryPull(_shape.In);
        }
    }
}

/// <summary>Every element downstream, and to the tap when that waits.</summary>
internal sealed class WireTapLogic<T> : InGraphStageLogic
{
    private readonly UniformFanOutShape<T, T> _shape;
    private T _pending = default!;
    private bool _hasPending;

    internal WireTapLogic(UniformFanOutShape<T, T> shape) : base(shape)
    {
        _shape = shape;
        SetHandler(shape.In, this);
        SetHandler(shape.Out(0), () => Pull(shape.In), cause => CancelStage(cause));
        SetHandler(shape.Out(1), OnTapPull, OnTapFinish);
    }

    public override void OnPush()
    {
        var element = Grab(_shape.In);
        Push(_shape.Out(0), element);
        if (IsClosed(_shape.Out(1))) return;
        if (IsAvailable(_shape.Out(1)))
        {
            Push(_shape.Out(1), element);
        }
        else
        {
            // The newest element waits for the tap; older ones are dropped.
            _pending = element;
            _hasPending = true;
        }
    }

    private void OnTapPull()
    {
        if (!_hasPending) return;
        _hasPending = false;
        Push(_shape.Out(1), _pending);
        _pending = default!;
    }

    private void OnTapFinish(Exception cause)
    {
        SetHandler(_shape.In, () => Push(_shape.Out(0), Grab(_shape.In)));
        _hasPending = false;
        _pending = default!;
    }
}
