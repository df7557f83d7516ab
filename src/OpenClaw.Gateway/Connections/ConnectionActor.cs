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
/// Broadcasts go past this actor, straight to the way out. Its states are methods with a switch, because tables of handlers would be built anew, four of them, for each connection.
/// </remarks>
internal sealed partial class ConnectionActor : UntypedActor, IWithTimers
{
    private readonly ConnectionId _id = ConnectionId.New();
    private readonly ConnectionServices _services;
    private readonly ISocketGraph _socket;
    private readonly IMaterializer _streams;
    private readonly Refusal? _refuseWith;
    private IOutbound _outbound = null!;
    private IActorRef _graph = ActorRefs.Nobody;
    private bool _ended;

    public static Props Props(ConnectionServices services, ISocketGraph socket, IMaterializer streams, Refusal? refuseWith = null) =>
        Akka.Actor.Props.CreateBy(new Producer(services, socket, streams, refuseWith));

    public ConnectionActor(ConnectionServices services, ISocketGraph socket, IMaterializer streams, Refusal? refuseWith)
    {
        _services = services;
        _log = services.Log;
        _socket = socket;
        _streams = streams;
        _refuseWith = refuseWith;
        _call = new Call(this);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _outbound = _socket.Run(Self, _streams);
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

    protected override void OnReceive(object message) => AwaitConnect(message);

    private void AwaitConnect(object message)
    {
        switch (message)
        {
            case SocketProtocol.FrameReceived received:
                using (var frame = received.Frame)
                {
                    frame.Validate();
                    OnFirstFrame(frame);
                }

                break;
            default:
                DuringHandshake(message);
                break;
        }
    }

    private void AwaitDecision(object message)
    {
        switch (message)
        {
            case ConnectAccepted accepted:
                OnAccepted(accepted);
                break;
            case ConnectRefused refused:
                OnRefused(refused);
                break;
            default:
                DuringHandshake(message);
                break;
        }
    }

    private void AwaitPresence(object message)
    {
        switch (message)
        {
            case PresenceProtocol.Registered:
                SayHello();
                break;
            default:
                DuringHandshake(message);
                break;
        }
    }

    private void Open(object message)
    {
        switch (message)
        {
            case SocketProtocol.FrameReceived received:
                using (var frame = received.Frame)
                {
                    frame.Validate();
                    OnFrame(frame);
                }

                Acknowledge();
                break;
            case MethodReply.Completed reply:
                OnCompleted(reply);
                break;
            case MethodReply.Failed reply:
                OnFailed(reply);
                break;
            case MethodReply.Accepted reply:
                OnInterim(reply);
                break;
            case ConnectionProtocol.SendEvent order:
                OnSendEvent(order);
                break;
            case ConnectionProtocol.SlowConsumer:
                CloseSlowConsumer();
                break;
            default:
                InAnyState(message);
                break;
        }
    }

    /// <summary>The close frame is on its way: whatever still arrives is dropped until the socket ends.</summary>
    private void Closing(object message)
    {
        switch (message)
        {
            case SocketProtocol.Opened:
                OnOpened();
                break;
            case SocketProtocol.FrameReceived received:
                received.Frame.Dispose();
                Acknowledge();
                break;
            case SocketProtocol.FrameTooLarge:
                Acknowledge();
                break;
            case SocketProtocol.Ended or SocketProtocol.Failed:
                OnEnded();
                break;
        }
    }

    private void DuringHandshake(object message)
    {
        switch (message)
        {
            case SocketProtocol.Opened:
                OnOpened();
                break;
            case HandshakeTimeout:
                OnHandshakeTimeout();
                break;
            default:
                InAnyState(message);
                break;
        }
    }

    /// <summary>The socket's end, and orders to close it.</summary>
    private void InAnyState(object message)
    {
        switch (message)
        {
            case SocketProtocol.FrameTooLarge tooLarge:
                OnFrameTooLarge(tooLarge);
                break;
            case SocketProtocol.Closed closed:
                LogClosedByClient(_id, closed.Code);
                Close(CloseCodes.Normal, "");
                break;
            case SocketProtocol.Ended:
                OnEnded();
                break;
            case SocketProtocol.Failed failed:
                LogSocketFailed(_id, failed.Cause.GetType().Name);
                OnEnded();
                break;
            case ConnectionProtocol.Shutdown shutdown:
                Close(CloseCodes.ServiceRestart, "service restart", _caller is null ? null : shutdown.Event);
                break;
            case ConnectionProtocol.GiveWay:
                OnGiveWay();
                break;
            case ConnectionProtocol.CloseIf order:
                OnCloseIf(order);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnFrameTooLarge(SocketProtocol.FrameTooLarge tooLarge)
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
    }

    private void OnGiveWay()
    {
        // One that is past its handshake needs no seat any more: its word to the parent and this one have crossed.
        if (_caller is null)
        {
            Close(CloseCodes.TryAgainLater, "gateway busy");
        }
    }

    private void OnCloseIf(ConnectionProtocol.CloseIf order)
    {
        if (_caller is not null && order.Matches(_caller))
        {
            Close(order.CloseCode, order.Reason);
        }
    }

    private void OnOpened()
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
    private sealed class Producer(ConnectionServices services, ISocketGraph socket, IMaterializer streams, Refusal? refuseWith) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ConnectionActor);

        public ActorBase Produce() => new ConnectionActor(services, socket, streams, refuseWith);

        public void Release(ActorBase actor)
        {
        }
    }
}
