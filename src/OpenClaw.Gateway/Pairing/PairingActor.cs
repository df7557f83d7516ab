using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.Nodes;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Events.Devices;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Devices;
using OpenClaw.Protocol.Methods.Nodes;

namespace OpenClaw.Gateway.Pairing;

/// <summary>Decides every handshake and owns what handshakes share: paired devices, waiting requests, failed attempts.</summary>
/// <remarks>
/// Parent: <see cref="JournalSupervisor"/>, because a failed write stops the actor: it is not known what is stored, so it recovers from the journal. Persistence
/// id: <c>pairing</c>. State is the fold of <see cref="IPairingEvent"/>s; <see cref="Keep"/> is the one place where they happen, and nobody hears of
/// one before it is durable. Now and then a snapshot takes the place of the events before it: a device that comes back is a new token, and the
/// journal would grow for ever. Signatures are verified by the connections before they ask, so what is serialised here is cheap. A restart loses failed
/// attempts.
/// </remarks>
public sealed partial class PairingActor : ServingPersistentActor
{
    private const int SnapshotEvery = 500;

    private readonly Func<AccessPolicy> _policy;
    private readonly IActorRef _broadcast;
    private readonly IActorRef _nodes;
    private readonly TimeProvider _time;
    private readonly ILogger<PairingActor> _log;
    private readonly Published<IActorRef> _connections;
    private PairingState _state = PairingState.Empty;
    private FailedAuthLimiter _limiter = FailedAuthLimiter.Empty;
    private readonly int _snapshotEvery;
    private long _eventsSinceSnapshot;
    private Action? _refuse;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(Func<AccessPolicy> policy, IActorRef broadcast, IActorRef nodes, Published<IActorRef> connections, TimeProvider time, ILogger<PairingActor> log, int snapshotEvery = SnapshotEvery) =>
        Akka.Actor.Props.Create(() => new PairingActor(policy, broadcast, nodes, connections, time, log, snapshotEvery));

