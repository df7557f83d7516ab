using Akka.Actor;
using Akka.Event;
using static Akka.Actor.FSMBase;

namespace Akka.Persistence.Fsm;

/// <summary>The state machine of a persistent actor: states, timers, transitions and the end, without what is stored.</summary>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TData">Its data.</typeparam>
/// <typeparam name="TEvent">What is stored.</typeparam>
public abstract class PersistentFSMBase<TState, TData, TEvent> : PersistentActor
    where TState : notnull
{
    private readonly Dictionary<TState, StateFunction> _stateFunctions = [];
    private readonly Dictionary<TState, TimeSpan?> _stateTimeouts = [];
    private readonly FsmTimers _timers = new();
    private readonly List<TransitionHandler> _transitionHandlers = [];
    private readonly List<IActorRef> _listeners = [];
    private PersistentFSM.State<TState, TData, TEvent>? _current;
    private PersistentFSM.State<TState, TData, TEvent>? _next;
    private StateFunction _whenUnhandled;
    private Action<StopEvent<TState, TData>>? _terminate;
    private bool _terminated;

    private protected PersistentFSMBase() => _whenUnhandled = (e, _) => LogUnhandled(e);

    /// <summary>What an event leads to; null when this function does not handle it.</summary>
    /// <param name="fsmEvent">The event, with the data of the state in which it came.</param>
    /// <param name="state">What an earlier function of the state made of it: always null so far.</param>
    public delegate PersistentFSM.State<TState, TData, TEvent>? StateFunction(Event<TData> fsmEvent, PersistentFSM.State<TState, TData, TEvent>? state = null);

    /// <summary>Is told of each transition.</summary>
    public delegate void TransitionHandler(TState initialState, TState nextState);

    /// <summary>The state.</summary>
    public TState StateName => Current.StateName;

    /// <summary>The data.</summary>
    public TData StateData => Current.StateData;

    /// <summary>Data of the state that is being entered.</summary>
    /// <exception cref="InvalidOperationException">Not within a transition.</exception>
    public TData NextStateData => _next is { } next ? next.StateData : throw new InvalidOperationException("NextStateData is only available during OnTransition");

    /// <summary>Whether the timer of the state runs.</summary>
    public bool IsStateTimerActive => _timers.IsStateActive;

    private PersistentFSM.State<TState, TData, TEvent> Current => _current ?? throw new IllegalActorStateException("You must call StartWith before calling this.");

    /// <summary>Adds handlers of a state; an earlier one is asked first.</summary>
    protected void When(TState stateName, StateFunction func, TimeSpan? timeout = null)
    {
        Register(stateName);
        _stateFunctions[stateName] = _stateFunctions.TryGetValue(stateName, out var earlier) ? (e, s) => earlier(e, s) ?? func(e, s) : func;
        _stateTimeouts[stateName] = timeout ?? _stateTimeouts.GetValueOrDefault(stateName);
    }

    /// <summary>Where the machine begins.</summary>
    protected void StartWith(TState stateName, TData stateData, TimeSpan? timeout = null) => _current = new PersistentFSM.State<TState, TData, TEvent>(stateName, stateData, timeout);

    /// <summary>To another state, or to this one with a transition.</summary>
    protected PersistentFSM.State<TState, TData, TEvent> GoTo(TState nextStateName) => new(nextStateName, Current.StateData);

    /// <summary>No transition.</summary>
    protected PersistentFSM.State<TState, TData, TEvent> Stay() => GoTo(Current.StateName).WithNotification(false);

    /// <summary>The end.</summary>
    protected PersistentFSM.State<TState, TData, TEvent> Stop() => Stop(Normal.Instance);

    /// <summary>The end.</summary>
    protected PersistentFSM.State<TState, TData, TEvent> Stop(Reason reason) => Stop(reason, Current.StateData);

    /// <summary>The end.</summary>
    protected PersistentFSM.State<TState, TData, TEvent> Stop(Reason reason, TData stateData) => Stay().Using(stateData).WithStopReason(reason);

    /// <summary>Calls back at each transition.</summary>
    protected void OnTransition(TransitionHandler transitionHandler) => _transitionHandlers.Add(transitionHandler);

    /// <summary>Calls back at the end.</summary>
    protected void OnTermination(Action<StopEvent<TState, TData>> terminationHandler) => _terminate = terminationHandler;

    /// <summary>What no state handles.</summary>
    protected void WhenUnhandled(StateFunction stateFunction) => _whenUnhandled = (e, s) => stateFunction(e, s) ?? LogUnhandled(e);

    /// <summary>The longest a state lasts; null = for ever.</summary>
    protected void SetStateTimeout(TState state, TimeSpan? timeout) => _stateTimeouts[state] = timeout;

    /// <summary>Sends a message to this actor later; a timer of the same name is replaced, and a tick of it on its way is dropped.</summary>
    protected void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false) => _timers.Set(Context, name, msg, timeout, repeat);

    /// <summary>Stops a timer.</summary>
    protected void CancelTimer(string name) => _timers.Cancel(name);

    /// <summary>Whether a timer runs.</summary>
    protected bool IsTimerActive(string name) => _timers.IsActive(name);

    /// <summary>Enters the first state, or that which was recovered.</summary>
    protected void Initialize()
    {
        var first = Current;
        _current = null;
        MakeTransition(first);
    }

    /// <inheritdoc/>
    protected override bool ReceiveCommand(object message)
    {
        if (_timers.TryTake(message, out var due))
        {
            if (due is not null) ProcessEvent(due);
            return true;
        }

        switch (message)
        {
            case SubscribeTransitionCallBack subscribe:
                Context.Watch(subscribe.ActorRef);
                if (!_listeners.Contains(subscribe.ActorRef)) _listeners.Add(subscribe.ActorRef);
                subscribe.ActorRef.Tell(new CurrentState<TState>(Self, Current.StateName), Self);
                return true;
            case UnsubscribeTransitionCallBack unsubscribe:
                Context.Unwatch(unsubscribe.ActorRef);
                _listeners.Remove(unsubscribe.ActorRef);
                return true;
            case Terminated terminated when _listeners.Remove(terminated.ActorRef):
                return true;
            default:
                _timers.CancelState();
                ProcessEvent(message);
                return true;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        // Stopped from outside: the termination handler still runs, once.
        if (_current is not null) Terminate(Stay().WithStopReason(Shutdown.Instance));
        base.PostStop();
    }

    /// <summary>Logs why the machine ends; by default only when that is a failure.</summary>
    protected virtual void LogTermination(Reason reason)
    {
        if (reason is not FSMBase.Failure failure) return;
        if (failure.Cause is Exception exception) Log.Error(exception, "terminating due to Failure");
        else Log.Error(failure.Cause.ToString() ?? "");
    }

    private protected abstract void Register(TState state);

    private protected virtual void ApplyState(PersistentFSM.State<TState, TData, TEvent> next)
    {
        if (next.StopReason is null)
        {
            MakeTransition(next);
            return;
        }

        foreach (var reply in next.Replies) Sender.Tell(reply, Self);
        Terminate(next);
        Context.Stop(Self);
    }

    private void ProcessEvent(object message)
    {
        var fsmEvent = new Event<TData>(message, Current.StateData);
        var next = _stateFunctions.TryGetValue(Current.StateName, out var handler) ? handler(fsmEvent) : null;
        ApplyState(next ?? _whenUnhandled(fsmEvent)!);
    }

    private PersistentFSM.State<TState, TData, TEvent> LogUnhandled(Event<TData> fsmEvent)
    {
        Log.Warning("unhandled event {0} in state {1}", fsmEvent.FsmEvent, StateName);
        return Stay();
    }

    private void MakeTransition(PersistentFSM.State<TState, TData, TEvent> next)
    {
        if (!_stateFunctions.ContainsKey(next.StateName))
        {
            Terminate((_current ?? next).WithNotification(false).WithStopReason(new FSMBase.Failure($"Next state {next.StateName} does not exist")));
            Context.Stop(Self);
            return;
        }

        foreach (var reply in next.Replies) Sender.Tell(reply, Self);
        var previous = _current;
        if (previous is not null && (next.Notifies || !EqualityComparer<TState>.Default.Equals(previous.StateName, next.StateName)))
        {
            _next = next;
            foreach (var handler in _transitionHandlers.ToArray()) handler(previous.StateName, next.StateName);
            foreach (var listener in _listeners) listener.Tell(new Transition<TState>(Self, previous.StateName, next.StateName), Self);
            _next = null;
        }

        _current = next;
        _timers.CancelState();
        var timeout = next.Timeout ?? _stateTimeouts.GetValueOrDefault(next.StateName);
        if (timeout is { } length && length >= TimeSpan.Zero && length < TimeSpan.MaxValue)
            _timers.StartState(Context, length);
    }

    private void Terminate(PersistentFSM.State<TState, TData, TEvent> next)
    {
        if (_terminated) return;
        _terminated = true;
        LogTermination(next.StopReason!);
        _timers.CancelAll();
        _current = next;
        _terminate?.Invoke(new StopEvent<TState, TData>(next.StopReason!, next.StateName, next.StateData));
    }
}
