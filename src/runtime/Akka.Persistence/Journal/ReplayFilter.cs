using Akka.Actor;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>What a <see cref="ReplayFilter"/> does with events that two writers stored under one persistence id.</summary>
public enum ReplayFilterMode
{
    /// <summary>Fails the recovery.</summary>
    Fail,

    /// <summary>Logs and hands them on.</summary>
    Warn,

    /// <summary>Logs and drops those of the older writer.</summary>
    RepairByDiscardOld,

    /// <summary>Nothing.</summary>
    Disabled,
}

/// <summary>
/// Stands between a journal and an actor that recovers, and finds out by the writers' ids when two incarnations wrote at the same time, which a
/// network partition can lead to.
/// </summary>
/// <remarks>
/// It holds back as many events as its window, so that those of an old writer that come before the new one's first can still be dropped.
/// A journal that refuses a second event of the same number needs no filter.
/// </remarks>
public class ReplayFilter : ActorBase
{
    private readonly LinkedList<ReplayedMessage> _buffer = new();
    private readonly LinkedList<string> _oldWriters = new();
    private string _writer = string.Empty;
    private long _sequenceNr;
    private bool _failed;
    private ILoggingAdapter? _log;

    /// <summary>A filter for one recovery.</summary>
    /// <param name="persistentActor">Gets the events.</param>
    /// <param name="mode">What to do.</param>
    /// <param name="windowSize">Events that are held back.</param>
    /// <param name="maxOldWriters">Writers that are remembered.</param>
    /// <param name="debugEnabled">Whether each event is logged.</param>
    public ReplayFilter(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled)
    {
        if (windowSize <= 0) throw new ArgumentException("windowSize must be > 0", nameof(windowSize));
        if (maxOldWriters <= 0) throw new ArgumentException("maxOldWriters must be > 0", nameof(maxOldWriters));
        if (mode == ReplayFilterMode.Disabled) throw new ArgumentException("mode must not be Disabled", nameof(mode));
        (PersistentActor, Mode, WindowSize, MaxOldWriters, DebugEnabled) = (persistentActor, mode, windowSize, maxOldWriters, debugEnabled);
    }

    /// <summary>Gets the events.</summary>
    public IActorRef PersistentActor { get; }

    /// <summary>What to do.</summary>
    public ReplayFilterMode Mode { get; }

    /// <summary>Events that are held back.</summary>
    public int WindowSize { get; }

    /// <summary>Writers that are remembered.</summary>
    public int MaxOldWriters { get; }

    /// <summary>Whether each event is logged.</summary>
    public bool DebugEnabled { get; }

    private ILoggingAdapter Log => _log ??= Context.GetLogger();

    /// <summary>A filter for one recovery.</summary>
    public static Props Props(IActorRef persistentActor, ReplayFilterMode mode, int windowSize, int maxOldWriters, bool debugEnabled) =>
        Actor.Props.Create(() => new ReplayFilter(persistentActor, mode, windowSize, maxOldWriters, debugEnabled));

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ReplayedMessage when _failed:
                return true;
            case ReplayedMessage replayed:
                OnReplayed(replayed);
                return true;
            case RecoverySuccess or ReplayMessagesFailure:
                if (!_failed)
                {
                    foreach (var held in _buffer) PersistentActor.Tell(held, ActorRefs.NoSender);
                    PersistentActor.Tell(message, ActorRefs.NoSender);
                }

                Context.Stop(Self);
                return true;
            default:
                return false;
        }
    }

    private void OnReplayed(ReplayedMessage replayed)
    {
        var persistent = replayed.Persistent;
        if (DebugEnabled && Log.IsDebugEnabled) Log.Debug("Replay: {0}", persistent);
        if (_buffer.Count == WindowSize)
        {
            var oldest = _buffer.First!.Value;
            _buffer.RemoveFirst();
            PersistentActor.Tell(oldest, ActorRefs.NoSender);
        }

        if (persistent.WriterGuid == _writer)
        {
            // From the writer that wrote last: in order, or stored twice.
            if (persistent.SequenceNr >= _sequenceNr)
            {
                _sequenceNr = persistent.SequenceNr;
                _buffer.AddLast(replayed);
            }
            else if (Keeps($"Invalid replayed event [sequenceNr={persistent.SequenceNr}, writerUUID={persistent.WriterGuid}] as the sequenceNr should be equal to or greater than already-processed event [sequenceNr={_sequenceNr}, writerUUID={_writer}] from the same writer, for the same persistenceId [{persistent.PersistenceId}]. Perhaps, events were journaled out of sequence, or duplicate PersistentId for different entities?"))
            {
                _buffer.AddLast(replayed);
            }
        }
        else if (_oldWriters.Contains(persistent.WriterGuid))
        {
            if (Keeps($"Invalid replayed event [sequenceNr={persistent.SequenceNr}, writerUUID={persistent.WriterGuid}]. There was already a newer writer whose last replayed event was [sequenceNr={_sequenceNr}, writerUUID={_writer}] for the same persistenceId [{persistent.PersistenceId}]. Perhaps, the old writer kept journaling messages after the new writer created, or duplicate PersistentId for different entities?"))
                _buffer.AddLast(replayed);
        }
        else
        {
            OnNewWriter(replayed);
        }
    }

    private void OnNewWriter(ReplayedMessage replayed)
    {
        var persistent = replayed.Persistent;
        if (_writer.Length > 0) _oldWriters.AddLast(_writer);
        if (_oldWriters.Count > MaxOldWriters) _oldWriters.RemoveFirst();
        _writer = persistent.WriterGuid;
        _sequenceNr = persistent.SequenceNr;
        for (var node = _buffer.First; node is not null && !_failed;)
        {
            var next = node.Next;
            var held = node.Value.Persistent;
            if (held.SequenceNr >= _sequenceNr
                && !Keeps($"Invalid replayed event [sequenceNr={held.SequenceNr}, writerUUID={held.WriterGuid}] from a new writer. An older writer already sent an event [sequenceNr={persistent.SequenceNr}, writerUUID={persistent.WriterGuid}] whose sequence number was equal or greater for the same persistenceId [{persistent.PersistenceId}]. Perhaps, the new writer journaled the event out of sequence, or duplicate PersistentId for different entities?"))
                _buffer.Remove(node);
            node = next;
        }

        if (!_failed) _buffer.AddLast(replayed);
    }

    /// <summary>Whether an event that should not be there is handed on all the same.</summary>
    private bool Keeps(string issue)
    {
        switch (Mode)
        {
            case ReplayFilterMode.Fail:
                Log.Error(issue);
                _failed = true;
                _buffer.Clear();
                PersistentActor.Tell(new ReplayMessagesFailure(new IllegalStateException(issue)), ActorRefs.NoSender);
                return false;
            case ReplayFilterMode.Warn:
                Log.Warning(issue);
                return true;
            default:
                Log.Warning(issue);
                return false;
        }
    }
}