    /// <summary>An actor with nothing paired.</summary>
    /// <param name="policy">Read anew for each handshake, so that a changed secret counts at once.</param>
    /// <param name="broadcast">Gets the pairing events.</param>
    /// <param name="nodes">Hears of removed devices.</param>
    /// <param name="connections">Where open connections are closed from; known only after this actor was started.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    /// <param name="snapshotEvery">Events behind which a snapshot is taken.</param>
    public PairingActor(Func<AccessPolicy> policy, IActorRef broadcast, IActorRef nodes, Published<IActorRef> connections, TimeProvider time, ILogger<PairingActor> log, int snapshotEvery)
    {
        _snapshotEvery = snapshotEvery;
        _policy = policy;
        _broadcast = broadcast;
        _nodes = nodes;
        _connections = connections;
        _time = time;
        _log = log;
        Recover<IPairingEvent>(OnReplayed);
        Recover<SnapshotOffer>(offer => _state = (PairingState)offer.Snapshot);
        Recover<RecoveryCompleted>(_ =>
        {
            TellNodes();
            Context.Parent.Tell(JournalSupervisor.Recovered.Instance);
        });
        Command<PairingProtocol.Admit>(OnAdmit);
        Command<PairingProtocol.AuthorizeHttp>(OnAuthorizeHttp);
        Command<PairingProtocol.List>(OnList);
        Command<PairingProtocol.Approve>(OnApprove);
        Command<PairingProtocol.Reject>(OnReject);
        Command<PairingProtocol.Remove>(OnRemove);
        Command<PairingProtocol.Rename>(OnRename);
        Command<PairingProtocol.RotateToken>(OnRotateToken);
        Command<PairingProtocol.RevokeToken>(OnRevokeToken);
        Command<SaveSnapshotSuccess>(OnSnapshotSaved);
        Command<DeleteMessagesSuccess>(static _ => { });
        Command<DeleteSnapshotsSuccess>(static _ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId => "pairing";

    /// <inheritdoc/>
    protected override void PostStop()
    {
        // Stopped by a bug between a write and its answer.
        RefuseUnkept();
        base.PostStop();
    }

    private void OnAdmit(PairingProtocol.Admit admit)
    {
        var decision = ConnectDecider.Decide(admit.Attempt, _policy(), _state, _limiter);
        _limiter = decision.Limiter;
        var connection = Sender;
        Keep(
            decision.Events,
            () => connection.Tell(decision),
            () => connection.Tell(new ConnectRefused(ConnectRefusal.StoreUnavailable(), [], _limiter)));
    }

    private void OnAuthorizeHttp(PairingProtocol.AuthorizeHttp authorize)
    {
        var decision = HttpAccess.Decide(authorize.Attempt, _policy(), _limiter);
        _limiter = decision.Limiter;
        Sender.Tell(decision);
    }

    private void OnList(PairingProtocol.List list)
    {
        var now = _time.GetUtcNow();
        var result = new DevicePairListResult
        {
            Pending = [.. _state.LivePending(now).Select(request => request.ToWire(_state.Devices.ContainsKey(request.DeviceId)))],
            Paired = [.. _state.Devices.Values.OrderByDescending(device => device.ApprovedAt).Select(device => device.ToWire())],
        };
        list.ReplyTo.Succeed(Payload.Encode(result, ProtocolJson.Default.DevicePairListResult));
    }

    private void OnApprove(PairingProtocol.Approve approve)
    {
        var decision = PairingDecider.Approve(_state, approve.RequestId, approve.Caller.Scopes, _time.GetUtcNow());
        if (IsRefused(decision, approve.Caller, approve.ReplyTo))
        {
            return;
        }

        Keep(decision.Events, approve.ReplyTo, () => approve.ReplyTo.Succeed(Payload.Encode(
            new DevicePairApproveResult { RequestId = approve.RequestId, Device = _state.Devices[decision.Events[0].DeviceId].ToWire() },
            ProtocolJson.Default.DevicePairApproveResult)));
    }

    private void OnReject(PairingProtocol.Reject reject)
    {
        var decision = PairingDecider.Reject(_state, reject.RequestId, _time.GetUtcNow());
        if (IsRefused(decision, reject.Caller, reject.ReplyTo))
        {
            return;
        }

        Keep(decision.Events, reject.ReplyTo, () => reject.ReplyTo.Succeed(Payload.Encode(
            new DevicePairRejectResult { RequestId = reject.RequestId, DeviceId = decision.Events[0].DeviceId }, ProtocolJson.Default.DevicePairRejectResult)));
    }

    private void OnRemove(PairingProtocol.Remove remove)
    {
        var decision = remove.IsNode && !IsNode(remove.DeviceId)
            ? PairingDecision.Unknown("unknown nodeId")
            : PairingDecider.Remove(_state, remove.DeviceId, CallerOf(remove.Caller), _time.GetUtcNow());
        if (IsRefused(decision, remove.Caller, remove.ReplyTo))
        {
            return;
        }

        Keep(decision.Events, remove.ReplyTo, () =>
        {
            remove.ReplyTo.Succeed(remove.IsNode
                ? Payload.Encode(new NodePairRemoveResult { NodeId = remove.DeviceId }, ProtocolJson.Default.NodePairRemoveResult)
                : Payload.Encode(new DevicePairRemoveResult { DeviceId = remove.DeviceId }, ProtocolJson.Default.DevicePairRemoveResult));
            Disconnect(remove.DeviceId, role: null, "device removed");
        });
    }

    private void OnRename(PairingProtocol.Rename rename)
    {
        var decision = rename.IsNode && !IsNode(rename.DeviceId)
            ? PairingDecision.Unknown("unknown nodeId")
            : PairingDecider.Rename(_state, rename.DeviceId, rename.Label, _time.GetUtcNow());
        if (IsRefused(decision, rename.Caller, rename.ReplyTo))
        {
            return;
        }

        Keep(decision.Events, rename.ReplyTo, () => rename.ReplyTo.Succeed(rename.IsNode
            ? Payload.Encode(new NodeRenameResult { NodeId = rename.DeviceId, DisplayName = rename.Label }, ProtocolJson.Default.NodeRenameResult)
            : Payload.Encode(new DevicePairRenameResult { DeviceId = rename.DeviceId, Label = rename.Label }, ProtocolJson.Default.DevicePairRenameResult)));
    }

    private void OnRotateToken(PairingProtocol.RotateToken rotate)
    {
        var decision = PairingDecider.RotateToken(_state, rotate.DeviceId, rotate.Role, rotate.Scopes, CallerOf(rotate.Caller), _time.GetUtcNow());
        if (IsRefused(decision, rotate.Caller, rotate.ReplyTo))
        {
            return;
        }

        Keep(decision.Events, rotate.ReplyTo, () =>
        {
            var issued = (DeviceTokenIssued)decision.Events[0];

            // From protocol 4 on only the device itself is shown its token; another one gets it at its next connect with the shared secret.
            var shown = rotate.Caller.Protocol <= 3 || rotate.Caller.DeviceId == rotate.DeviceId;
            rotate.ReplyTo.Succeed(Payload.Encode(
                new DeviceTokenRotateResult
                {
                    DeviceId = rotate.DeviceId,
                    Role = rotate.Role.ToWire(),
                    Token = shown ? _policy().Tokens.Derive(rotate.DeviceId, rotate.Role, issued.Generation) : null,
                    TokenDelivery = shown ? null : "withheld-cross-device",
                    Scopes = issued.Scopes.ToNames(),
                    RotatedAtMs = issued.At.ToUnixTimeMilliseconds(),
                },
                ProtocolJson.Default.DeviceTokenRotateResult));
            Disconnect(rotate.DeviceId, rotate.Role, "device token rotated", except: rotate.Caller.Id);
        });
    }

    private void OnRevokeToken(PairingProtocol.RevokeToken revoke)
    {
        var decision = PairingDecider.RevokeToken(_state, revoke.DeviceId, revoke.Role, CallerOf(revoke.Caller), _time.GetUtcNow());
        if (IsRefused(decision, revoke.Caller, revoke.ReplyTo))
        {
            return;
        }

        Keep(decision.Events, revoke.ReplyTo, () =>
        {
            revoke.ReplyTo.Succeed(Payload.Encode(
                new DeviceTokenRevokeResult
                {
                    DeviceId = revoke.DeviceId,
                    Role = revoke.Role.ToWire(),
                    RevokedAtMs = decision.Events[0].At.ToUnixTimeMilliseconds(),
                },
                ProtocolJson.Default.DeviceTokenRevokeResult));
            Disconnect(revoke.DeviceId, revoke.Role, "device token revoked");
        });
    }

    /// <summary>Makes events happen: durable first, then the state, then whoever has to hear of them, and last the answer.</summary>
    /// <param name="events">What happens; nothing needs no store.</param>
    /// <param name="answer">Answers once it is durable.</param>
    /// <param name="refuse">Answers when it could not be made durable. What is stored is not known then: the actor stops, and recovers from the journal.</param>
    private void Keep(IReadOnlyCollection<IPairingEvent> events, Action answer, Action refuse)
    {
        if (events.Count == 0)
        {
            answer();
            return;
        }

        _refuse = refuse;
        PersistAll(events, OnHappened);
        DeferAsync(answer, then =>
        {
            then();
            _refuse = null;
            SaveSnapshotIfWorth();
        });
    }

    private void Keep(IReadOnlyCollection<IPairingEvent> events, ReplyTo replyTo, Action answer) =>
        Keep(events, answer, () => replyTo.Fail(ProtocolError.Unavailable("the change could not be stored (is the disk full, or the database away?)")));

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        LogNotStored(cause, @event.GetType().Name);
        RefuseUnkept();
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // The journal would not have it, so neither may the state: start anew from what is stored.
        LogNotStored(cause, @event.GetType().Name);
        RefuseUnkept();
        Context.Stop(Self);
    }

    private void RefuseUnkept()
    {
        var refuse = _refuse;
        _refuse = null;
        refuse?.Invoke();
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) => LogNotRecovered(reason, PersistenceId, LastSequenceNr + 1);

    private void OnReplayed(IPairingEvent happened)
    {
        _state = _state.Apply(happened);
        _eventsSinceSnapshot++;
    }

    private void SaveSnapshotIfWorth()
    {
        if (_eventsSinceSnapshot >= _snapshotEvery)
        {
            _eventsSinceSnapshot = 0;
            SaveSnapshot(_state);
        }
    }

    /// <summary>What it stands for need not be read, or kept, any more.</summary>
    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        DeleteMessages(saved.Metadata.SequenceNr);
        DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
    }

