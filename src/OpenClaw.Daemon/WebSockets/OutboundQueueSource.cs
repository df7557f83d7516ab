using Akka.Streams;
using Akka.Streams.Stage;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Feeds what waits in an <see cref="OutboundQueue"/> into the stream, in batches; completes when the queue is closed and empty.</summary>
/// <remarks>There is one batch, used again: demand means that the last one was written.</remarks>
internal sealed class OutboundQueueSource(OutboundQueue queue) : GraphStage<SourceShape<OutboundBatch>>
{
    private readonly Outlet<OutboundBatch> _out = new("OutboundQueue.out");
    private SourceShape<OutboundBatch>? _shape;

    public override SourceShape<OutboundBatch> Shape => _shape ??= new SourceShape<OutboundBatch>(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, queue);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly OutboundQueueSource _stage;
        private readonly OutboundQueue _queue;
        private readonly OutboundBatch _batch = new();

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
            if (_queue.TryTakeOrWait(_batch))
            {
                Push(_stage._out, _batch);
            }
            else if (closed || _queue.IsClosed)
            {
                CompleteStage();
            }
        }
    }
}
