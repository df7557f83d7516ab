using Akka.Actor;
using Reactive.Streams;

namespace Akka.Streams.Actors;

/// <summary>
/// An actor at the end of a stream: it gets <see cref="OnNext"/>, <see cref="OnComplete"/> and <see cref="OnError"/> among its other messages,
/// and demands elements by its <see cref="RequestStrategy"/>. A restart keeps the subscription.
/// </summary>
public abstract class ActorSubscriber : ActorBase
{
    private SubscriberState _state = new();

    /// <summary>Says how many elements to demand after each message.</summary>
    public abstract IRequestStrategy RequestStrategy { get; }

    /// <summary>Whether the stream has ended or was cancelled.</summary>
    public bool IsCanceled => _state.IsCanceled;

    /// <summary>Elements demanded that have not come.</summary>
    protected int RemainingRequested => (int)Math.Min(int.MaxValue, _state.Requested);

    /// <summary>A subscriber that hands what it gets to an <see cref="ActorSubscriber"/>.</summary>
    public static ISubscriber<T> Create<T>(IActorRef @ref) => new Subscriber<T>(@ref);

    /// <summary>Demands <paramref name="elements"/> more; for what the strategy does not cover.</summary>
    protected void Request(long elements)
    {
        if (elements <= 0) return;

        // What is demanded before the stream has begun is demanded with its first message.
        _state.Requested += elements;
        _state.Subscription?.Request(elements);
    }

    /// <summary>Wants nothing more and stops the actor.</summary>
    protected void Cancel()
    {
        if (_state.IsCanceled) return;
        _state.IsCanceled = true;
        if (_state.Subscription is not { } subscription) return;
        Context.Stop(Self);
        subscription.Cancel();
    }

    /// <inheritdoc/>
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (message)
        {
            case OnNext:
                _state.Requested--;
                if (_state.IsCanceled) return true;
                base.AroundReceive(receive, message);
                RequestMore();
                return true;
            case OnSubscribe begin:
                Begin(begin.Subscription);
                return true;
            case OnComplete or OnError:
                if (_state.IsCanceled) return true;
                _state.IsCanceled = true;
                return base.AroundReceive(receive, message);
            default:
                var handled = base.AroundReceive(receive, message);
                RequestMore();
                return handled;
        }
    }

    /// <inheritdoc/>
    public override void AroundPreStart()
    {
        base.AroundPreStart();
        RequestMore();
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
        _state = StreamActorStates.Of(Context.System).Take<SubscriberState>(Self) ?? _state;
        base.AroundPostRestart(cause, message);
        RequestMore();
    }

    /// <inheritdoc/>
    public override void AroundPostStop()
    {
        // A restart stops the old incarnation too, and keeps what it left behind.
        if (!StreamActorStates.Of(Context.System).Has(Self) && !_state.IsCanceled) _state.Subscription?.Cancel();
        base.AroundPostStop();
    }

    private void Begin(ISubscription subscription)
    {
        if (_state.Subscription is not null)
        {
            subscription.Cancel();
        }
        else if (_state.IsCanceled)
        {
            Context.Stop(Self);
            subscription.Cancel();
        }
        else
        {
            _state.Subscription = subscription;
            if (_state.Requested > 0) subscription.Request(_state.Requested);
        }
    }

    private void RequestMore()
    {
        if (!_state.IsCanceled) Request(RequestStrategy.RequestDemand(RemainingRequested));
    }

    private sealed class SubscriberState
    {
        internal ISubscription? Subscription { get; set; }

        internal long Requested { get; set; }

        internal bool IsCanceled { get; set; }
    }

    private sealed class Subscriber<T>(IActorRef actor) : ISubscriber<T>
    {
        public void OnSubscribe(ISubscription subscription)
        {
            ArgumentNullException.ThrowIfNull(subscription);
            actor.Tell(new OnSubscribe(subscription), ActorRefs.NoSender);
        }

        public void OnNext(T element)
        {
            if (element is null) Implementation.ReactiveStreamsCompliance.ThrowNullElement();
            actor.Tell(new OnNext(element), ActorRefs.NoSender);
        }

        public void OnError(Exception cause)
        {
            ArgumentNullException.ThrowIfNull(cause);
            actor.Tell(new OnError(cause), ActorRefs.NoSender);
        }

        public void OnComplete() => actor.Tell(Actors.OnComplete.Instance, ActorRefs.NoSender);
    }
}
