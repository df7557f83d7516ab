using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

// Hooks of the actor's life and the routing of each message by state.
public abstract partial class Eventsourced
{
    /// <inheritdoc />
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        switch (_state)
        {
            case State.AwaitingPermit:
                ReceiveWhileAwaitingPermit(message);
                break;
            case State.LoadingSnapshot:
                ReceiveWhileLoadingSnapshot(message);
                break;
            case State.Replaying:
                ReceiveWhileReplaying(message);
                break;
            case State.ProcessingCommands:
                ReceiveWhileProcessing(receive, message);
                break;
            default:
                ReceiveWhilePersisting(message);
                break;
        }

        return true;
    }

    /// <inheritdoc />
    public override void AroundPreStart()
    {
        RequestPermit();
        base.AroundPreStart();
    }

    /// <inheritdoc />
    public override void AroundPostRestart(Exception cause, object? message)
    {
        RequestPermit();
        base.AroundPostRestart(cause, message);
    }

    /// <inheritdoc />
    public override void AroundPreRestart(Exception cause, object? message)
    {
        try
        {
            StopRecoveryTimer();
            ReturnPermit();
            FlushJournalBatch();
            UnstashForNextLife();
        }
        finally
        {
            base.AroundPreRestart(cause, message switch
            {
                WriteMessageSuccess success => success.Persistent.Payload,
                LoopMessageSuccess loop => loop.Message,
                ReplayedMessage replayed => replayed.Persistent.Payload,
                _ => message,
            });
        }
    }

    /// <inheritdoc />
    public override void AroundPostStop()
    {
        try
        {
            StopRecoveryTimer();
            FlushJournalBatch();
            UnstashForNextLife();
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    /// <inheritdoc />
    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                break;
            case SaveSnapshotFailure failure:
                Log.Warning("Failed to SaveSnapshot given metadata [{0}] due to: [{1}: {2}]", failure.Metadata, failure.Cause, failure.Cause.Message);
                break;
            case DeleteSnapshotFailure failure:
                Log.Warning("Failed to DeleteSnapshot given metadata [{0}] due to: [{1}: {2}]", failure.Metadata, failure.Cause, failure.Cause.Message);
                break;
            case DeleteSnapshotsFailure failure:
                Log.Warning("Failed to DeleteSnapshots given criteria [{0}] due to: [{1}: {2}]", failure.Criteria, failure.Cause, failure.Cause.Message);
                break;
            case DeleteMessagesFailure failure:
                Log.Warning("Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}] due to: [{2}: {3}]", failure.ToSequenceNr, PersistenceId, failure.Cause, failure.Cause.Message);
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }

    // What waited goes back to the mailbox for the next incarnation (or to dead letters); the journal's answers are of no use there.
    private void UnstashForNextLife()
    {
        _internalStash!.UnstashAll();
        _stash!.ReturnToMailbox(envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage));
    }
}
