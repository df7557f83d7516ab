using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Sends each element to an actor and waits for its acknowledgement before the next. Elements that come meanwhile wait in a buffer of
/// the size of <see cref="Attributes.InputBuffer"/>; when that is full upstream is held.
/// </summary>
internal sealed class ActorRefBackpressureLogic<T> : SinkLogic<T>
{
    private readonly IActorRef _target;
    private readonly object _onInit;
    private readonly object _ack;
    private readonly object _onComplete;
    private readonly Func<Exception, object> _onFailure;
    private readonly int _maxBuffer;
    private Queue<T>? _buffer;
    private bool _acknowledged;
    private bool _upstreamFinished;
    private bool _endSignalled;

    internal ActorRefBackpressureLogic(
        IActorRef target, object onInit, object ack, object onComplete, Func<Exception, object>? onFailure, Attributes attributes)
    {
        _target = target;
        _onInit = onInit;
        _ack = ack;
        _onComplete = onComplete;
        _onFailure = onFailure ?? (static e => new Status.Failure(e));
        _maxBuffer = Dsl.Require.InputBuffer(attributes, 16);
    }

    private IActorRef Self => StageActor.Ref;

    public override void PreStart()
    {
        // The last elements may wait for acknowledgements after the inlet has closed.
        SetKeepGoing(true);
        GetStageActor(OnMessage).Watch(_target);
        _target.Tell(_onInit, Self);
        Pull(In);
    }

    public override void PostStop()
    {
        if (_endSignalled) return;
        _target.Tell(_onFailure(new AbruptStageTerminationException(this)), ActorRefs.NoSender);
    }

    public override void OnPush()
    {
        var element = Grab(In);
        if (_acknowledged)
        {
            Send(element);
        }
        else
        {
            (_buffer ??= new Queue<T>(1)).Enqueue(element);
        }

        if (Buffered < _maxBuffer) Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        if (Buffered == 0) Finish();
        else _upstreamFinished = true;
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _endSignalled = true;
        _target.Tell(_onFailure(e), Self);
        FailStage(e);
    }

    private int Buffered => _buffer?.Count ?? 0;

    private void OnMessage((IActorRef Sender, object Message) received)
    {
        if (received.Message.Equals(_ack)) OnAcknowledged();
        else if (received.Message is Terminated terminated && terminated.ActorRef.Equals(_target))
        {
            _endSignalled = true;
            CompleteStage();
        }
    }

    private void OnAcknowledged()
    {
        if (_buffer is null || !_buffer.TryDequeue(out var next))
        {
            _acknowledged = true;
            return;
        }

        // The buffer was full: the inlet has not been pulled since.
        if (_buffer.Count == _maxBuffer - 1) TryPullOnce();
        Send(next);
        if (_upstreamFinished && _buffer.Count == 0) Finish();
    }

    private void TryPullOnce()
    {
        if (!HasBeenPulled(In)) TryPull(In);
    }

    private void Send(T element)
    {
        _acknowledged = false;
        _target.Tell(element!, Self);
    }

    private void Finish()
    {
        _endSignalled = true;
        _target.Tell(_onComplete, Self);
        CompleteStage();
    }
}
