using System.Collections.Immutable;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what an observable, or an event, brings; a buffer with a strategy is between, for nobody can hold those back.</summary>
internal abstract class PushedSourceLogic<T>(int maxBuffer, OverflowStrategy strategy) : SourceLogic<T>
{
    private readonly LinkedBuffer<T> _buffer = new();
    private bool _ending;

    public override void OnPull()
    {
        if (_buffer.Count > 0) Push(Out, _buffer.TakeFirst());
        if (_ending && _buffer.Count == 0) CompleteStage();
    }

    /// <summary>May be called from any thread.</summary>
    protected void Arrive(T element) => Post(Enqueue, element);

    /// <summary>May be called from any thread: the end, after what has arrived; or a failure, at once.</summary>
    protected void End(Exception? failure) => Post(OnEnd, failure);

    private void OnEnd(Exception? failure)
    {
        if (failure is not null) FailStage(failure);
        else if (_buffer.Count == 0) CompleteStage();
        else _ending = true;
    }

    private void Enqueue(T element)
    {
        if (_ending) return;
        if (_buffer.Count == 0 && IsAvailable(Out))
        {
            Push(Out, element);
            return;
        }

        if (_buffer.Count >= maxBuffer)
        {
            switch (strategy)
            {
                case OverflowStrategy.DropHead:
                    _buffer.TakeFirst();
                    break;
                case OverflowStrategy.DropTail:
                    _buffer.TakeLast();
                    break;
                case OverflowStrategy.DropBuffer:
                    _buffer.Clear();
                    break;
                case OverflowStrategy.DropNew:
                    return;
                default:
                    FailStage(new BufferOverflowException($"{GetType().Name} buffer has been overflown"));
                    return;
            }
        }

        _buffer.AddLast(element);
    }
}

/// <summary>Emits what an observable pushes, from the start of the stream on.</summary>
internal sealed class ObservableSourceLogic<T>(IObservable<T> observable, int maxBuffer, OverflowStrategy strategy)
    : PushedSourceLogic<T>(maxBuffer, strategy), IObserver<T>
{
    private IDisposable? _subscription;

    public override void PreStart() => _subscription = observable.Subscribe(this);

    public override void PostStop() => _subscription?.Dispose();

    public void OnNext(T value) => Arrive(value);

    public void OnError(Exception error) => End(error);

    public void OnCompleted() => End(null);
}

/// <summary>Emits the arguments of an event while the stream runs.</summary>
internal sealed class EventSourceLogic<TDelegate, TArgs>(
    Func<Action<TArgs>, TDelegate> conversion, Action<TDelegate> addHandler, Action<TDelegate> removeHandler, int maxBuffer, OverflowStrategy strategy)
    : PushedSourceLogic<TArgs>(maxBuffer, strategy)
{
    private TDelegate _handler = default!;

    public override void PreStart()
    {
        _handler = conversion(Arrive);
        addHandler(_handler);
    }

    public override void PostStop() => removeHandler(_handler);
}

/// <summary>Pushes all elements to those who have subscribed to its value; ends when the last of them goes.</summary>
internal sealed class ObservableSinkLogic<T> : SinkLogic<T>, IObservable<T>
{
    private ImmutableList<IObserver<T>> _observers = ImmutableList<IObserver<T>>.Empty;
    private (bool Ended, Exception? Failure) _end;

    public IDisposable Subscribe(IObserver<T> observer)
    {
        ImmutableInterlocked.Update(ref _observers, list => list.Add(observer));
        return new Subscription(this, observer);
    }

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        var element = Grab(In);
        foreach (var observer in _observers) observer.OnNext(element);
        Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        _end = (true, null);
        foreach (var observer in _observers) observer.OnCompleted();
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _end = (true, e);
        foreach (var observer in _observers) observer.OnError(e);
        FailStage(e);
    }

    public override void PostStop()
    {
        if (_end.Ended) return;
        var failure = new AbruptStageTerminationException(this);
        foreach (var observer in _observers) observer.OnError(failure);
    }

    private sealed class Subscription(ObservableSinkLogic<T> sink, IObserver<T> observer) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
            ImmutableInterlocked.Update(ref sink._observers, list => list.Remove(observer));
            observer.OnCompleted();
        }
    }
}