    private void OnHappened(IPairingEvent happened)
    {
        OnReplayed(happened);
        switch (happened)
        {
            case PairingRequested e:
                LogRequested(e.DeviceId, e.Request.RequestId, e.Request.Reason, e.Request.RemoteIp);
                _broadcast.Tell(new BroadcastProtocol.Publish(
                    EventNames.DevicePairRequested,
                    Payload.Encode(e.Request.ToWire(_state.Devices.ContainsKey(e.DeviceId)), ProtocolJson.Default.DevicePending)));
                break;
            case DevicePaired e:
                LogPaired(e.DeviceId, e.Role, e.Scopes, e.ApprovedVia);
                PublishResolved(e.RequestId, e.DeviceId, "approved", e.At);
                TellNodes(e.DeviceId);
                break;
            case DeviceRenamed e:
                TellNodes(e.DeviceId);
                break;
            case PairingRejected e:
                LogRejected(e.DeviceId, e.RequestId);
                PublishResolved(e.RequestId, e.DeviceId, "rejected", e.At);
                break;
            case DeviceTokenRevoked e:
                LogTokenRevoked(e.DeviceId, e.Role);
                break;
            case DeviceRemoved e:
                LogRemoved(e.DeviceId);
                _nodes.Tell(new NodesProtocol.Forget(e.DeviceId));
                break;
        }
    }

