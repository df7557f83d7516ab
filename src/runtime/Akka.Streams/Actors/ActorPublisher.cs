using Akka.Actor;
using Akka.Pattern;
using Akka.Streams.Implementation.Stages;
using Reactive.Streams;

namespace Akka.Streams.Actors;

/// <summary>Makes publishers of actors.</summary>
public static class ActorPublisher
{
    /// <summary>A publisher whose elements come from an <see cref="ActorPublisher{T}"/>.</summary>
    public static IPublisher<T> Create<T>(IActorRef @ref) => new Publisher<T>(@ref);

    private sealed class Publisher<T>(IActorRef actor) : IPublisher<T>
    {
        public void Subscribe(ISubscriber<T> subscriber)
        {
            ArgumentNullException.ThrowIfNull(subscriber);
            actor.Tell(new Subscribe<T>(subscriber), ActorRefs.NoSender);
        }
    }
}

/// <summary>
/// An actor that is the source of a stream: it pushes elements with <see cref="OnNext"/>, as many as <see cref="TotalDemand"/> allows, and gets
/// <see cref="Request"/> when there is more demand and <see cref="Cancel"/> when nothing more is wanted. It has one subscriber in its life,
/// which also a restart does not end.
/// </summary>
public abstract class ActorPublisher<T> : ActorBase
{
    private PublisherState<T> _state = new();
    private ICancelable? _subscriptionTimer;

    /// <summary>Whether elements may still be pushed.</summary>
    public bool IsActive => _state.Phase is PublisherPhase.PreSubscriber or PublisherPhase.Active;

    /// <summary>Elements that the subscriber wants and has not got; long.MaxValue = no limit.</summary>
    public long TotalDemand => _state.Demand;

    /// <summary>Whether the stream was completed.</summary>
    public bool IsCompleted => _state.Phase is PublisherPhase.Completed or PublisherPhase.CompleteThenStop;

    /// <summary>Whether the stream was failed.</summary>
    public bool IsErrorEmitted => _state.Phase == PublisherPhase.Failed;

    /// <summary>Whether the subscriber has cancelled.</summary>
    public bool IsCanceled => _state.Phase == PublisherPhase.Canceled;

    /// <summary>How long to wait for a subscriber; infinite unless overridden.</summary>
    public TimeSpan SubscriptionTimeout { get; protected set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Pushes an element.</summary>
    /// <exception cref="IllegalStateException">There is no demand, or the stream has ended.</exception>
    public void OnNext(T element)
    {
        switch (_state.Phase)
        {
            case PublisherPhase.Canceled:
                return;
            case PublisherPhase.Failed:
                throw new IllegalStateException("OnNext must not be called after OnError");
            case PublisherPhase.Completed or PublisherPhase.CompleteThenStop:
                throw new IllegalStateException("OnNext must not be called after OnComplete");
        }

        if (_state.Demand <= 0)
            throw new IllegalStateException($"OnNext is not allowed when the stream has not requested elements, total demand was {_state.Demand}");
        if (element is null) Implementation.ReactiveStreamsCompliance.ThrowNullElement();
        if (_state.Demand != long.MaxValue) _state.Demand--;
        _state.Subscriber!.OnNext(element);
    }

    /// <summary>Completes the stream; the actor goes on.</summary>
    /// <exception cref="IllegalStateException">The stream has ended already.</exception>
    public void OnComplete() => End(PublisherPhase.Completed, null, stop: false);

    /// <summary>Completes the stream and stops the actor once a subscriber knows.</summary>
    /// <exception cref="IllegalStateException">The stream has ended already.</exception>
    public void OnCompleteThenStop() => End(PublisherPhase.CompleteThenStop, null, stop: true);

    /// <summary>Fails the stream; the actor goes on.</summary>
    /// <exception cref="IllegalStateException">The stream has ended already.</exception>
    public void OnError(Exception cause) => End(PublisherPhase.Failed, cause, stop: false);

    /// <summary>Fails the stream and stops the actor once a subscriber knows.</summary>
    /// <exception cref="IllegalStateException">The stream has ended already.</exception>
    public void OnErrorThenStop(Exception cause) => End(PublisherPhase.Failed, cause, stop: true);

    /// <inheritdoc/>
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (message)
        {
            case Request { IsProcessed: false } request:
                return OnRequest(receive, request);
            case Subscribe<T> subscribe:
                OnSubscribe(subscribe.Subscriber);
                return true;
            case Cancel:
                // A subscriber may cancel many times.
                if (_state.Phase == PublisherPhase.Canceled) return true;
                CancelSelf();
                return base.AroundReceive(receive, message);
            case SubscriptionTimeoutExceeded:
                if (_state.Phase != PublisherPhase.PreSubscriber) return true;
                CancelSelf();
                return base.AroundReceive(receive, message);
            default:
                return base.AroundReceive(receive, message);
        }
    }

