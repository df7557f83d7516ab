using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Presence;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Nodes;
using OpenClaw.Gateway.Pairing;
using OpenClaw.Gateway.Presence;
using OpenClaw.Gateway.Voice;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Frames;
using OpenClaw.Protocol.Json;
using PresenceEntry = OpenClaw.Domain.Presence.PresenceEntry;

namespace OpenClaw.Gateway.Connections;

/// <content>From the challenge to hello-ok.</content>
internal sealed partial class ConnectionActor
{
    private readonly string _nonce = Guid.NewGuid().ToString();
    private string _connectId = "";
    private ConnectParams? _connect;
    private ConnectGrant? _grant;
    private Caller? _caller;

    private void SendChallenge()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("nonce"u8, _nonce);
            writer.WriteNumber("ts"u8, _services.Gateway.Time.GetUtcNow().ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        }

        Send(EventFrames.Targeted(EventFrames.Find(EventNames.ConnectChallenge)!, buffer.WrittenMemory));
    }

    private void OnFirstFrame(InboundFrame frame)
    {
        if (frame.Fault is { } fault)
        {
            // What is no JSON gets no answer at all: it may be no client of ours.
            TellRefused(fault.Text);
            Acknowledge();
            Close(
                fault.Kind == FrameFaultKind.Malformed ? CloseCodes.Normal : CloseCodes.PolicyViolation,
                fault.Kind == FrameFaultKind.Malformed ? "" : FrameFault.Prefix);
            return;
        }

        var request = frame.Request;
        _connectId = request.Id;
        if (request.Method is not { IsHandshake: true } method)
        {
            RefuseRequest(ProtocolError.InvalidRequest("invalid handshake: first request must be connect"));
            return;
        }

        if (method.ValidateParams(frame.Params.Span, _services.Gateway.Options.IgnoreUnknownParams) is { } invalid)
        {
            RefuseRequest(ProtocolError.InvalidRequest(method.InvalidParamsText(invalid)));
            return;
        }

        _connect = Payload.DecodeParams(frame.Params.Span, ProtocolJson.Default.ConnectParams);
        var connect = ToDomain(_connect);
        var now = _services.Gateway.Time.GetUtcNow();
        var verdict = connect.Device?.Check(connect, _nonce, now);
        var attempt = new ConnectAttempt(connect, _socket.Peer.ToDomain(), verdict, verdict is null ? "" : Guid.NewGuid().ToString(), now);
        _services.Gateway.Pairing.Tell(new PairingProtocol.Admit(attempt));
        Become(AwaitDecision);
    }

    private void OnAccepted(ConnectAccepted accepted)
    {
        var grant = _grant = accepted.Grant;
        var client = _connect!.Client;
        _caller = new Caller(
            _id,
            grant.Protocol,
            grant.Role,
            grant.Scopes,
            client.Id,
            client.Mode,
            grant.DeviceId,
            client.InstanceId,
            [.. _connect.Caps ?? []],
            grant.IsLocal)
        {
            Stamp = grant.Stamp,
        };
        if (PresenceState.IsListed(client.Mode, client.InstanceId, grant.DeviceId))
        {
            _services.Gateway.Presence.Tell(new PresenceProtocol.Register(_id, PresenceRow(client, grant)));
            Become(AwaitPresence);
            return;
        }

        SayHello();
    }

    private void SayHello()
    {
        var grant = _grant!;
        Timers.Cancel(HandshakeTimeout.Instance);
        _outbound.SetInboundLimit(FrameLimits.MaxPayload);
        if (CredentialsChanged())
        {
            return;
        }

        var hello = _services.Hello.Write(grant, _id, out var seen);
        Become(Open);
        Send(ResponseFrames.Success(_connectId, hello));
        _services.Gateway.Broadcast.Tell(new BroadcastProtocol.Subscribe(_caller!, _outbound, seen));
        _outbound.StartTicks(_services.Options.TickInterval);
        if (grant.Role == Role.Node)
        {
            _services.Gateway.Nodes.Tell(new NodesProtocol.Register(Node(_connect!, grant)));
            Send(EventFrames.Targeted(EventFrames.Find(EventNames.VoicewakeChanged)!, VoiceMethods.Triggers));
        }

        Context.Parent.Tell(ConnectionProtocol.HandshakeDone.Instance);
        LogOpened(_id, grant.Protocol, grant.Role, _caller!.ClientId, _caller.ClientMode, grant.Method, grant.Scopes, grant.DeviceId);
        _connect = null;
        _grant = null;
        Acknowledge();
    }

    private void OnRefused(ConnectRefused refused)
    {
        var refusal = refused.Refusal;
        TellRefused(refusal.Message);
        Acknowledge();
        Send(ResponseFrames.Error(_connectId, ToWire(refusal)));
        Close(refusal.CloseCode, refusal.CloseReason);
    }

    private void RefuseRequest(ProtocolError error)
    {
        TellRefused(error.Message);
        Acknowledge();
        Send(ResponseFrames.Error(_connectId, error));
        Close(CloseCodes.PolicyViolation, error.Message);
    }

    private void TellRefused(string reason) => Context.Parent.Tell(
        new ConnectionProtocol.Refused(_id, _socket.Peer.Address, reason, _connect is { Client: var client } ? (client.Id, client.Mode) : null));

    private void OnHandshakeTimeout()
    {
        LogHandshakeTimeout(_id);
        Close(CloseCodes.Normal, "");
    }

    private ConnectedNode Node(ConnectParams connect, ConnectGrant grant) => new()
    {
        NodeId = grant.DeviceId!,
        DisplayName = connect.Client.DisplayName,
        Platform = connect.Client.Platform,
        Version = connect.Client.Version,
        DeviceFamily = connect.Client.DeviceFamily,
        ModelIdentifier = connect.Client.ModelIdentifier,
        ClientId = connect.Client.Id,
        ClientMode = connect.Client.Mode,
        RemoteIp = _socket.Peer.IsLoopback ? null : _socket.Peer.Address.ToString(),
        Caps = [.. connect.Caps ?? []],
        Commands = [.. connect.Commands ?? []],
        Permissions = connect.Permissions?.ToImmutableSortedDictionary(StringComparer.Ordinal),
        PathEnv = connect.PathEnv,
        ConnectedAt = _services.Gateway.Time.GetUtcNow(),
    };

    private PresenceEntry PresenceRow(ClientInfo client, ConnectGrant grant)
    {
        var host = client.DisplayName ?? client.Id;
        return new PresenceEntry
        {
            Text = $"Node: {host} · mode {client.Mode}",
            At = _services.Gateway.Time.GetUtcNow(),
            Host = host,
            Ip = _socket.Peer.Address.ToString(),
            Version = client.Version,
            Platform = client.Platform,
            DeviceFamily = client.DeviceFamily,
            ModelIdentifier = client.ModelIdentifier,
            Mode = client.Mode,
            Reason = "connect",
            ClientId = client.Id,
            DeviceId = grant.DeviceId,
            Roles = [grant.Role.ToWire()],
            Scopes = grant.Scopes.ToNames(),
            InstanceId = client.InstanceId ?? grant.DeviceId,
        };
    }

    private static ConnectRequest ToDomain(ConnectParams connect) => new()
    {
        MinProtocol = Clamp(connect.MinProtocol),
        MaxProtocol = Clamp(connect.MaxProtocol),
        Client = new ClientDescription
        {
            Id = connect.Client.Id,
            Mode = connect.Client.Mode,
            Version = connect.Client.Version,
            Platform = connect.Client.Platform,
            DisplayName = connect.Client.DisplayName,
            DeviceFamily = connect.Client.DeviceFamily,
            ModelIdentifier = connect.Client.ModelIdentifier,
            InstanceId = connect.Client.InstanceId,
        },
        Role = connect.Role,
        Scopes = connect.Scopes?.ToImmutableArray() ?? [],
        Credentials = connect.Auth is { } auth
            ? new PresentedCredentials(auth.Token, auth.Password, auth.DeviceToken, auth.BootstrapToken)
            : PresentedCredentials.None,
        Device = connect.Device is { } device
            ? new DeviceProof(device.Id, device.PublicKey, device.Signature, device.SignedAt, device.Nonce)
            : null,
    };

    private static ProtocolError ToWire(ConnectRefusal refusal)
    {
        JsonElement? details = null;
        if (!refusal.Details.IsEmpty)
        {
            var buffer = new ArrayBufferWriter<byte>(256);
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                foreach (var detail in refusal.Details)
                {
                    Write(writer, detail);
                }

                writer.WriteEndObject();
            }

            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            details = document.RootElement.Clone();
        }

        var code = refusal.Code switch
        {
            RefusalCode.NotPaired => ErrorCodes.NotPaired,
            RefusalCode.Unavailable => ErrorCodes.Unavailable,
            _ => ErrorCodes.InvalidRequest,
        };
        return refusal.RetryAfter is { } wait
            ? new ProtocolError(code, refusal.Message, details, true, (int)Math.Ceiling(wait.TotalMilliseconds))
            : new ProtocolError(code, refusal.Message, details);
    }

    private static void Write(Utf8JsonWriter writer, RefusalDetail detail)
    {
        if (detail.Text is { } text)
        {
            writer.WriteString(detail.Name, text);
        }
        else if (detail.Number is { } number)
        {
            writer.WriteNumber(detail.Name, number);
        }
        else if (detail.Flag is { } flag)
        {
            writer.WriteBoolean(detail.Name, flag);
        }
    }

    private static int Clamp(long version) => (int)Math.Min(version, int.MaxValue);
}
