using Akka.Event;
using Akka.Pattern;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>
/// A finite state machine: <see cref="When"/> says what an event does in a state, <see cref="StartWith"/> where it begins, and
/// <see cref="Initialize"/>, called last in the constructor, begins.
/// </summary>
public abstract class FSM<TState, TData> : FSMBase, IListeners
    where TState : notnull
{
    private readonly Dictionary<TState, StateFunction> _stateFunctions = [];
    private readonly Dictionary<TState, TimeSpan?> _stateTimeouts = [];
    private readonly FsmTimers _timers = new();
    private readonly List<TransitionHandler> _transitionHandlers = [];
    private State<TState, TData>? _current;
    private State<TState, TData>? _next;
    private StateFunction _whenUnhandled;
    private Action<StopEvent<TState, TData>>? _terminate;
    private bool _terminated;
    private TransitionListeners? _listeners;

    protected FSM() => _whenUnhandled = LogUnhandled;

    /// <summary>What an event leads to; null when this function does not handle it.</summary>
    public delegate State<TState, TData>? StateFunction(Event<TData> fsmEvent);

    public delegate void TransitionHandler(TState initialState, TState nextState);

    public TState StateName => Current.StateName;
    public TData StateData => Current.StateData;

    /// <summary>Data of the state that is being entered.</summary>
    /// <exception cref="InvalidOperationException">Not within a transition.</exception>
    public TData NextStateData => _next is { } next ? next.StateData : throw new InvalidOperationException("NextStateData is only available during OnTransition");

    /// <summary>Who hears of transitions.</summary>
    public ListenerSupport Listeners => _listeners ??= new TransitionListeners();

    public bool IsStateTimerActive => _timers.IsStateActive;
    public bool DebugEvent => Context.System.Settings.FsmDebugEvent;
    protected ILoggingAdapter Log => field ??= Context.GetLogger();

    private State<TState, TData> Current => _current ?? throw new IllegalStateException("You must call StartWith before calling this.");

    /// <summary>Adds handlers of a state; an earlier one is asked first.</summary>
    /// <param name="timeout">The longest the state lasts; then <see cref="FSMBase.StateTimeout"/> comes.</param>
    public void When(TState stateName, StateFunction func, TimeSpan? timeout = null)
    {
        _stateFunctions[stateName] = _stateFunctions.TryGetValue(stateName, out var earlier) ? e => earlier(e) ?? func(e) : func;
        _stateTimeouts[stateName] = timeout ?? _stateTimeouts.GetValueOrDefault(stateName);
    }

    public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = null) => _current = new State<TState, TData>(stateName, stateData, timeout);

    public State<TState, TData> GoTo(TState nextStateName) => new(nextStateName, Current.StateData);
    public State<TState, TData> GoTo(TState nextStateName, TData stateData) => new(nextStateName, stateData);

    /// <summary>No transition; <see cref="OnTransition"/> handlers are not called.</summary>
    public State<TState, TData> Stay() => GoTo(Current.StateName).WithNotification(false);

    public State<TState, TData> Stop() => Stop(Normal.Instance);
    public State<TState, TData> Stop(Reason reason) => Stop(reason, Current.StateData);
    public State<TState, TData> Stop(Reason reason, TData stateData) => Stay().Using(stateData).WithStopReason(reason);

    /// <summary>Changes what a function leads to: <c>Transform(f).Using(state => ...)</c>.</summary>
    public TransformHelper Transform(StateFunction func) => new(func);

    public void OnTransition(TransitionHandler transitionHandler) => _transitionHandlers.Add(transitionHandler);
    public void OnTermination(Action<StopEvent<TState, TData>> terminationHandler) => _terminate = terminationHandler;

    /// <summary>What no state handles.</summary>
    public void WhenUnhandled(StateFunction stateFunction) => _whenUnhandled = e => stateFunction(e) ?? LogUnhandled(e);

    public void SetStateTimeout(TState state, TimeSpan? timeout) => _stateTimeouts[state] = timeout;

    /// <summary>Sends a message to this actor later; a timer of the same name is replaced, and a tick of it on its way is dropped.</summary>
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)
    {
        if (DebugEvent) Log.Debug("setting {0}timer '{1}'/{2}: {3}", repeat ? "repeating " : "", name, timeout, msg);
        _timers.Set(Context, name, msg, timeout, repeat);
    }

    public void StartSingleTimer(string name, object msg, TimeSpan delay) => SetTimer(name, msg, delay);

    public void CancelTimer(string name)
    {
        if (DebugEvent) Log.Debug("canceling timer '{0}'", name);
        _timers.Cancel(name);
    }

    public bool IsTimerActive(string name) => _timers.IsActive(name);

    /// <summary>Checks the states and enters the first one.</summary>
    public void Initialize()
    {
        var first = Current;
        _current = null;
        MakeTransition(first);
    }

    protected override bool Receive(object message)
    {
        if (_timers.TryTake(message, out var due))
        {
            if (due is not null) ProcessEvent(due, message);
            return true;
        }

        switch (message)
        {
            case SubscribeTransitionCallBack subscribe:
                Context.Watch(subscribe.ActorRef);
                Listeners.Add(subscribe.ActorRef);
                subscribe.ActorRef.Tell(new CurrentState<TState>(Self, Current.StateName), Self);
                return true;
            case UnsubscribeTransitionCallBack unsubscribe:
                Context.Unwatch(unsubscribe.ActorRef);
                _listeners?.Remove(unsubscribe.ActorRef);
                return true;
            case Terminated terminated when _listeners?.Forget(terminated.ActorRef) is true:
                return true;
            default:
                _timers.CancelState();
                ProcessEvent(message, Sender);
                return true;
        }
    }

    protected override void PostStop()
    {
        // Stopped from outside: the termination handler still runs, once.
        if (_current is not null) Terminate(Stay().WithStopReason(Shutdown.Instance));
        base.PostStop();
    }

    protected virtual void LogTermination(Reason reason)
    {
        if (reason is not Failure failure) return;
        if (failure.Cause is Exception exception) Log.Error(exception, "terminating due to Failure");
        else Log.Error(failure.Cause.ToString() ?? "");
    }

    private void ProcessEvent(object message, object source)
    {
        var fsmEvent = new Event<TData>(message, Current.StateData);
        var before = Current.StateName;
        if (DebugEvent) Log.Debug("processing {0} from {1} in state {2}", fsmEvent, source, before);
        var next = _stateFunctions.TryGetValue(before, out var handler) ? handler(fsmEvent) : null;
        ApplyState(next ?? _whenUnhandled(fsmEvent)!);
        if (DebugEvent && !EqualityComparer<TState>.Default.Equals(before, StateName)) Log.Debug("transition {0} -> {1}", before, StateName);
    }

    private State<TState, TData> LogUnhandled(Event<TData> fsmEvent)
    {
        Log.Warning("unhandled event {0} in state {1}", fsmEvent.FsmEvent, StateName);
        return Stay();
    }

    internal void ApplyForTest(State<TState, TData> next) => ApplyState(next);

    private void ApplyState(State<TState, TData> next)
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

    private void MakeTransition(State<TState, TData> next)
    {
        if (!_stateFunctions.ContainsKey(next.StateName))
        {
            var from = _current ?? next;
            Terminate(from.WithNotification(false).WithStopReason(new Failure($"Next state {next.StateName} does not exist")));
            Context.Stop(Self);
            return;
        }

        foreach (var reply in next.Replies) Sender.Tell(reply, Self);
        var previous = _current;
        if (previous is not null && (next.Notifies || !EqualityComparer<TState>.Default.Equals(previous.StateName, next.StateName)))
        {
            _next = next;
            foreach (var handler in _transitionHandlers.ToArray()) handler(previous.StateName, next.StateName);
            _listeners?.Gossip(new Transition<TState>(Self, previous.StateName, next.StateName), Self);
            _next = null;
        }

        _current = next;
        _timers.CancelState();
        var timeout = next.Timeout ?? _stateTimeouts.GetValueOrDefault(next.StateName);
        if (timeout is { } length && length >= TimeSpan.Zero && length < TimeSpan.MaxValue)
            _timers.StartState(Context, length);
    }

    private void Terminate(State<TState, TData> next)
    {
        if (_terminated) return;
        _terminated = true;
        LogTermination(next.StopReason!);
        _timers.CancelAll();
        var terminated = next;
        _current = terminated;
        _terminate?.Invoke(new StopEvent<TState, TData>(next.StopReason!, terminated.StateName, terminated.StateData));
    }

    private sealed class TransitionListeners : ListenerSupport
    {
        internal bool Forget(IActorRef listener) => Listeners.Remove(listener);
    }

    /// <summary>Changes what a function leads to.</summary>
    public sealed class TransformHelper
    {
        private readonly StateFunction _func;

        public TransformHelper(StateFunction func) => _func = func;

        public StateFunction Using(Func<State<TState, TData>, State<TState, TData>> andThen) => e => _func(e) is { } state ? andThen(state) : null;
    }
}
