using Akka.Actor;
using Akka.Streams;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Presence;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>Speaks with one client: its handshake, its requests, its answers.</summary>
/// <remarks>
/// Parent: <see cref="ConnectionsActor"/>, stop: it never restarts, its client reconnects. States: AwaitConnect (challenge sent),
/// AwaitDecision (asked pairing), AwaitPresence (its row is being published), Open, Closing. Timer: the handshake's. Each signal of the socket is
/// acknowledged after it was dealt with, so a client is read no faster than it is served; during AwaitDecision and AwaitPresence nothing is read.
/// Broadcasts go past this actor, straight to the way out.
/// </remarks>
internal sealed partial class ConnectionActor : ReceiveActor, IWithTimers
{
    private readonly ConnectionId _id = ConnectionId.New();
    private readonly ConnectionServices _services;
    private readonly ISocketGraph _socket;
    private readonly Refusal? _refuseWith;
    private IOutbound _outbound = null!;
    private IActorRef _graph = ActorRefs.Nobody;
    private bool _ended;

    public static Props Props(ConnectionServices services, ISocketGraph socket, Refusal? refuseWith = null) =>
        Akka.Actor.Props.CreateBy(new Producer(services, socket, refuseWith));

    public ConnectionActor(ConnectionServices services, ISocketGraph socket, Refusal? refuseWith)
    {
        _services = services;
        _log = services.Log;
        _socket = socket;
        _refuseWith = refuseWith;
        _call = new Call(this);
        AwaitConnect();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        // Of its own, so that what one client's streams do keeps no other's waiting.
        _outbound = _socket.Run(Self, Context.Materializer(_services.StreamSettings));
        if (_refuseWith is { } refusal)
        {
            TellRefused($"{refusal.Reason} ({refusal.CloseCode})");
            Close(refusal.CloseCode, refusal.Reason);
            return;
        }

        LogAccepted(_id, _socket.Peer.Address, _socket.Peer.Port);
        SendChallenge();
        Timers.StartSingleTimer(HandshakeTimeout.Instance, HandshakeTimeout.Instance, _services.Options.HandshakeTimeout);
    }

    protected override void PostStop()
    {
        if (!_ended)
        {
            _outbound?.Abort();
        }
    }

    private void AwaitConnect()
    {
        Receive<SocketProtocol.Opened>(OnOpened);
        Receive<SocketProtocol.FrameReceived>(received =>
        {
            using var frame = received.Frame;
            OnFirstFrame(frame);
        });
        Receive<HandshakeTimeout>(_ => OnHandshakeTimeout());
        SocketEnds();
        CloseOrders();
    }

    private void AwaitDecision()
    {
        Receive<SocketProtocol.Opened>(OnOpened);
        Receive<ConnectAccepted>(OnAccepted);
        Receive<ConnectRefused>(OnRefused);
        Receive<HandshakeTimeout>(_ => OnHandshakeTimeout());
        SocketEnds();
        CloseOrders();
    }

    private void AwaitPresence()
    {
        Receive<PresenceProtocol.Registered>(_ => SayHello());
        Receive<HandshakeTimeout>(_ => OnHandshakeTimeout());
        SocketEnds();
        CloseOrders();
    }

    private void Open()
    {
        Receive<SocketProtocol.FrameReceived>(received =>
        {
            using (var frame = received.Frame)
            {
                OnFrame(frame);
            }

            Acknowledge();
        });
        Receive<MethodReply.Completed>(OnCompleted);
        Receive<MethodReply.Failed>(OnFailed);
        Receive<MethodReply.Accepted>(OnInterim);
        Receive<ConnectionProtocol.SendEvent>(OnSendEvent);
        Receive<ConnectionProtocol.SlowConsumer>(_ => CloseSlowConsumer());
        SocketEnds();
        CloseOrders();
    }

    /// <summary>The close frame is on its way: whatever still arrives is dropped until the socket ends.</summary>
    private void Closing()
    {
        Receive<SocketProtocol.Opened>(OnOpened);
        Receive<SocketProtocol.FrameReceived>(received =>
        {
            received.Frame.Dispose();
            Acknowledge();
        });
        Receive<SocketProtocol.FrameTooLarge>(_ => Acknowledge());
        Receive<SocketProtocol.Closed>(_ => { });
        Receive<SocketProtocol.Ended>(_ => OnEnded());
        Receive<SocketProtocol.Failed>(_ => OnEnded());
        ReceiveAny(_ => { });
    }

    private void SocketEnds()
    {
        Receive<SocketProtocol.FrameTooLarge>(tooLarge =>
        {
            if (_caller is null)
            {
                TellRefused($"a frame of more than {tooLarge.LimitBytes} bytes");
            }
            else
            {
                LogFrameTooLarge(_id, tooLarge.LimitBytes);
            }

            Acknowledge();
            Close(CloseCodes.FrameTooLarge, "");
        });
        Receive<SocketProtocol.Closed>(closed =>
        {
            LogClosedByClient(_id, closed.Code);
            Close(CloseCodes.Normal, "");
        });
        Receive<SocketProtocol.Ended>(_ => OnEnded());
        Receive<SocketProtocol.Failed>(failed =>
        {
            LogSocketFailed(_id, failed.Cause.GetType().Name);
            OnEnded();
        });
    }

    private void CloseOrders()
    {
        Receive<ConnectionProtocol.Shutdown>(shutdown =>
            Close(CloseCodes.ServiceRestart, "service restart", _caller is null ? null : shutdown.Event));
        Receive<ConnectionProtocol.GiveWay>(_ =>
        {
            // One that is past its handshake needs no seat any more: its word to the parent and this one have crossed.
            if (_caller is null)
            {
                Close(CloseCodes.TryAgainLater, "gateway busy");
            }
        });
        Receive<ConnectionProtocol.CloseIf>(order =>
        {
            if (_caller is not null && order.Matches(_caller))
            {
                Close(order.CloseCode, order.Reason);
            }
        });
    }

    private void OnOpened(SocketProtocol.Opened opened)
    {
        _graph = Sender;
        Acknowledge();
    }

    private void OnEnded()
    {
        _ended = true;
        Context.Stop(Self);
    }

    private void CloseSlowConsumer()
    {
        LogSlowConsumer(_id, _outbound.BufferedBytes);
        Close(CloseCodes.PolicyViolation, "slow consumer");
    }

    private void Close(int code, string reason, OutboundFrame? lastFrame = null)
    {
        Timers.Cancel(HandshakeTimeout.Instance);
        LogClosing(_id, code, reason);
        _outbound.Complete(code, reason, lastFrame);
        Become(Closing);
    }

    private void Acknowledge() => _graph.Tell(SocketProtocol.Ack.Instance);

    private void Send(OutboundFrame frame)
    {
        if (!_outbound.TryEnqueue(frame))
        {
            CloseSlowConsumer();
        }
    }

    private sealed class HandshakeTimeout
    {
        public static readonly HandshakeTimeout Instance = new();
    }

    /// <summary>Why a socket is closed before anything is said.</summary>
    internal sealed record Refusal(int CloseCode, string Reason);

    // An expression tree for each connection would be built, read and thrown away: a fiftieth of a handshake.
    private sealed class Producer(ConnectionServices services, ISocketGraph socket, Refusal? refuseWith) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ConnectionActor);

        public ActorBase Produce() => new ConnectionActor(services, socket, refuseWith);

        public void Release(ActorBase actor)
        {
        }
    }
}
