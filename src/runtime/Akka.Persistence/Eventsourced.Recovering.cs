using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Persistence;

// From start to RecoveryCompleted: permit, snapshot, events.
public abstract partial class Eventsourced
{
    private bool _recoveryHandlersDone;
    private bool _permitHeld;
    private bool _eventSeenInInterval;
    private ICancelable? _recoveryTimer;

    /// <summary>Recovery failed; the actor is stopped afterwards, whatever this does.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="message">The event whose handler threw, or null.</param>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is not null)
        {
            Log.Error(reason, "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]", message.GetType(), LastSequenceNr, PersistenceId);
        }
        else
        {
            Log.Error(reason, "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]", PersistenceId, LastSequenceNr);
        }
    }

    /// <summary>All events were replayed; called before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    private void RequestPermit()
    {
        if (string.IsNullOrEmpty(PersistenceId)) throw new ArgumentNullException(nameof(PersistenceId), $"PersistenceId of {GetType().Name} is empty.");

        // A missing or broken plug-in must fail the start, not the first persist.
        _ = Journal;
        _ = SnapshotStore;

        _state = State.AwaitingPermit;
        _recoveryHandlersDone = false;
        _extension.RecoveryPermitter().Tell(RequestRecoveryPermit.Instance, Self);
    }

    private void ReceiveWhileAwaitingPermit(object message)
    {
        if (message is not RecoveryPermitGranted)
        {
            StashInternally(message);
            return;
        }

        _permitHeld = true;
        var recovery = Recovery;
        _state = State.LoadingSnapshot;
        StartRecoveryTimer(snapshot: true);
        LoadSnapshot(SnapshotterId, recovery.FromSnapshot, recovery.ToSequenceNr);
    }

    private void ReceiveWhileLoadingSnapshot(object message)
    {
        switch (message)
        {
            case LoadSnapshotResult result:
                StopRecoveryTimer();
                if (result.Snapshot is { } selected)
                {
                    LastSequenceNr = selected.Metadata.SequenceNr;
                    var offer = new SnapshotOffer(selected.Metadata, selected.Snapshot);
                    if (!Recovered(() => base.AroundReceive(ReceiveRecoverOrIgnore, offer), offer)) return;
                }

                _state = State.Replaying;
                StartRecoveryTimer(snapshot: false);
                Journal.Tell(new ReplayMessages(LastSequenceNr + 1, result.ToSequenceNr, Recovery.ReplayMax, PersistenceId, Self), Self);
                break;
            case LoadSnapshotFailed failed:
                FailRecovery(failed.Cause);
                break;
            case RecoveryTick { Snapshot: true }:
                FailRecovery(new RecoveryTimedOutException($"Recovery timed out, didn't get snapshot within {RecoveryTimeout.TotalSeconds} s."));
                break;
            case RecoveryTick or RecoveryPermitGranted:
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private void ReceiveWhileReplaying(object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                _eventSeenInInterval = true;
                LastSequenceNr = Math.Max(LastSequenceNr, replayed.Persistent.SequenceNr);
                Recovered(() => base.AroundReceive(ReceiveRecoverOrUnhandled, replayed.Persistent.Payload), replayed.Persistent.Payload);
                break;
            case RecoverySuccess success:
                CompleteRecovery(success.HighestSequenceNr);
                break;
            case ReplayMessagesFailure failure:
                FailRecovery(failure.Cause);
                break;
            case RecoveryTick { Snapshot: false } when !_eventSeenInInterval:
                FailRecovery(new RecoveryTimedOutException($"Recovery timed out, didn't get event within {RecoveryTimeout.TotalSeconds} s, highest sequence number seen {LastSequenceNr}."));
                break;
            case RecoveryTick:
                _eventSeenInInterval = false;
                break;
            case RecoveryPermitGranted:
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        StopRecoveryTimer();
        OnReplaySuccess();
        _sequenceNr = LastSequenceNr = Math.Max(highestSequenceNr, LastSequenceNr);
        _recoveryHandlersDone = true;
        var failed = true;
        try
        {
            base.AroundReceive(ReceiveRecoverOrIgnore, RecoveryCompleted.Instance);
            failed = false;
        }
        finally
        {
            ReturnPermit();
            if (!failed || _eventBatch.Count > 0) FlushBatch();
            _state = _pendingStashingPersists > 0 ? State.PersistingEvents : State.ProcessingCommands;
            if (_state == State.ProcessingCommands) _internalStash!.UnstashAll();
        }
    }

    /// <summary>Runs a recover handler; an exception fails the recovery. True when it went well.</summary>
    private bool Recovered(Action handler, object message)
    {
        try
        {
            handler();
            return true;
        }
        catch (Exception exception)
        {
            FailRecovery(exception, message);
            return false;
        }
    }

    private void FailRecovery(Exception reason, object? message = null)
    {
        StopRecoveryTimer();
        try
        {
            OnRecoveryFailure(reason, message);
        }
        finally
        {
            Context.Stop(Self);
            ReturnPermit();
        }
    }

    private void ReturnPermit()
    {
        if (!_permitHeld) return;
        _permitHeld = false;
        TellPermitReturned();
    }

    private void TellPermitReturned() => _extension.RecoveryPermitter().Tell(ReturnRecoveryPermit.Instance, Self);

    private bool ReceiveRecoverOrUnhandled(object message)
    {
        if (!ReceiveRecover(message)) Unhandled(message);
        return true;
    }

    // An actor need not care for snapshots or for the end of its recovery.
    private bool ReceiveRecoverOrIgnore(object message)
    {
        ReceiveRecover(message);
        return true;
    }

    private Config? _journalConfig;

    private Config JournalConfig => _journalConfig ??= _extension.JournalConfigFor(JournalPluginId);

    private TimeSpan RecoveryTimeout => JournalConfig.GetTimeSpan("recovery-event-timeout", TimeSpan.FromSeconds(30));

    private void StartRecoveryTimer(bool snapshot)
    {
        StopRecoveryTimer();
        _eventSeenInInterval = false;
        var timeout = RecoveryTimeout;
        _recoveryTimer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(timeout, timeout, Self, new RecoveryTick(snapshot), Self);
    }

    private void StopRecoveryTimer()
    {
        _recoveryTimer?.Cancel();
        _recoveryTimer = null;
    }

    private sealed record RecoveryTick(bool Snapshot) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
