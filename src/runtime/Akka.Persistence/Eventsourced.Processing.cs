using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

// Commands, writes and their answers once the actor has recovered.
public abstract partial class Eventsourced
{
    private bool _asyncHandlerRunning;
    private int _maxMessageBatchSize;   // 0 until it is needed

    private int MaxMessageBatchSize => _maxMessageBatchSize != 0 ? _maxMessageBatchSize : _maxMessageBatchSize = Math.Max(1, JournalConfig.GetInt("max-message-batch-size", 200));

    private void ReceiveWhileProcessing(Receive receive, object message)
    {
        if (OnJournalAnswer(message)) return;

        var failed = true;
        try
        {
            base.AroundReceive(receive, message);
            failed = false;
        }
        finally
        {
            if (!_asyncHandlerRunning) OnCommandHandled(failed);
        }
    }

    private void ReceiveWhilePersisting(object message)
    {
        if (!OnJournalAnswer(message)) StashInternally(message);
    }

    /// <summary>After a command: what it persisted leaves for the journal, and the next waiting command may come.</summary>
    private void OnCommandHandled(bool failed)
    {
        if (_eventBatch.Count > 0) FlushBatch();

        if (_pendingStashingPersists > 0) _state = State.PersistingEvents;
        else UnstashInternally(all: failed);
    }

    /// <summary>Answers of the journal, in either state. False: the message is none.</summary>
    private bool OnJournalAnswer(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess success:
                // An answer to an earlier incarnation: its handler died with it.
                if (success.ActorInstanceId != _instanceId) return true;
                LastSequenceNr = Math.Max(LastSequenceNr, success.Persistent.SequenceNr);
                RunPendingHandler(success.Persistent.Payload);
                return true;
            case LoopMessageSuccess loop:
                if (loop.ActorInstanceId != _instanceId) return true;
                RunPendingHandler(loop.Message);
                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId != _instanceId) return true;
                LastSequenceNr = Math.Max(LastSequenceNr, rejected.Persistent.SequenceNr);
                OnPersistDone(failed: false);
                OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId != _instanceId) return true;
                OnPersistDone(failed: false);
                try
                {
                    OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
                }
                finally
                {
                    Context.Stop(Self);
                }

                return true;
            case WriteMessagesSuccessful:
                _writeInProgress = false;
                FlushJournalBatch();
                return true;
            case WriteMessagesFailed:
                // The first WriteMessageFailure behind it stops the actor.
                _writeInProgress = false;
                return true;
            case RecoveryTick:
                return true;
            case RecoveryPermitGranted:
                // An earlier incarnation asked and did not live to see it: others wait for it.
                TellPermitReturned();
                return true;
            default:
                return false;
        }
    }

    private void RunPendingHandler(object payload)
    {
        var failed = true;
        try
        {
            try
            {
                _pendingHandlers.First!.Value.Run(payload);
            }
            finally
            {
                FlushBatch();
            }

            failed = false;
        }
        finally
        {
            OnPersistDone(failed);
        }
    }

    private void OnPersistDone(bool failed)
    {
        var handler = _pendingHandlers.First!.Value;
        _pendingHandlers.RemoveFirst();

        if (_state == State.ProcessingCommands)
        {
            // A handler of PersistAsync may itself have called Persist.
            if (_pendingStashingPersists > 0) _state = State.PersistingEvents;
            else UnstashInternally(failed);
            return;
        }

        if (handler.Stashing) _pendingStashingPersists--;
        if (_pendingStashingPersists > 0) return;

        _state = State.ProcessingCommands;
        UnstashInternally(failed);
    }

    private void FlushBatch()
    {
        if (_eventBatch.Count == 0) return;

        foreach (var envelope in _eventBatch)
        {
            // A burst of PersistAsync leaves in pieces of a bounded size.
            if (_journalBatch.Count > 0 && _journalBatch.Count + envelope.Size > MaxMessageBatchSize) FlushJournalBatch();
            _journalBatch.Add(envelope);
        }

        _eventBatch = [];
        FlushJournalBatch();
    }

    private void FlushJournalBatch()
    {
        if (_writeInProgress || _journalBatch.Count == 0) return;

        Journal.Tell(new WriteMessages(_journalBatch, Self, _instanceId), Self);
        _journalBatch = [];
        _writeInProgress = true;
    }

    private void StashInternally(object message)
    {
        try
        {
            _internalStash!.Stash();
        }
        catch (StashOverflowException overflow)
        {
            switch (InternalStashOverflowStrategy)
            {
                case DiscardToDeadLetterStrategy:
                    Log.Warning("Internal stash of [{0}] is full ({1}); a message went to dead letters.", PersistenceId, overflow.Message);
                    Context.System.DeadLetters.Tell(new Event.DeadLetter(message, Sender, Self), Sender);
                    break;
                case ReplyToStrategy reply:
                    Sender.Tell(reply.Response, Self);
                    break;
                default:
                    throw;
            }
        }
    }

    private void UnstashInternally(bool all)
    {
        if (all) _internalStash!.UnstashAll();
        else _internalStash!.Unstash();
    }
}
