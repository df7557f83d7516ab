using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Events.Approvals;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Approvals;

// What approvals write and read back.
public sealed partial class ApprovalsActor
{
    private const string NotStored = "the approvals cannot be written at the moment (is the disk full, or the database away?)";

    private long _eventsSinceSnapshot;

    // A decision spends itself while it is being told, so more than one refusal may be due.
    private readonly Queue<Action> _refusals = new();

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        LogNotStored(cause, @event.GetType().Name);
        RefuseUnkept();
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // The journal would not have it, and yet what waits behind it would be told that it has: start anew from what is stored.
        LogNotStored(cause, @event.GetType().Name);
        RefuseUnkept();
        Context.Stop(Self);
    }

    private void OnReplayed(IApprovalEvent happened)
    {
        _state = _state.Apply(happened);
        _eventsSinceSnapshot++;
    }

    private void SaveSnapshotIfWorth()
    {
        if (_eventsSinceSnapshot >= _options.SnapshotEvery)
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

    private void OnRecovered()
    {
        Context.Parent.Tell(JournalSupervisor.Recovered.Instance);
        foreach (var approval in _state.Pending(_time.GetUtcNow()))
        {
            StartTimer(approval);
        }

        if (_state.IsWritten)
        {
            return;
        }

        if (LegacyApprovals.Read(_options.LegacyFile, out var problem) is { } document)
        {
            Keep([new ApprovalsReplaced(document, _time.GetUtcNow())], () => LogTakenOver(_options.LegacyFile!), static () => { });
        }
        else if (problem is not null)
        {
            LogNotTakenOver(_options.LegacyFile!, problem);
        }
    }

    /// <summary>The one place where events happen: durable first, then the state, then whoever has to hear of them, and last the answer.</summary>
    /// <param name="events">What happens; without any the answer is given at once.</param>
    /// <param name="then">Answers.</param>
    /// <param name="refuse">Answers instead when nothing of it could be stored.</param>
    private void Keep(ImmutableArray<IApprovalEvent> events, Action then, Action refuse)
    {
        if (events.IsEmpty)
        {
            then();
            return;
        }

        _refusals.Enqueue(refuse);
        PersistAll(events, OnHappened);
        DeferAsync(then, act =>
        {
            // Refused meanwhile: this actor is about to stop.
            if (_refusals.Count > 0)
            {
                act();
                _refusals.Dequeue();
                SaveSnapshotIfWorth();
            }
        });
    }

    private void Keep(ImmutableArray<IApprovalEvent> events, ReplyTo replyTo, Action then) =>
        Keep(events, then, () => replyTo.Fail(ProtocolError.Unavailable(NotStored, retryable: true, retryAfterMs: 2000)));

    private void RefuseUnkept()
    {
        while (_refusals.TryDequeue(out var refuse))
        {
            refuse();
        }
    }

    private void OnHappened(IApprovalEvent happened)
    {
        OnReplayed(happened);
        switch (happened)
        {
            case ApprovalRequested e:
                LogRequested(e.Id, e.Request.AgentId, e.Request.Host);
                StartTimer(_state.Approvals[e.Id]);
                _broadcast.Tell(new BroadcastProtocol.Publish(
                    EventNames.ExecApprovalRequested, Payload.Encode(_state.Approvals[e.Id].ToWire(), ProtocolJson.Default.ExecApprovalRequestedEvent)));
                break;
            case ApprovalResolved e:
                LogResolved(e.Id, e.Decision, e.ResolvedBy);
                _broadcast.Tell(new BroadcastProtocol.Publish(
                    EventNames.ExecApprovalResolved,
                    Payload.Encode(
                        new ExecApprovalResolvedEvent
                        {
                            Id = e.Id,
                            Decision = e.Decision.ToWire(),
                            ResolvedBy = e.ResolvedBy,
                            Ts = e.At.ToUnixTimeMilliseconds(),
                            Request = _state.Approvals[e.Id].Request.ToWire(),
                        },
                        ProtocolJson.Default.ExecApprovalResolvedEvent)));
                Answer(e.Id, e.Decision);
                break;
            case AllowlistExtended e:
                LogExtended(e.AgentId, e.Entries.Length);
                break;
            case ApprovalsReplaced:
                LogReplaced();
                break;
        }
    }
}
