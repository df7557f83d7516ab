using System.Buffers;
using System.Net;
using System.Text.Json;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;

namespace OpenClaw.Gateway.Connections;

/// <summary>Takes sockets in, as many as may be, and sees them all off at the end.</summary>
/// <remarks>
/// Parent: the gateway's supervisor. Children: one <see cref="ConnectionActor"/> a socket, strategy stop: a broken connection is the client's to open
/// again. States: Serving, Draining. In a drain every client gets the <c>shutdown</c> event and close code 1012; what is still there after
/// <see cref="ConnectionOptions.DrainTimeout"/> is cut. Timer: while handshakes are refused, the one that tells how many.
/// </remarks>
public sealed partial class ConnectionsActor : ReceiveActor, IWithTimers
{
    private readonly ConnectionServices _services;
    private readonly ILogger<ConnectionsActor> _log;
    private readonly HashSet<IActorRef> _handshaking = [];
    private readonly HashSet<IActorRef> _open = [];
    private readonly HandshakeSeats _seats;
    private readonly SocketMaterializers _streams;
    private readonly RefusalNotices _refusals = new();
    private readonly List<IActorRef> _awaitDrained = [];
    private bool _draining;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(GatewayContext gateway, MethodRegistry methods, ConnectionOptions options) =>
        Akka.Actor.Props.Create(() => new ConnectionsActor(gateway, methods, options));

    /// <summary>An actor without sockets.</summary>
    public ConnectionsActor(GatewayContext gateway, MethodRegistry methods, ConnectionOptions options)
    {
        _log = gateway.Loggers.CreateLogger<ConnectionsActor>();
        _seats = new HandshakeSeats(options.MaxHandshakes);
        _streams = new SocketMaterializers(Context);
        _services = new ConnectionServices(
            gateway,
            methods,
            new HelloOkWriter(gateway, methods, options),
            options,
            gateway.Loggers.CreateLogger<ConnectionActor>());
        Receive<ConnectionsProtocol.Accept>(OnAccept);
        Receive<ConnectionProtocol.HandshakeDone>(_ => OnHandshakeDone());
        Receive<ConnectionProtocol.Refused>(OnRefused);
        Receive<RefusalsDue>(_ => OnRefusalsDue());
        Receive<ConnectionsProtocol.Disconnect>(order => TellAll(new ConnectionProtocol.CloseIf(order.Matches, order.CloseCode, order.Reason)));
        Receive<ConnectionsProtocol.GetCount>(_ => Sender.Tell(new ConnectionsProtocol.ConnectionCount(_open.Count, _handshaking.Count)));
        Receive<ConnectionsProtocol.Drain>(OnDrain);
        Receive<DrainTimeout>(_ => OnDrainTimeout());
        Receive<Terminated>(OnTerminated);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void OnAccept(ConnectionsProtocol.Accept accept)
    {
        var options = _services.Options;
        ConnectionActor.Refusal? refusal = null;
        IActorRef? displaced = null;
        if (_draining)
        {
            refusal = new ConnectionActor.Refusal(CloseCodes.ServiceRestart, "service restart");
        }
        else if (_open.Count + _handshaking.Count >= options.MaxConnections || !_seats.TryMakeRoom(accept.Socket.Peer.Address, out displaced))
        {
            refusal = new ConnectionActor.Refusal(CloseCodes.TryAgainLater, "gateway busy");
        }

        displaced?.Tell(ConnectionProtocol.GiveWay.Instance);
        var connection = Context.ActorOf(ConnectionActor.Props(_services, accept.Socket, _streams.Next(), refusal));
        if (refusal is null)
        {
            _seats.Take(accept.Socket.Peer.Address, connection);
        }

        _handshaking.Add(connection);
        Context.Watch(connection);
    }

    private void OnHandshakeDone()
    {
        _seats.Leave(Sender);
        if (_handshaking.Remove(Sender))
        {
            _open.Add(Sender);
        }
    }

    private void OnRefused(ConnectionProtocol.Refused refused)
    {
        if (!_refusals.IsOpen)
        {
            Timers.StartSingleTimer(RefusalsDue.Instance, RefusalsDue.Instance, RefusalNotices.Window);
        }

        if (!_refusals.Add(refused.Address))
        {
            return;
        }

        if (refused.Client is { } client)
        {
            LogRefused(refused.Connection, refused.Reason, client.Id, client.Mode, refused.Address);
        }
        else
        {
            LogNoHandshake(refused.Connection, refused.Reason, refused.Address);
        }
    }

    private void OnRefusalsDue()
    {
        var counts = _refusals.Close();
        if (_refusals.IsOpen)
        {
            Timers.StartSingleTimer(RefusalsDue.Instance, RefusalsDue.Instance, RefusalNotices.Window);
        }

        foreach (var (network, count) in counts)
        {
            LogMoreRefused(count, network?.ToString() ?? "other addresses", RefusalNotices.Window.TotalSeconds);
        }
    }

    private void OnDrain(ConnectionsProtocol.Drain drain)
    {
        LogDraining(drain.Reason, _open.Count, _handshaking.Count);
        _draining = true;
        _awaitDrained.Add(Sender);
        TellAll(new ConnectionProtocol.Shutdown(ShutdownEvent(drain)));
        Timers.StartSingleTimer(DrainTimeout.Instance, DrainTimeout.Instance, _services.Options.DrainTimeout);
        AnswerWhenDrained();
    }

    private void OnDrainTimeout()
    {
        LogDrainTimedOut(_open.Count + _handshaking.Count);
        foreach (var connection in Context.GetChildren())
        {
            Context.Stop(connection);
        }
    }

    private void OnTerminated(Terminated terminated)
    {
        _handshaking.Remove(terminated.ActorRef);
        _seats.Leave(terminated.ActorRef);
        _open.Remove(terminated.ActorRef);
        AnswerWhenDrained();
    }

    private void AnswerWhenDrained()
    {
        if (!_draining || _open.Count + _handshaking.Count > 0)
        {
            return;
        }

        Timers.Cancel(DrainTimeout.Instance);
        foreach (var waiting in _awaitDrained)
        {
            waiting.Tell(ConnectionsProtocol.Drained.Instance);
        }

        _awaitDrained.Clear();
    }

    private void TellAll(object message)
    {
        foreach (var connection in _open)
        {
            connection.Tell(message);
        }

        foreach (var connection in _handshaking)
        {
            connection.Tell(message);
        }
    }

    private static OutboundFrame ShutdownEvent(ConnectionsProtocol.Drain drain)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("reason"u8, drain.Reason);
            if (drain.RestartExpectedMs is { } ms)
            {
                writer.WriteNumber("restartExpectedMs"u8, ms);
            }

            writer.WriteEndObject();
        }

