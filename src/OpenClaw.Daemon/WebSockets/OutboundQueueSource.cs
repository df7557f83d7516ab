using Akka.Streams;
using Akka.Streams.Stage;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Feeds the frames of an <see cref="OutboundQueue"/> into the stream; completes when the queue is closed and empty.</summary>
internal sealed class OutboundQueueSource(OutboundQueue queue) : GraphStage<SourceShape<OutboundFrame>>
{
    private readonly Outlet<OutboundFrame> _out = new("OutboundQueue.out");
    private SourceShape<OutboundFrame>? _shape;

    public override SourceShape<OutboundFrame> Shape => _shape ??= new SourceShape<OutboundFrame>(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, queue);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly OutboundQueueSource _stage;
        private readonly OutboundQueue _queue;

        public Logic(OutboundQueueSource stage, OutboundQueue queue)
            : base(stage.Shape)
        {
            _stage = stage;
            _queue = queue;
            SetHandler(stage._out, this);
        }

        public override void PreStart() => _queue.Attach(GetAsyncCallback(PushNext));

        public override void OnPull() => PushNext();

        private void PushNext()
        {
            if (!IsAvailable(_stage._out))
            {
                return;
            }

            // Closed is read first: a frame that came in before closing must not be missed between the two reads.
            var closed = _queue.IsClosed;
            if (_queue.TryTakeOrWait(out var frame))
            {
                Push(_stage._out, frame);
            }
            else if (closed || _queue.IsClosed)
            {
                CompleteStage();
            }
        }
    }
}
