using System.Runtime.CompilerServices;
using Akka.Streams;
using Akka.Streams.Stage;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Writes batches to the socket, one at a time, and ends with the close handshake.</summary>
/// <remarks>A write that the transport takes at once goes on to the next batch without leaving the stage.</remarks>
internal sealed class SocketSink(SocketConnection connection) : GraphStage<SinkShape<OutboundBatch>>
{
    private readonly Inlet<OutboundBatch> _in = new("SocketSink.in");
    private SinkShape<OutboundBatch>? _shape;

    public override SinkShape<OutboundBatch> Shape => _shape ??= new SinkShape<OutboundBatch>(_in);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, connection);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly SocketSink _stage;
        private readonly SocketConnection _connection;
        private readonly Action _signalWritten;
        private TaskAwaiter _pending;
        private bool _writing;
        private bool _finished;

        public Logic(SocketSink stage, SocketConnection connection)
            : base(stage.Shape)
        {
            _stage = stage;
            _connection = connection;
            _signalWritten = GetAsyncCallback(OnWritten);
            SetHandler(stage._in, this);
        }

        public override void PreStart()
        {
            SetKeepGoing(true);
            Pull(_stage._in);
        }

        public override void OnPush()
        {
            var write = _connection.WriteAsync(Grab(_stage._in));
            if (write.IsCompleted)
            {
                Finish(write.GetAwaiter());
                return;
            }

            _writing = true;
            _pending = write.GetAwaiter();
            _pending.UnsafeOnCompleted(_signalWritten);
        }

        public override void OnUpstreamFinish()
        {
            _finished = true;
            if (!_writing)
            {
                CompleteStage();
            }
        }

        /// <summary>The close handshake goes on outside the stream, which may end before it.</summary>
        public override void PostStop() => _connection.OutboundEnded();

        private void OnWritten()
        {
            _writing = false;
            Finish(_pending);
        }

        private void Finish(TaskAwaiter write)
        {
            try
            {
                write.GetResult();
            }
            catch (Exception exception)
            {
                // The reading side sees the same broken socket and tells the actor.
                _connection.WriteFailed(exception);
                CompleteStage();
                return;
            }

            if (_finished)
            {
                CompleteStage();
            }
            else
            {
                TryPull(_stage._in);
            }
        }
    }
}