    /// <inheritdoc/>
    public override void AroundPreStart()
    {
        base.AroundPreStart();
        if (SubscriptionTimeout == Timeout.InfiniteTimeSpan) return;
        _subscriptionTimer = Context.System.Scheduler.ScheduleTellOnceCancelable(SubscriptionTimeout, Self, SubscriptionTimeoutExceeded.Instance, Self);
    }

    /// <inheritdoc/>
    public override void AroundPreRestart(Exception cause, object? message)
    {
        StreamActorStates.Of(Context.System).Keep(Self, _state);
        base.AroundPreRestart(cause, message!);
    }

    /// <inheritdoc/>
    public override void AroundPostRestart(Exception cause, object? message)
    {
        _state = StreamActorStates.Of(Context.System).Take<PublisherState<T>>(Self) ?? _state;
        base.AroundPostRestart(cause, message);
    }

    /// <inheritdoc/>
    public override void AroundPostStop()
    {
        _subscriptionTimer?.Cancel();
        try
        {
            // A restart stops the old incarnation too, and keeps what it left behind.
            if (!StreamActorStates.Of(Context.System).Has(Self) && _state.Phase == PublisherPhase.Active) _state.Subscriber!.OnComplete();
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    private bool OnRequest(Receive receive, Request request)
    {
        if (request.Count < 1)
        {
            if (_state.Phase == PublisherPhase.Active) OnError(Implementation.ReactiveStreamsCompliance.NumberOfElementsInRequestMustBePositiveException);
            return true;
        }

        _state.Demand = request.Count > long.MaxValue - _state.Demand ? long.MaxValue : _state.Demand + request.Count;
        request.MarkProcessed();
        return base.AroundReceive(receive, request);
    }

    private void OnSubscribe(ISubscriber<T> subscriber)
    {
        if (_state.Phase == PublisherPhase.PreSubscriber)
        {
            _subscriptionTimer?.Cancel();
            _state.Subscriber = subscriber;
            _state.Phase = PublisherPhase.Active;
            subscriber.OnSubscribe(new Subscription(Self));
            return;
        }

        subscriber.OnSubscribe(NoSubscription.Instance);
        if (_state.Phase == PublisherPhase.Failed) subscriber.OnError(_state.Failure!);
        else if (IsCompleted) subscriber.OnComplete();
        else subscriber.OnError(new IllegalStateException("ActorPublisher only supports one subscriber (which is allowed, see reactive-streams specification, rule 1.12)"));
        if (_state.StopsWithSubscriber) Context.Stop(Self);
    }

    private void End(PublisherPhase phase, Exception? failure, bool stop)
    {
        switch (_state.Phase)
        {
            case PublisherPhase.Canceled:
                return;
            case PublisherPhase.Failed:
                throw new IllegalStateException(failure is null ? "OnComplete must not be called after OnError" : "OnError must only be called once");
            case PublisherPhase.Completed or PublisherPhase.CompleteThenStop:
                throw new IllegalStateException(failure is null ? "OnComplete must only be called once" : "OnError must not be called after OnComplete");
        }

        var subscriber = _state.Subscriber;
        (_state.Phase, _state.Failure, _state.StopsWithSubscriber, _state.Subscriber) = (phase, failure, stop, null);

        // Without a subscriber the first one that comes hears of it.
        if (subscriber is null) return;
        try
        {
            if (failure is null) subscriber.OnComplete();
            else subscriber.OnError(failure);
        }
        finally
        {
            if (stop) Context.Stop(Self);
        }
    }

    private void CancelSelf() => (_state.Phase, _state.Demand, _state.Subscriber) = (PublisherPhase.Canceled, 0, null);

    private sealed class Subscription(IActorRef actor) : ISubscription
    {
        public void Request(long n) => actor.Tell(new Request(n), ActorRefs.NoSender);

        public void Cancel() => actor.Tell(Actors.Cancel.Instance, ActorRefs.NoSender);
    }
}

internal enum PublisherPhase
{
    PreSubscriber,
    Active,
    Canceled,
    Completed,
    CompleteThenStop,
    Failed,
}

/// <summary>What a publishing actor keeps over its restarts.</summary>
internal sealed class PublisherState<T>
{
    internal PublisherPhase Phase { get; set; }

    internal ISubscriber<T>? Subscriber { get; set; }

    internal long Demand { get; set; }

    internal Exception? Failure { get; set; }

    internal bool StopsWithSubscriber { get; set; }
}
