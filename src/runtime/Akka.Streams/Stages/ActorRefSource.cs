using Akka.Actor;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what is told to an actor reference. <see cref="Status.Success"/> and <see cref="PoisonPill"/> complete, <see cref="Status.Failure"/> fails.</summary>
internal sealed class ActorRefSourceLogic<T> : SourceLogic<T>, Implementation.IStageMailbox
{
    private readonly int _maxBuffer;
    private readonly OverflowStrategy _strategy;
    private readonly LinkedBuffer<T> _buffer = new();
    private bool _completing;

    /// <param name="maxBuffer">Elements that wait for demand; 0 = none does.</param>
    /// <param name="strategy">What a full buffer does.</param>
    /// <param name="name">Part of the reference's path; may be empty.</param>
    internal ActorRefSourceLogic(int maxBuffer, OverflowStrategy strategy, string name)
    {
        _maxBuffer = maxBuffer;
        _strategy = strategy;
        Ref = new Implementation.StageRef(Implementation.GraphBuild.Materializing!, this, Uri.EscapeDataString(name));
    }

    internal Implementation.StageRef Ref { get; }

    public override void OnPull()
    {
        if (_buffer.Count > 0) Push(Out, _buffer.TakeFirst());
        if (_completing && _buffer.Count == 0) CompleteStage();
    }

    public override void PostStop() => Ref.Stop();

    bool Implementation.IStageMailbox.Deliver(IActorRef sender, object message) => Post(OnMessage, message);

    private void OnMessage(object message)
    {
        switch (message)
        {
            case Status.Success or PoisonPill:
                _completing = true;
                if (_buffer.Count == 0) CompleteStage();
                break;
            case Kill:
                FailStage(new ActorKilledException("Kill"));
                break;
            case Status.Failure failure:
                if (!_completing) FailStage(failure.Cause);
                break;
            case T element when !_completing:
                OnElement(element);
                break;
        }
    }

    private void OnElement(T element)
    {
        if (IsAvailable(Out) && _buffer.Count == 0)
        {
            Push(Out, element);
            return;
        }

        if (_maxBuffer == 0) return;
        if (_buffer.Count < _maxBuffer)
        {
            _buffer.AddLast(element);
            return;
        }

        switch (_strategy)
        {
            case OverflowStrategy.DropHead:
                _buffer.TakeFirst();
                _buffer.AddLast(element);
                break;
            case OverflowStrategy.DropTail:
                _buffer.TakeLast();
                _buffer.AddLast(element);
                break;
            case OverflowStrategy.DropBuffer:
                _buffer.Clear();
                _buffer.AddLast(element);
                break;
            case OverflowStrategy.Fail:
                FailStage(new BufferOverflowException($"Buffer overflow (max capacity was: {_maxBuffer})!"));
                break;
        }
    }
}