    private bool IsNode(string deviceId) => _state.Devices.GetValueOrDefault(deviceId)?.GrantOf(Role.Node) is not null;

    private void TellNodes()
    {
        foreach (var deviceId in _state.Devices.Keys)
        {
            TellNodes(deviceId);
        }
    }

    private void TellNodes(string deviceId)
    {
        if (IsNode(deviceId))
        {
            var device = _state.Devices[deviceId];
            _nodes.Tell(new NodesProtocol.Paired(new PairedNode(deviceId, device.Label, device.Client, device.CreatedAt, device.ApprovedAt)));
        }
    }

    private void PublishResolved(string requestId, string deviceId, string decision, DateTimeOffset at) =>
        _broadcast.Tell(new BroadcastProtocol.Publish(
            EventNames.DevicePairResolved,
            Payload.Encode(
                new DevicePairResolvedEvent { RequestId = requestId, DeviceId = deviceId, Decision = decision, Ts = at.ToUnixTimeMilliseconds() },
                ProtocolJson.Default.DevicePairResolvedEvent)));

    private void Disconnect(string deviceId, Role? role, string reason, ConnectionId? except = null) =>
        _connections.Current.Tell(new ConnectionsProtocol.Disconnect(
            caller => caller.DeviceId == deviceId && (role is null || caller.Role == role) && caller.Id != except,
            CloseCodes.PolicyViolation,
            reason));

    private static PairingCaller CallerOf(Caller caller) => new(caller.Scopes, caller.DeviceId);

    private static bool IsRefused(PairingDecision decision, Caller caller, ReplyTo replyTo)
    {
        if (decision.MissingScope is { } scope)
        {
            replyTo.Fail(ProtocolError.MissingScope(ScopeSet.NameOf(scope), caller.Protocol));
        }
        else if (decision.Error is { } error)
        {
            replyTo.Fail(ProtocolError.InvalidRequest(error));
        }

        return decision.IsRejected;
    }

    [LoggerMessage(EventId = 8200, Level = LogLevel.Information, Message = "Device {deviceId} asks to be approved ({reason}); request {requestId}, from {remoteIp}.")]
    private partial void LogRequested(string deviceId, string requestId, string reason, string? remoteIp);

    [LoggerMessage(EventId = 8201, Level = LogLevel.Information, Message = "Device {deviceId} is paired as {role} with {scopes}, approved by {approvedVia}.")]
    private partial void LogPaired(string deviceId, Role role, ScopeSet scopes, string approvedVia);

    [LoggerMessage(EventId = 8202, Level = LogLevel.Information, Message = "Device {deviceId} was rejected; request {requestId}.")]
    private partial void LogRejected(string deviceId, string requestId);

    [LoggerMessage(EventId = 8203, Level = LogLevel.Information, Message = "The {role} token of device {deviceId} was revoked.")]
    private partial void LogTokenRevoked(string deviceId, Role role);

    [LoggerMessage(EventId = 8205, Level = LogLevel.Error, Message = "The journal did not take {event} of the device store; is the disk full?")]
    private partial void LogNotStored(Exception cause, string @event);

    [LoggerMessage(EventId = 8206, Level = LogLevel.Error, Message = "The device store cannot be read from the journal, and no device can connect until it can: row {sequenceNr} of \"{persistenceId}\" is damaged, or the database is. "
        + "Remedy: stop the gateway and put back a copy of journal/gateway.sqlite in the state directory; or delete the rows of \"{persistenceId}\" from that row on (what was paired since then pairs again).")]
    private partial void LogNotRecovered(Exception cause, string persistenceId, long sequenceNr);

    [LoggerMessage(EventId = 8204, Level = LogLevel.Information, Message = "Device {deviceId} was removed.")]
    private partial void LogRemoved(string deviceId);
}
