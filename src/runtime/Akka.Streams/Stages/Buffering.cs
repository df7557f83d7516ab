using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A queue between a fast upstream and a slow downstream.</summary>
internal sealed class BufferLogic<T>(int size, OverflowStrategy strategy) : FlowLogic<T, T>
{
    private readonly LinkedBuffer<T> _buffer = new();

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        var element = Grab(In);
        if (IsAvailable(Out))
        {
            // Downstream waits, so the buffer is empty.
            Push(Out, element);
            Pull(In);
            return;
        }

        if (_buffer.Count >= size && !MakeRoom()) return;
        if (_buffer.Count < size) _buffer.AddLast(element);
        if (strategy != OverflowStrategy.Backpressure || _buffer.Count < size) Pull(In);
    }

    public override void OnPull()
    {
        if (_buffer.Count > 0) Push(Out, _buffer.TakeFirst());
        if (IsClosed(In))
        {
            if (_buffer.Count == 0) CompleteStage();
        }
        else if (!HasBeenPulled(In))
        {
            Pull(In);
        }
    }

    public override void OnUpstreamFinish()
    {
        if (_buffer.Count == 0) CompleteStage();
    }

    private bool MakeRoom()
    {
        switch (strategy)
        {
            case OverflowStrategy.DropHead:
                _buffer.TakeFirst();
                return true;
            case OverflowStrategy.DropTail:
                _buffer.TakeLast();
                return true;
            case OverflowStrategy.DropBuffer:
                _buffer.Clear();
                return true;
            case OverflowStrategy.DropNew:
                return true;
            case OverflowStrategy.Fail:
                FailStage(new BufferOverflowException($"Buffer overflow (max capacity was {size})"));
                return false;
            default:
                throw new Pattern.IllegalStateException("An element arrived though the buffer was full");
        }
    }
}

/// <summary>A ring of elements that can drop from both ends and holds no more memory than it needed so far.</summary>
internal sealed class LinkedBuffer<T>
{
    private T[] _items = [];
    private int _head;

    internal int Count { get; private set; }

    internal void AddLast(T item)
    {
        if (Count == _items.Length) Grow();
        _items[(_head + Count++) % _items.Length] = item;
    }

    internal T TakeFirst()
    {
        var item = _items[_head];
        _items[_head] = default!;
        _head = (_head + 1) % _items.Length;
        Count--;
        return item;
    }

    internal T TakeLast()
    {
        var index = (_head + --Count) % _items.Length;
        var item = _items[index];
        _items[index] = default!;
        return item;
    }

    internal T PeekFirst() => _items[_head];

    internal void Clear()
    {
        Array.Clear(_items);
        _head = Count = 0;
    }

    private void Grow()
    {
        var items = new T[Math.Max(4, _items.Length * 2)];
        for (var i = 0; i < Count; i++) items[i] = _items[(_head + i) % _items.Length];
        _items = items;
        _head = 0;
    }
}

/// <summary>Folds elements together while downstream is slower than upstream.</summary>
internal sealed class BatchLogic<TIn, TOut>(long max, Func<TIn, long> cost, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate, Attributes attributes)
    : FlowLogic<TIn, TOut>
{
    private readonly Decider _decider = attributes.Decider();
    private TOut _batch = default!;
    private TIn _pending = default!;
    private bool _hasBatch;
    private bool _hasPending;
    private long _left = max;

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        var element = Grab(In);
        try
        {
            var weight = cost(element);
            if (!_hasBatch)
            {
                _batch = seed(element);
                _hasBatch = true;
                _left -= weight;
            }
            else if (_left < weight)
            {
                _pending = element;
                _hasPending = true;
            }
            else
            {
                _batch = aggregate(_batch, element);
                _left -= weight;
            }
        }
        catch (Exception e)
        {
            if (!Continues(e)) return;
        }

        if (_hasBatch && IsAvailable(Out)) Flush();
        if (!_hasPending) Pull(In);
    }

    public override void OnPull()
    {
        if (!_hasBatch)
        {
            if (IsClosed(In)) CompleteStage();
            else if (!HasBeenPulled(In)) Pull(In);
            return;
        }

        Flush();
        if (IsClosed(In))
        {
            if (!_hasBatch) CompleteStage();
        }
        else if (!HasBeenPulled(In))
        {
            Pull(In);
        }
    }

    public override void OnUpstreamFinish()
    {
        if (!_hasBatch) CompleteStage();
    }

    private void Flush()
    {
        Push(Out, _batch);
        _hasBatch = false;
        _batch = default!;
        _left = max;
        if (!_hasPending) return;
        var pending = _pending;
        _hasPending = false;
        _pending = default!;
        try
        {
            _batch = seed(pending);
            _hasBatch = true;
            _left -= cost(pending);
        }
        catch (Exception e)
        {
            Continues(e);
        }
    }

    private bool Continues(Exception e)
    {
        switch (_decider(e))
        {
            case Directive.Stop:
                FailStage(e);
                return false;
            case Directive.Restart:
                _hasBatch = _hasPending = false;
                _left = max;
                return true;
            default:
                return true;
        }
    }
}

/// <summary>Invents elements while upstream is slower than downstream.</summary>
internal sealed class ExpandLogic<TIn, TOut>(Func<TIn, IEnumerator<TOut>> extrapolate) : FlowLogic<TIn, TOut>
{
    private IEnumerator<TOut>? _current;
    private bool _hasNext;
    private bool _expanded;

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        _current = extrapolate(Grab(In));
        _hasNext = _current.MoveNext();
        if (!_hasNext)
        {
            Pull(In);
            return;
        }

        if (!IsAvailable(Out))
        {
            _expanded = false;
            return;
        }

        _expanded = true;
        var element = _current.Current;
        _hasNext = _current.MoveNext();
        Push(Out, element);
        Pull(In);
    }

    public override void OnPull()
    {
        if (!_hasNext)
        {
            if (IsClosed(In)) CompleteStage();
            return;
        }

        var element = _current!.Current;
        var first = !_expanded;
        _expanded = true;
        _hasNext = _current.MoveNext();
        if (!first)
        {
            Push(Out, element);
            return;
        }

        Push(Out, element);
        if (IsClosed(In)) CompleteStage();
        else if (!HasBeenPulled(In)) Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        if (!_hasNext || _expanded) CompleteStage();
    }
}
