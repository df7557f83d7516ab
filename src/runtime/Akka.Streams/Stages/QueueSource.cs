using Akka.Streams.Util;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Emits what is offered from outside, through a buffer with a strategy. Without a buffer, or with back-pressure, one offer at a time may wait.
/// </summary>
internal sealed class QueueSourceLogic<T>(int maxBuffer, OverflowStrategy strategy) : SourceLogic<T>, ISourceQueueWithComplete<T>
{
    private LazyCompletion _completion;
    private readonly LinkedBuffer<T>? _buffer = maxBuffer > 0 ? new LinkedBuffer<T>() : null;
    private Offer? _pending;
    private bool _terminating;

    public Task<IQueueOfferResult> OfferAsync(T element)
    {
        var offer = new Offer(element);
        Post(OnOffer, offer, static late => late.Detach());
        return offer.Task;
    }

    public Task WatchCompletionAsync() => _completion.Task;

    public void Complete() => Post(static logic => logic.OnComplete(), this);

    public void Fail(Exception ex) => Post(OnFail, ex);

    public override void OnPull()
    {
        if (_buffer is null)
        {
            if (_pending is { } direct)
            {
                _pending = null;
                Push(Out, direct.Element);
                direct.Answer(QueueOfferResult.Enqueued.Instance);
                if (_terminating) Finish();
            }

            return;
        }

        if (_buffer.Count == 0) return;
        Push(Out, _buffer.TakeFirst());
        if (_pending is { } waiting)
        {
            _pending = null;
            Enqueue(waiting);
        }

        if (_terminating && _buffer.Count == 0) Finish();
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        _pending?.Answer(QueueOfferResult.QueueClosed.Instance);
        _pending = null;
        _completion.TryEnd(cause is SubscriptionWithCancelException.NonFailureCancellation ? null : cause);
        CancelStage(cause);
    }

    public override void PostStop()
    {
        var abrupt = new AbruptStageTerminationException(this);
        _pending?.Fail(abrupt);
        _pending = null;
        _completion.TryEnd(abrupt);
    }

    private void OnOffer(Offer offer)
    {
        if (_terminating)
        {
            offer.Answer(QueueOfferResult.QueueClosed.Instance);
        }
        else if (_buffer is not null)
        {
            if (_buffer.Count == 0 && IsAvailable(Out))
            {
                Push(Out, offer.Element);
                offer.Answer(QueueOfferResult.Enqueued.Instance);
            }
            else if (_buffer.Count < maxBuffer)
            {
                Enqueue(offer);
            }
            else
            {
                Overflow(offer, _buffer);
            }
        }
        else if (IsAvailable(Out))
        {
            Push(Out, offer.Element);
            offer.Answer(QueueOfferResult.Enqueued.Instance);
        }
        else if (_pending is null)
        {
            _pending = offer;
        }
        else
        {
            Collide(offer);
        }
    }

    private void Enqueue(Offer offer)
    {
        _buffer!.AddLast(offer.Element);
        offer.Answer(QueueOfferResult.Enqueued.Instance);
    }

    private void Overflow(Offer offer, LinkedBuffer<T> buffer)
    {
        switch (strategy)
        {
            case OverflowStrategy.DropHead:
                buffer.TakeFirst();
                Enqueue(offer);
                break;
            case OverflowStrategy.DropTail:
                buffer.TakeLast();
                Enqueue(offer);
                break;
            case OverflowStrategy.DropBuffer:
                buffer.Clear();
                Enqueue(offer);
                break;
            case OverflowStrategy.DropNew:
                offer.Answer(QueueOfferResult.Dropped.Instance);
                break;
            case OverflowStrategy.Fail:
                var overflow = new BufferOverflowException($"Buffer overflow (max capacity was: {maxBuffer})!");
                offer.Answer(new QueueOfferResult.Failure(overflow));
                OnFail(overflow);
                break;
            case OverflowStrategy.Backpressure:
                if (_pending is null) _pending = offer;
                else offer.Fail(new Pattern.IllegalStateException("You have to wait for previous offer to be resolved to send another request"));
                break;
        }
    }

    /// <summary>Without a buffer: the strategy applies to the one offer that waits.</summary>
    private void Collide(Offer offer)
    {
        switch (strategy)
        {
            case OverflowStrategy.DropHead:
            case OverflowStrategy.DropBuffer:
                _pending!.Answer(QueueOfferResult.Dropped.Instance);
                _pending = offer;
                break;
            case OverflowStrategy.DropTail:
            case OverflowStrategy.DropNew:
                offer.Answer(QueueOfferResult.Dropped.Instance);
                break;
            case OverflowStrategy.Backpressure:
                offer.Fail(new Pattern.IllegalStateException("You have to wait for previous offer to be resolved to send another request"));
                break;
            default:
                var overflow = new BufferOverflowException($"Buffer overflow (max capacity was: {maxBuffer})!");
                offer.Answer(new QueueOfferResult.Failure(overflow));
                OnFail(overflow);
                break;
        }
    }

    private void OnComplete()
    {
        if (_pending is null && (_buffer is null || _buffer.Count == 0)) Finish();
        else _terminating = true;
    }

    private void OnFail(Exception cause)
    {
        _completion.TryEnd(cause);
        _pending?.Fail(cause);
        _pending = null;
        FailStage(cause);
    }

    private void Finish()
    {
        _completion.TryEnd(null);
        CompleteStage();
    }

    /// <summary>An element on its way in, and the promise of an answer.</summary>
    private sealed class Offer(T element) : TaskCompletionSource<IQueueOfferResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal T Element { get; } = element;

        internal void Answer(IQueueOfferResult result) => TrySetResult(result);

        internal void Fail(Exception cause) => TrySetException(cause);

        internal void Detach() => TrySetException(new StreamDetachedException());
    }
}
