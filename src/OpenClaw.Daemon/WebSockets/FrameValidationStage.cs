using Akka.Streams;
using Akka.Streams.Stage;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Takes each message apart before the connection actor sees it: a request with its envelope, or the fault.</summary>
/// <remarks>The parsing runs on the graph's own dispatcher share, so that one client's large frame does not hold up its actor.</remarks>
internal sealed class FrameValidationStage : GraphStage<FlowShape<SocketProtocol.ISocketSignal, SocketProtocol.ISocketSignal>>
{
    private readonly Inlet<SocketProtocol.ISocketSignal> _in = new("FrameValidation.in");
    private readonly Outlet<SocketProtocol.ISocketSignal> _out = new("FrameValidation.out");
    private FlowShape<SocketProtocol.ISocketSignal, SocketProtocol.ISocketSignal>? _shape;

    public override FlowShape<SocketProtocol.ISocketSignal, SocketProtocol.ISocketSignal> Shape =>
        _shape ??= new FlowShape<SocketProtocol.ISocketSignal, SocketProtocol.ISocketSignal>(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly FrameValidationStage _stage;

        public Logic(FrameValidationStage stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandlers(stage._in, stage._out, this);
        }

        public override void OnPush()
        {
            var signal = Grab(_stage._in);
            if (signal is SocketProtocol.FrameReceived received)
            {
                received.Frame.Validate();
            }

            Push(_stage._out, signal);
        }

        public override void OnPull() => Pull(_stage._in);
    }
}
