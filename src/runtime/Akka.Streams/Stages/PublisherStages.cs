using Akka.Streams.Implementation;
using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Emits what a publisher sends. It asks for a buffer full of elements and then for half a buffer at a time, so that a demand does
/// not cross threads for each element.
/// </summary>
internal sealed class PublisherSourceLogic<T> : SourceLogic<T>, ISubscriber<T>
{
    private readonly IPublisher<T>? _publisher;
    private readonly int _size;
    private readonly int _batch;
    private readonly LinkedBuffer<T> _buffer = new();
    private ISubscription? _subscription;
    private int _outstanding;
    private bool _completed;
    private bool _ended;

    internal PublisherSourceLogic(IPublisher<T>? publisher, Attributes attributes)
    {
        _publisher = publisher;
        _size = attributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16;
        _batch = Math.Max(1, _size / 2);
    }

    public override void PreStart() => _publisher?.Subscribe(this);

    public override void OnPull()
    {
        if (_buffer.Count > 0) Emit();
        if (_completed && _buffer.Count == 0) CompleteStage();
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        _ended = true;
        _buffer.Clear();
        _subscription?.Cancel();
        CancelStage(cause);
    }

    public override void PostStop()
    {
        if (!_ended && !_completed) _subscription?.Cancel();
    }

    void ISubscriber<T>.OnSubscribe(ISubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        Post(Subscribed, subscription, static late => late.Cancel());
    }

    void ISubscriber<T>.OnNext(T element)
    {
        if (element is null) ReactiveStreamsCompliance.ThrowNullElement();
        Post(Arrived, element);
    }

    void ISubscriber<T>.OnError(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Post(Failed, cause);
    }

    void ISubscriber<T>.OnComplete() => Post(static logic => logic.Completed(), this);

    private void Subscribed(ISubscription subscription)
    {
        if (_subscription is not null || _ended)
        {
            subscription.Cancel();
            return;
        }

        _subscription = subscription;
        _outstanding = _size;
        subscription.Request(_size);
    }

    private void Arrived(T element)
    {
        if (_ended || _completed) return;
        if (_buffer.Count >= _size) throw new Pattern.IllegalStateException("Input buffer overrun");
        _outstanding--;
        _buffer.AddLast(element);
        if (IsAvailable(Out)) Emit();
    }

    private void Failed(Exception cause)
    {
        if (_completed || _ended) return;
        _ended = true;
        FailStage(cause);
    }

    private void Completed()
    {
        if (_ended) return;
        _completed = true;
        if (_buffer.Count == 0) CompleteStage();
    }

    private void Emit()
    {
        Push(Out, _buffer.TakeFirst());
        if (!_completed && _size - _outstanding - _buffer.Count >= _batch)
        {
            _outstanding += _batch;
            _subscription!.Request(_batch);
        }
    }
}

/// <summary>Sends elements to subscribers as they demand; the first subscriber may be given beforehand.</summary>
internal sealed class SubscriberSinkLogic<T> : SinkLogic<T>, IPublisher<T>
{
    private readonly bool _fanout;
    private readonly ISubscriber<T>? _only;
    private readonly List<Subscription> _subscriptions = new(1);
    private bool _hadSubscriber;
    private volatile Exception? _failure;
    private volatile bool _ended;

    internal SubscriberSinkLogic(ISubscriber<T>? subscriber, bool fanout)
    {
        _only = subscriber;
        _fanout = fanout;
    }

    public void Subscribe(ISubscriber<T> subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        Post(Add, subscriber, Refuse);
    }

    public override void PreStart()
    {
        // An end that comes before the first subscriber is kept for it.
        SetKeepGoing(true);
        if (_only is not null) Add(_only);
    }

    public override void OnPush()
    {
        var element = Grab(In);
        for (var i = _subscriptions.Count - 1; i >= 0; i--) _subscriptions[i].Send(element);
        PullIfWanted();
    }

    public override void OnUpstreamFinish() => End(null);

    public override void OnUpstreamFailure(Exception e) => End(e);

    public override void PostStop()
    {
        if (!_ended) End(new AbruptTerminationException(Interpreter.Self!));
    }

    private void Add(ISubscriber<T> subscriber)
    {
        if (_ended)
        {
            Refuse(subscriber);
            return;
        }

        if (_hadSubscriber && !_fanout)
        {
            subscriber.OnSubscribe(NoSubscription.Instance);
            subscriber.OnError(new Pattern.IllegalStateException(
                $"{this} only supports one subscriber (which is allowed, see reactive-streams specification, rule 1.12)"));
            return;
        }

        _hadSubscriber = true;
        var subscription = new Subscription(this, subscriber);
        _subscriptions.Add(subscription);
        subscriber.OnSubscribe(subscription);
    }

    private void Request((Subscription Subscription, long Count) demand)
    {
        var (subscription, n) = demand;
        if (!_subscriptions.Contains(subscription)) return;
        if (n < 1)
        {
            var failure = ReactiveStreamsCompliance.NumberOfElementsInRequestMustBePositiveException;
            _subscriptions.Remove(subscription);
            subscription.Fail(failure);
            if (_subscriptions.Count == 0) Stop(failure);
            return;
        }

        subscription.Demand = subscription.Demand + n < 0 ? long.MaxValue : subscription.Demand + n;
        PullIfWanted();
    }

    private void Remove(Subscription subscription)
    {
        if (!_subscriptions.Remove(subscription)) return;
        if (_subscriptions.Count == 0) Stop(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);
        else PullIfWanted();
    }

    private void Stop(Exception cause)
    {
        _failure = cause is SubscriptionWithCancelException ? null : cause;
        _ended = true;
        CancelStage(cause);
    }

    private void PullIfWanted()
    {
        if (_subscriptions.Count == 0 || HasBeenPulled(In)) return;
        foreach (var subscription in _subscriptions)
            if (subscription.Demand == 0) return;
        TryPull(In);
    }

    private void End(Exception? failure)
    {
        _failure = failure;
        _ended = true;
        foreach (var subscription in _subscriptions)
        {
            if (failure is null) subscription.Complete();
            else subscription.Fail(failure);
        }

        _subscriptions.Clear();
        if (failure is null) CompleteStage();
        else FailStage(failure);
    }

    private void Refuse(ISubscriber<T> subscriber)
    {
        subscriber.OnSubscribe(NoSubscription.Instance);
        if (_hadSubscriber && !_fanout)
            subscriber.OnError(new Pattern.IllegalStateException(
                $"{this} only supports one subscriber (which is allowed, see reactive-streams specification, rule 1.12)"));
        else if (_failure is { } failure) subscriber.OnError(failure);
        else subscriber.OnComplete();
    }

    private sealed class Subscription(SubscriberSinkLogic<T> sink, ISubscriber<T> subscriber) : ISubscription
    {
        internal long Demand { get; set; }

        public void Request(long n) => sink.Post(sink.Request, (this, n));

        public void Cancel() => sink.Post(sink.Remove, this);

        internal void Send(T element)
        {
            if (Demand != long.MaxValue) Demand--;
            subscriber.OnNext(element);
        }

        internal void Complete() => subscriber.OnComplete();

        internal void Fail(Exception cause) => subscriber.OnError(cause);
    }
}

/// <summary>For a subscriber that is refused: nothing comes of it.</summary>
internal sealed class NoSubscription : ISubscription
{
    internal static readonly NoSubscription Instance = new();

    public void Request(long n) { }

    public void Cancel() { }
}
