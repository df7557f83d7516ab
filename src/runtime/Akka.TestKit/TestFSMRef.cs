using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>A reference that gives access to a state machine's instance, state and timers, made by <c>ActorOfAsTestFSMRef</c>.</summary>
/// <typeparam name="TActor">The state machine.</typeparam>
/// <typeparam name="TState">Names of its states.</typeparam>
/// <typeparam name="TData">Its data.</typeparam>
public class TestFSMRef<TActor, TState, TData> : TestActorRefBase<TActor>
    where TActor : FSM<TState, TData>
    where TState : notnull
{
    /// <summary>Starts the state machine, as a child of <paramref name="supervisor"/> or of the user guardian.</summary>
    public TestFSMRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null, bool activateLogging = false)
        : base(system, actorProps, supervisor, name) => _ = activateLogging;

    /// <summary>The state.</summary>
    public TState StateName => UnderlyingActor.StateName;

    /// <summary>The data.</summary>
    public TData StateData => UnderlyingActor.StateData;

    /// <summary>Whether the timer of the state runs.</summary>
    public bool IsStateTimerActive() => UnderlyingActor.IsStateTimerActive;

    /// <summary>Whether the timer of this name runs.</summary>
    public bool IsTimerActive(string name) => UnderlyingActor.IsTimerActive(name);

    /// <summary>Starts a timer of the state machine.</summary>
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false) => InContext(_ => UnderlyingActor.SetTimer(name, msg, timeout, repeat));

    /// <summary>Stops a timer of the state machine.</summary>
    public void CancelTimer(string name) => UnderlyingActor.CancelTimer(name);

    /// <summary>Sets state, data, time-out or the end directly; what is not given stays.</summary>
    public void SetState(TState stateName, TData? stateData = default, TimeSpan? stateTimeout = null, FSMBase.Reason? stopReason = null) =>
        Apply(stateName, stateData is null ? StateData : stateData, stateTimeout, stopReason);

    /// <summary>Sets data, time-out or the end directly; the state stays.</summary>
    public void SetStateData(TData stateData, TimeSpan? stateTimeout = null, FSMBase.Reason? stopReason = null) => Apply(StateName, stateData, stateTimeout, stopReason);

    /// <summary>Sets the time-out of the state directly.</summary>
    public void SetStateTimeout(TimeSpan stateTimeout, FSMBase.Reason? stopReason = null) => Apply(StateName, StateData, stateTimeout, stopReason);

    private void Apply(TState name, TData data, TimeSpan? timeout, FSMBase.Reason? stopReason) =>
        InContext(_ => UnderlyingActor.ApplyForTest(new FSMBase.State<TState, TData>(name, data, timeout, stopReason)));
}
