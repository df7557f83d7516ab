using Akka.Event;

namespace Akka.Actor;

/// <summary>The timers of one incarnation of a state machine: those with names, and that of its state. A tick of a timer that was replaced or stopped is known as such.</summary>
internal sealed class FsmTimers
{
    private readonly Dictionary<string, Named> _named = [];
    private ICancelable? _state;
    private long _stateGeneration;
    private int _generation;

    /// <summary>Whether the timer of the state runs.</summary>
    public bool IsStateActive => _state is not null;

    /// <summary>Sends a message to the actor later; a timer of the same name is replaced.</summary>
    public void Set(IActorContext context, string name, object message, TimeSpan timeout, bool repeats)
    {
        Cancel(name);
        var tick = new NamedTick(this, name, ++_generation);
        var scheduler = context.System.Scheduler;
        var task = repeats
            ? scheduler.ScheduleTellRepeatedlyCancelable(timeout, timeout, context.Self, tick, context.Self)
            : scheduler.ScheduleTellOnceCancelable(timeout, context.Self, tick, context.Self);
        _named[name] = new Named(message, repeats, tick.Generation, task);
    }

    /// <summary>Stops a timer.</summary>
    public void Cancel(string name)
    {
        if (_named.Remove(name, out var timer)) timer.Task.Cancel();
    }

    /// <summary>Whether a timer runs.</summary>
    public bool IsActive(string name) => _named.ContainsKey(name);

    /// <summary>Starts the timer of the state.</summary>
    public void StartState(IActorContext context, TimeSpan length) =>
        _state = context.System.Scheduler.ScheduleTellOnceCancelable(length, context.Self, new StateTick(this, _stateGeneration), context.Self);

    /// <summary>Stops the timer of the state.</summary>
    public void CancelState()
    {
        _stateGeneration++;
        _state?.Cancel();
        _state = null;
    }

    /// <summary>Stops them all.</summary>
    public void CancelAll()
    {
        foreach (var timer in _named.Values) timer.Task.Cancel();
        _named.Clear();
        CancelState();
    }

    /// <summary>Whether a message is a tick, of whatever incarnation.</summary>
    /// <param name="message">What came.</param>
    /// <param name="due">What the state machine is to process; null for a tick that came too late.</param>
    public bool TryTake(object message, out object? due)
    {
        due = null;
        switch (message)
        {
            case StateTick tick:
                if (ReferenceEquals(tick.Owner, this) && tick.Generation == _stateGeneration) due = FSMBase.StateTimeout.Instance;
                return true;
            case NamedTick tick:
                if (!ReferenceEquals(tick.Owner, this) || !_named.TryGetValue(tick.Name, out var timer) || timer.Generation != tick.Generation) return true;
                CancelState();
                if (!timer.Repeats) _named.Remove(tick.Name);
                due = timer.Message;
                return true;
            default:
                return false;
        }
    }

    private sealed record Named(object Message, bool Repeats, int Generation, ICancelable Task);

    private sealed class NamedTick(FsmTimers owner, string name, int generation) : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        public FsmTimers Owner { get; } = owner;
        public string Name { get; } = name;
        public int Generation { get; } = generation;
    }

    private sealed class StateTick(FsmTimers owner, long generation) : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        public FsmTimers Owner { get; } = owner;
        public long Generation { get; } = generation;
    }
}
