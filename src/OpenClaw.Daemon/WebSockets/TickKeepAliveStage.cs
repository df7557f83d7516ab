using System.Buffers.Text;
using Akka.Streams;
using Akka.Streams.Stage;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Passes batches on and adds the <c>tick</c> event at a fixed interval once the handshake is done.</summary>
/// <remarks>
/// Clients drop a connection after two silent intervals, so a tick is due whatever else was sent. It overtakes what is
/// queued. While the socket takes nothing, at most one tick waits.
/// </remarks>
internal sealed class TickKeepAliveStage(SocketConnection connection) : GraphStage<FlowShape<OutboundBatch, OutboundBatch>>
{
    private static readonly byte[] Head = "{\"type\":\"event\",\"event\":\"tick\",\"payload\":"u8.ToArray();
    private static readonly byte[] Tail = "}"u8.ToArray();
    private const string TimerKey = "tick";

    private readonly Inlet<OutboundBatch> _in = new("TickKeepAlive.in");
    private readonly Outlet<OutboundBatch> _out = new("TickKeepAlive.out");
    private FlowShape<OutboundBatch, OutboundBatch>? _shape;

    public override FlowShape<OutboundBatch, OutboundBatch> Shape => _shape ??= new FlowShape<OutboundBatch, OutboundBatch>(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, connection);

    private sealed class Logic : TimerGraphStageLogic
    {
        private readonly TickKeepAliveStage _stage;
        private readonly SocketConnection _connection;
        private bool _tickDue;

        public Logic(TickKeepAliveStage stage, SocketConnection connection)
            : base(stage.Shape)
        {
            _stage = stage;
            _connection = connection;
            SetHandler(stage._in, onPush: OnPush, onUpstreamFinish: OnUpstreamFinish);
            SetHandler(stage._out, onPull: OnPull);
        }

        public override void PreStart() => _connection.TicksStart.Attach(GetAsyncCallback(() => ScheduleRepeatedly(TimerKey, _connection.TickInterval)));

        protected override void OnTimer(object timerKey)
        {
            if (IsAvailable(_stage._out))
            {
                Push(_stage._out, Tick());
            }
            else
            {
                _tickDue = true;
            }
        }

        private void OnPush()
        {
            // A tick may have used up the demand while the element was under way; then it waits, ungrabbed, for the next.
            if (IsAvailable(_stage._out))
            {
                Push(_stage._out, Grab(_stage._in));
            }
        }

        private void OnPull()
        {
            if (_tickDue)
            {
                _tickDue = false;
                Push(_stage._out, Tick());
            }
            else if (IsAvailable(_stage._in))
            {
                Push(_stage._out, Grab(_stage._in));
                if (IsClosed(_stage._in))
                {
                    CompleteStage();
                }
            }
            else if (!HasBeenPulled(_stage._in))
            {
                Pull(_stage._in);
            }
        }

        private void OnUpstreamFinish()
        {
            // The last element may still wait for the demand that a tick has used up.
            if (!IsAvailable(_stage._in))
            {
                CompleteStage();
            }
        }

        private OutboundBatch Tick()
        {
            Span<byte> payload = stackalloc byte[32];
            "{\"ts\":"u8.CopyTo(payload);
            Utf8Formatter.TryFormat(_connection.Time.GetUtcNow().ToUnixTimeMilliseconds(), payload[6..], out var digits);
            payload[6 + digits] = (byte)'}';
            return _connection.Overtake(new OutboundFrame(Head, payload[..(7 + digits)].ToArray(), Tail, sequenced: true));
        }
    }
}
