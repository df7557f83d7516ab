using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private SystemMessage? _stashedSystemMessages;   // oldest first

    private enum ReceptionState
    {
        Normal,
        Suspended,
        WaitingForChildren,
    }

    /// <summary>Processes one user message. Nothing escapes: a failure goes to the supervisor.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        _currentMessage = message;
        _currentSender = envelope.Sender;
        IsCurrentStashed = false;
        var influencesTimeout = _receiveTimeout is not null && message is not INotInfluenceReceiveTimeout;
        if (influencesTimeout) CancelReceiveTimeoutTask();
        try
        {
            if (message is IAutoReceivedMessage) AutoReceiveMessage(envelope);
            else ReceiveMessage(message);
            _currentMessage = null;
            _currentSender = null;
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
        if (_receiveTimeout is not null) CheckReceiveTimeout(influencesTimeout);
    }

    private void AutoReceiveMessage(Envelope envelope)
    {
        var message = envelope.Message;
        if (_system.Settings.DebugAutoReceive)
            Publish(new Debug(_self.Path.ToString(), _actor!.GetType(), $"received AutoReceiveMessage {message}"));
        switch (message)
        {
            case Terminated terminated: ReceivedTerminated(terminated); break;
            case Kill: throw new ActorKilledException("Kill");
            case PoisonPill: _self.Stop(); break;
            case ActorSelectionMessage selection: ActorSelectionDelivery.Deliver(this, selection, envelope.Sender); break;
            case Identify identify: envelope.Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self); break;
            default: ReceiveMessage(message); break;
        }
    }

    /// <summary>Hands a message to the current behaviour; what it does not handle is unhandled.</summary>
    internal void ReceiveMessage(object message)
    {
        var actor = _actor!;
        if (message is TimerMessage tick)
        {
            if (!tick.TryTake(actor, out message!)) return;
            _currentMessage = message;
            if (message is IAutoReceivedMessage)
            {
                AutoReceiveMessage(new Envelope(message, _self));
                return;
            }
        }

        var handled = _behavior is null && _plainReceive
            ? actor.InvokeReceive(message)
            : actor.InvokeAroundReceive(_behavior ?? actor.ReceiveDelegate(), message);
        if (_system.Settings.AddLoggingReceive && actor is ILogReceive) PublishReceived(actor, message, handled);
        if (!handled) actor.InvokeUnhandled(message);
    }

    private void PublishReceived(ActorBase actor, object message, bool handled) =>
        Publish(new Debug(_self.Path.ToString(), actor.GetType(), $"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}"));

    internal void ReceiveMessageForTest(Envelope envelope)
    {
        var previous = Internal.InternalCurrentActorCellKeeper.Current;
        Internal.InternalCurrentActorCellKeeper.Current = this;
        try
        {
            SetCurrent(envelope.Message, envelope.Sender);
            IsCurrentStashed = false;
            if (envelope.Message is IAutoReceivedMessage) AutoReceiveMessage(envelope);
            else ReceiveMessage(envelope.Message);
        }
        finally
        {
            SetCurrent(null, null);
            Internal.InternalCurrentActorCellKeeper.Current = previous;
        }
    }

    /// <summary>Processes one system message; those that cannot be processed in this state are kept and processed once it changes.</summary>
    internal void SystemInvoke(SystemMessage message)
    {
        var state = State();
        if (MustStash(message, state))
        {
            StashSystemMessage(message);
            return;
        }

        try
        {
            ProcessSystemMessage(message);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }

        if (_stashedSystemMessages is not null && State() < state) UnstashSystemMessages();
    }

    private ReceptionState State()
    {
        if (IsWaitingForChildren) return ReceptionState.WaitingForChildren;
        return SuspensionsByFailure > 0 ? ReceptionState.Suspended : ReceptionState.Normal;
    }

    /// <summary>
    /// Without that of an async handler, which is no failure: while it waits, children are supervised, and those it starts run.
    /// </summary>
    private int SuspensionsByFailure => Mailbox.SuspendCount - (_taskScheduler is { IsHolding: true } ? 1 : 0);

    private static bool MustStash(SystemMessage message, ReceptionState state) => state switch
    {
        ReceptionState.WaitingForChildren => message is IStashWhenWaitingForChildren,
        ReceptionState.Suspended => message is IStashWhenFailed,
        _ => false,
    };

    private void StashSystemMessage(SystemMessage message)
    {
        ref var slot = ref _stashedSystemMessages;
        while (slot is not null) slot = ref slot.Next;
        slot = message;
    }

    private void UnstashSystemMessages()
    {
        var messages = _stashedSystemMessages;
        _stashedSystemMessages = null;
        while (messages is not null && !IsTerminated)
        {
            var message = messages;
            messages = message.Next;
            message.Next = null;
            SystemInvoke(message);
        }
    }

    private void ProcessSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case DeathWatchNotification n: WatchedActorTerminated(n.Actor, n.ExistenceConfirmed, n.AddressTerminated); break;
            case Create c: Create(c.Failure); break;
            case Watch w: AddWatcher(w.Watchee, w.Watcher); break;
            case Unwatch u: RemoveWatcher(u.Watchee, u.Watcher); break;
            case Recreate r: FaultRecreate(r.Cause); break;
            case Dispatch.SysMsg.Suspend: FaultSuspend(); break;
            case Resume r: FaultResume(r.CausedByFailure); break;
            case Dispatch.SysMsg.Terminate: Terminate(); break;
            case Failed f: HandleFailed(f); break;
            case Supervise s: Supervise(s.Child, s.Async); break;
            case ActorTaskSchedulerMessage task: RunScheduledTask(task); break;
            case NoMessage: break;
            default: throw new NotSupportedException($"Unknown message {message.GetType().Name}");
        }
    }

    private void Create(ActorInitializationException? failure)
    {
        if (failure is not null) throw failure;
        try
        {
            var created = NewActor();
            _actor = created;
            created.AroundPreStart();
            _failedFatally = false;
            if (_receiveTimeout is not null) CheckReceiveTimeout(reschedule: true);
            PublishDebug($"Started ({created})");
            if (_system.Settings.EmitActorTelemetry) _system.EventStream.Publish(new ActorStarted(_self, _props.Type));
        }
        catch (Exception e)
        {
            if (_actor is not null)
            {
                ClearActor(_actor);
                _actor = null;
            }
            _failedFatally = true;
            if (e is ActorInitializationException { Actor: null } unnamed) unnamed.Actor = _self;
            throw e as ActorInitializationException ?? new ActorInitializationException(_self, "Exception during creation", e);
        }
    }

    private void RunScheduledTask(ActorTaskSchedulerMessage task)
    {
        SetCurrent(task.Message, task.Sender);
        if (task.Exception is { } failure)
        {
            try
            {
                HandleInvokeFailure(failure);
            }
            finally
            {
                // The suspension of the async handler ends after that of the failure began, so no message slips in between.
                _dispatcher.Resume(this);
            }
            return;
        }

        task.ExecuteTask();
        SetCurrent(null, null);
    }
}