        return EventFrames.Broadcast(EventFrames.Find(EventNames.Shutdown)!, buffer.WrittenMemory, versions: null, coalesceKey: null);
    }

    [LoggerMessage(EventId = 8002, Level = LogLevel.Warning, Message = "{connId}: handshake refused: {reason} ({clientId}/{clientMode} from {address}).")]
    private partial void LogRefused(ConnectionId connId, string reason, string clientId, string clientMode, IPAddress address);

    [LoggerMessage(EventId = 8003, Level = LogLevel.Warning, Message = "{connId}: no handshake: {reason} (from {address}).")]
    private partial void LogNoHandshake(ConnectionId connId, string reason, IPAddress address);

    [LoggerMessage(EventId = 8017, Level = LogLevel.Warning, Message = "{count} more handshakes from {network} were refused in the last {seconds} s.")]
    private partial void LogMoreRefused(int count, string network, double seconds);

    [LoggerMessage(EventId = 8100, Level = LogLevel.Information, Message = "Closing connections, {reason}: {open} open, {handshaking} in their handshake.")]
    private partial void LogDraining(string reason, int open, int handshaking);

    [LoggerMessage(EventId = 8101, Level = LogLevel.Warning, Message = "{count} connections did not close in time and are cut.")]
    private partial void LogDrainTimedOut(int count);

    private sealed class RefusalsDue
    {
        public static readonly RefusalsDue Instance = new();
    }

    private sealed class DrainTimeout
    {
        public static readonly DrainTimeout Instance = new();
    }
}
