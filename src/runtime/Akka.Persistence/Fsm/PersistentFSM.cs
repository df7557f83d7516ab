using Akka.Actor;

namespace Akka.Persistence.Fsm;

/// <summary>The words of a persistent state machine that do not depend on its types.</summary>
public static partial class PersistentFSM
{
    /// <summary>A state, known by a text that is stored.</summary>
    public interface IFsmState
    {
        /// <summary>Constant, and unique among the states of a machine.</summary>
        string Identifier { get; }
    }

    /// <summary>Stored when the machine enters a state, or stays in one with a time-out.</summary>
    public sealed record StateChangeEvent(string StateIdentifier, TimeSpan? Timeout);

    /// <summary>State and data, stored as a snapshot.</summary>
    public sealed record PersistentFSMSnapshot<TD>(string StateIdentifier, TD Data, TimeSpan? Timeout);
}

/// <summary>
/// A finite state machine whose data is a fold of stored events: a transition <c>Applying</c> events is made once they are stored, and made
/// again when the actor recovers.
/// </summary>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TData">Its data.</typeparam>
/// <typeparam name="TEvent">What is stored.</typeparam>
public abstract class PersistentFSM<TState, TData, TEvent> : PersistentFSMBase<TState, TData, TEvent>
    where TState : PersistentFSM.IFsmState
{
    private readonly Dictionary<string, TState> _statesById = [];
    private TimeSpan? _currentTimeout;
    private int? _snapshotAfter;

    /// <summary>The data after an event.</summary>
    protected abstract TData ApplyEvent(TEvent domainEvent, TData currentData);

    /// <summary>The machine has recovered and is in its state.</summary>
    protected virtual void OnRecoveryCompleted() { }

    /// <summary>Stores state and data as a snapshot.</summary>
    public void SaveStateSnapshot() => SaveSnapshot(new PersistentFSM.PersistentFSMSnapshot<TData>(StateName.Identifier, StateData, _currentTimeout));

    /// <inheritdoc/>
    protected override bool ReceiveRecover(object message)
    {
        switch (message)
        {
            case TEvent domainEvent:
                StartWith(StateName, ApplyEvent(domainEvent, StateData));
                return true;
            case PersistentFSM.StateChangeEvent change:
                StartWith(StateOf(change.StateIdentifier), StateData, change.Timeout);
                return true;
            case SnapshotOffer { Snapshot: PersistentFSM.PersistentFSMSnapshot<TData> snapshot }:
                StartWith(StateOf(snapshot.StateIdentifier), snapshot.Data, snapshot.Timeout);
                return true;
            case RecoveryCompleted:
                Initialize();
                OnRecoveryCompleted();
                return true;
            default:
                return false;
        }
    }

    private protected override void Register(TState state) => _statesById[state.Identifier] = state;

    private protected override void ApplyState(PersistentFSM.State<TState, TData, TEvent> next)
    {
        var events = new List<object>();
        foreach (var domainEvent in next.DomainEvents) events.Add(domainEvent!);
        // To stay is no change worth storing, unless the state's time-out starts anew.
        if (next.Notifies || next.Timeout is not null) events.Add(new PersistentFSM.StateChangeEvent(next.StateName.Identifier, next.Timeout));
        if (events.Count == 0)
        {
            base.ApplyState(next);
            next.AfterTransition?.Invoke(StateData);
            return;
        }

        var data = StateData;
        var left = events.Count;
        var takeSnapshot = false;
        PersistAll(events, stored =>
        {
            if (stored is TEvent domainEvent) data = ApplyEvent(domainEvent, data);
            takeSnapshot |= SnapshotAfter > 0 && LastSequenceNr % SnapshotAfter == 0;
            if (--left > 0) return;
            base.ApplyState(next.Using(data));
            _currentTimeout = next.Timeout;
            next.AfterTransition?.Invoke(StateData);
            if (takeSnapshot) SaveStateSnapshot();
        });
    }

    private int SnapshotAfter => _snapshotAfter ??=
        Context.System.Settings.Config.GetString("akka.persistence.fsm.snapshot-after") is { } text && text != "off"
            ? Context.System.Settings.Config.GetInt("akka.persistence.fsm.snapshot-after")
            : 0;

    private TState StateOf(string identifier) => _statesById.TryGetValue(identifier, out var state)
        ? state
        : throw new IllegalActorStateException($"The stored state [{identifier}] is none of this machine's.");
}
