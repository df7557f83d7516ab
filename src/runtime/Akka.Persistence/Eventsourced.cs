using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// Base of actors whose state is a fold of stored events: commands are validated, events persisted, and only then applied. After a
/// restart the state is rebuilt from the newest snapshot and the events after it.
/// </summary>
/// <remarks>
/// <para>While events of a <c>Persist</c> are on their way, commands wait in an internal stash, apart from the actor's own
/// <see cref="Stash"/>. Handlers run with the <c>Sender</c> of the command that persisted.</para>
/// <para>A persist failure stops the actor, because it is not known what is stored. A rejection does not.</para>
/// </remarks>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceStash, IPersistenceRecovery, ISnapshotter
{
    private static int _instances;

    private readonly int _instanceId = Interlocked.Increment(ref _instances);
    private readonly string _writerGuid = Guid.NewGuid().ToString("N");
    private readonly LinkedList<PendingHandler> _pendingHandlers = new();
    private readonly PersistenceExtension _extension;
    private List<IPersistentEnvelope> _eventBatch = [];
    private List<IPersistentEnvelope> _journalBatch = [];
    private InternalStash? _internalStash;
    private CommandStash? _stash;
    private State _state;
    private IActorRef? _journal;
    private IActorRef? _snapshotStore;
    private long _sequenceNr;
    private int _pendingStashingPersists;
    private bool _writeInProgress;
    private ILoggingAdapter? _log;

    /// <summary>Looks the persistence extension up.</summary>
    protected Eventsourced()
    {
        _extension = Persistence.Instance.Apply(Context.System);
        _state = State.AwaitingPermit;
    }

    /// <summary>What happens to a command that finds the internal stash full.</summary>
    public virtual IStashOverflowStrategy InternalStashOverflowStrategy => _extension.DefaultInternalStashOverflowStrategy;

    /// <summary>Logs with the actor's path as source.</summary>
    protected virtual ILoggingAdapter Log => _log ??= Context.GetLogger();

    /// <summary>Names this actor's events in the journal. Constant, and unique among all actors that live at a time.</summary>
    public abstract string PersistenceId { get; }

    /// <summary>Journal plug-in; empty means the configured default.</summary>
    public string JournalPluginId { get; protected set; } = string.Empty;

    /// <summary>Snapshot store plug-in; empty means the configured default.</summary>
    public string SnapshotPluginId { get; protected set; } = string.Empty;

    /// <summary>How to recover; overridden to bound or skip it.</summary>
    public virtual Recovery Recovery => Recovery.Default;

    /// <summary>Under which id snapshots are kept.</summary>
    public string SnapshotterId => PersistenceId;

    /// <summary>The actor's own stash, for its commands.</summary>
    public IStash Stash
    {
        get => _stash!;
        set => _stash = new CommandStash((Akka.Actor.Internal.ActorStash)value, _internalStash ??= new InternalStash((ActorCell)Context));
    }

    /// <summary>Reference of the journal.</summary>
    public IActorRef Journal => _journal ??= _extension.JournalFor(JournalPluginId);

    /// <summary>Reference of the snapshot store.</summary>
    public IActorRef SnapshotStore => _snapshotStore ??= _extension.SnapshotStoreFor(SnapshotPluginId);

    /// <summary>True until the last event was replayed.</summary>
    public bool IsRecovering => _state < State.ProcessingCommands && !_recoveryHandlersDone;

    /// <summary>The opposite of <see cref="IsRecovering"/>.</summary>
    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>Number of the last event that was replayed or persisted.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>Number that a snapshot taken now would carry.</summary>
    public long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>Handles an event or snapshot while recovering; false when it is not handled.</summary>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Handles a command; false when it is not handled.</summary>
    protected abstract bool ReceiveCommand(object message);

    /// <inheritdoc />
    protected override bool Receive(object message) => ReceiveCommand(message);

    /// <summary>Stores an event, then runs the handler; commands wait meanwhile.</summary>
    /// <exception cref="InvalidOperationException">Called while recovering.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        ThrowIfRecovering();
        AddPersist(@event, handler, stashing: true);
        _eventBatch.Add(new AtomicWrite(Represent(@event!)));
    }

    /// <summary>Stores several events all or none, then runs the handler for each in order; commands wait meanwhile. Null or none: nothing happens.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent>? events, Action<TEvent> handler)
    {
        ThrowIfRecovering();
        AddAll(events, handler, stashing: true);
    }

    /// <summary>Stores an event, then runs the handler; commands go on meanwhile.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        ThrowIfRecovering();
        AddPersist(@event, handler, stashing: false);
        _eventBatch.Add(new AtomicWrite(Represent(@event!)));
    }

    /// <summary>Stores several events all or none, then runs the handler for each in order; commands go on meanwhile. Null or none: nothing happens.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent>? events, Action<TEvent> handler)
    {
        ThrowIfRecovering();
        AddAll(events, handler, stashing: false);
    }

    /// <summary>Runs the handler after the handlers of all earlier persists; at once when none is pending. Nothing is stored.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        ThrowIfRecovering();
        Defer(evt, handler, stashing: false);
    }

    /// <summary>As <see cref="DeferAsync{TEvent}"/>, but commands wait until the handler has run.</summary>
    public void Defer<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        ThrowIfRecovering();
        Defer(evt, handler, stashing: true);
    }

    /// <summary>Deletes stored events up to a number, included; answered by DeleteMessagesSuccess or -Failure.</summary>
    /// <param name="toSequenceNr">At most <see cref="LastSequenceNr"/>, or <see cref="long.MaxValue"/> for all.</param>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr <= LastSequenceNr || toSequenceNr == long.MaxValue)
        {
            Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr, Self), Self);
            return;
        }

        var refusal = new ArgumentOutOfRangeException(nameof(toSequenceNr), $"toSequenceNr [{toSequenceNr}] must be less than or equal to LastSequenceNr [{LastSequenceNr}]");
        Self.Tell(new DeleteMessagesFailure(refusal, toSequenceNr), Self);
    }

    /// <summary>Looks for a snapshot outside recovery; answered by LoadSnapshotResult.</summary>
    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr), Self);

    /// <summary>Stores a snapshot; answered by SaveSnapshotSuccess or -Failure.</summary>
    public void SaveSnapshot(object snapshot) => SnapshotStore.Tell(new SaveSnapshot(new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr), snapshot), Self);

    /// <summary>Deletes the snapshot of a sequence number.</summary>
    public void DeleteSnapshot(long sequenceNr) => SnapshotStore.Tell(new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr)), Self);

    /// <summary>Deletes all snapshots that match.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) => SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria), Self);

    /// <summary>A write failed and it is not known what is stored. The actor is stopped afterwards, whatever this does.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Log.Error(cause, "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].", @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>The journal refused an event; it is not stored and its handler does not run. The actor goes on.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Log.Warning(cause, "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].", @event.GetType(), sequenceNr, PersistenceId, cause.Message);

    /// <summary>Starts an asynchronous command handler: the mailbox waits until it ends.</summary>
    protected void RunTask(Func<Task> action)
    {
        _asyncHandlerRunning = true;
        Dispatch.ActorTaskScheduler.RunTask(async () =>
        {
            var failed = true;
            try
            {
                await action();
                failed = false;
            }
            finally
            {
                _asyncHandlerRunning = false;
                OnCommandHandled(failed);
            }
        });
    }

    private void ThrowIfRecovering()
    {
        if (IsRecovering) throw new InvalidOperationException("Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
    }

    private void AddAll<TEvent>(IEnumerable<TEvent>? events, Action<TEvent> handler, bool stashing)
    {
        if (events is null) return;
        var payload = ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var @event in events)
        {
            AddPersist(@event, handler, stashing);
            payload.Add(Represent(@event!));
        }

        if (payload.Count > 0) _eventBatch.Add(new AtomicWrite(payload.ToImmutable()));
    }

    private void Defer<TEvent>(TEvent evt, Action<TEvent> handler, bool stashing)
    {
        if (_pendingHandlers.Count == 0)
        {
            handler(evt);
            return;
        }

        AddPersist(evt, handler, stashing);
        _eventBatch.Add(new NonPersistentMessage(evt!, Sender));
    }

    private void AddPersist<TEvent>(TEvent @event, Action<TEvent> handler, bool stashing)
    {
        if (stashing) _pendingStashingPersists++;
        _pendingHandlers.AddLast(new PendingHandler(payload => handler((TEvent)payload), stashing));
    }

    private Persistent Represent(object @event) => new(@event, ++_sequenceNr, PersistenceId, writerGuid: _writerGuid, sender: Sender);

    private readonly record struct PendingHandler(Action<object> Run, bool Stashing);

    private enum State
    {
        AwaitingPermit,
        LoadingSnapshot,
        Replaying,
        ProcessingCommands,
        PersistingEvents,
    }
}
