using System.Runtime.ExceptionServices;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Fault handling: suspend, tell the supervisor, and carry out what it decides.</summary>
public partial class ActorCell
{
    private IActorRef? _perpetrator;   // who failed: this actor or a child whose failure was escalated
    private bool _failedFatally;       // there is no usable instance

    private bool IsFailed => _perpetrator is not null && !_failedFatally;

    private void SetFailed(IActorRef perpetrator) => _perpetrator = perpetrator;

    private void ClearFailed()
    {
        if (!_failedFatally) _perpetrator = null;
    }

    private void SuspendNonRecursive() => _dispatcher.Suspend(this);
    private void ResumeNonRecursive() => _dispatcher.Resume(this);

    private void FaultSuspend()
    {
        SuspendNonRecursive();
        SuspendChildren(null);
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            PublishDebug($"changing Resume into Create after {causedByFailure}");
            FaultCreate();
        }
        else if (_failedFatally && causedByFailure is not null)
        {
            PublishDebug($"changing Resume into Restart after {causedByFailure}");
            FaultRecreate(causedByFailure);
        }
        else
        {
            var perpetrator = _perpetrator;
            try
            {
                ResumeNonRecursive();
            }
            finally
            {
                if (causedByFailure is not null) ClearFailed();
            }
            ResumeChildren(causedByFailure, perpetrator);
        }
    }

    private void FaultRecreate(Exception? cause)
    {
        if (_actor is null)
        {
            PublishDebug($"changing Recreate into Create after {cause}");
            FaultCreate();
            return;
        }

        // A second Recreate while waiting for children is stashed; while terminating it only keeps the suspend count right.
        if (!IsNormal)
        {
            FaultResume(null);
            return;
        }

        var failedActor = _actor;
        PublishDebug("restarting");
        var message = _currentMessage;
        try
        {
            failedActor.AroundPreRestart(cause!, message);
        }
        catch (Exception e)
        {
            var failure = new PreRestartException(_self, e, cause!, message);
            Publish(new Error(failure, _self.Path.ToString(), failedActor.GetType(), e.Message));
        }
        finally
        {
            ClearActor(failedActor);
        }

        if (!SetChildrenTerminationReason(TerminationReason.Recreation, cause)) FinishRecreate(cause, failedActor);
    }

    private void FinishRecreate(Exception? cause, ActorBase failedActor)
    {
        // Children that survived PreRestart are restarted with their parent.
        var survivors = ChildrenSnapshot();
        try
        {
            try
            {
                ResumeNonRecursive();
            }
            finally
            {
                // In any case, so that a failure below is reported.
                _failedFatally = false;
                _perpetrator = null;
                SetCurrent(null, null);
            }

            var freshActor = NewActor();
            _actor = freshActor;
            if (ReferenceEquals(freshActor, failedActor))
                throw new IllegalActorStateException($"A factory returned the failed instance of {failedActor.GetType()} again.");

            freshActor.AroundPostRestart(cause!, null);
            if (_receiveTimeout is not null) CheckReceiveTimeout(reschedule: true);
            PublishDebug($"restarted ({freshActor})");
            if (_system.Settings.EmitActorTelemetry) _system.EventStream.Publish(new ActorRestarted(_self, _props.Type, cause!));

            foreach (var child in survivors)
            {
                try
                {
                    child.Restart(cause!);
                }
                catch (Exception e)
                {
                    Publish(new Error(e, _self.Path.ToString(), freshActor.GetType(), "restarting (" + child + ")"));
                }
            }
        }
        catch (Exception e)
        {
            if (_actor is { } broken)
            {
                ClearActor(broken);
                if (ReferenceEquals(broken, failedActor)) _actor = null;
            }
            _failedFatally = true;
            HandleInvokeFailure(new PostRestartException(_self, e, cause!), survivors);
        }
    }

    /// <summary>The constructor failed before; start over once children of the failed attempt are gone.</summary>
    private void FaultCreate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeoutTask();
        foreach (var child in ChildrenSnapshot()) Stop(child);
        if (!SetChildrenTerminationReason(TerminationReason.Creation, null)) FinishCreate();
    }

    private void FinishCreate()
    {
        try
        {
            ResumeNonRecursive();
        }
        finally
        {
            _failedFatally = false;
            _perpetrator = null;
        }

        try
        {
            Create(null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void Terminate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeoutTask();
        UnwatchWatchedActors();
        foreach (var child in ChildrenSnapshot()) Stop(child);

        var wasTerminating = IsTerminating;
        if (SetChildrenTerminationReason(TerminationReason.Termination, null))
        {
            if (!wasTerminating)
            {
                SuspendNonRecursive();
                // No failure is reported from here on.
                SetFailed(_self);
                PublishDebug("stopping");
            }
        }
        else
        {
            SetTerminatedChildren();
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        _isTerminated = true;
        try
        {
            actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), actor!.GetType(), e.Message));
        }

        try
        {
            if (actor is not null) ClearActor(actor);
        }
        finally
        {
            try
            {
                _dispatcher.Detach(this);
            }
            finally
            {
                _parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
                TellWatchersWeDied();
                UnwatchWatchedActors();
                PublishDebug("stopped");
                if (_system.Settings.EmitActorTelemetry) _system.EventStream.Publish(new ActorStopped(_self, _props.Type));
                _actor = null;
                _behavior = null;
                _behaviors = null;
                SetCurrent(null, null);
            }
        }
    }

    /// <summary>Cuts an instance off: timers die, the stash goes back to the mailbox, its producer gets it back.</summary>
    private void ClearActor(ActorBase actor)
    {
        try
        {
            actor.OnCleared();
            (actor as IDisposable)?.Dispose();
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), actor.GetType(), e.Message));
        }
        _props.Release(actor);
        SetReceiveTimeout(null);
        CancelReceiveTimeoutTask();
        _behavior = null;
        _behaviors = null;
    }

    private void HandleInvokeFailure(Exception cause, IReadOnlyCollection<IInternalActorRef>? childrenNotToSuspend = null)
    {
        // One failure at a time: a child's failure while this actor waits for its supervisor is stashed.
        if (IsFailed) return;
        try
        {
            SuspendNonRecursive();
            if (_currentMessage is Failed escalated)
            {
                SetFailed(escalated.Child);
                SuspendChildren(childrenNotToSuspend, escalated.Child);
            }
            else
            {
                SetFailed(_self);
                SuspendChildren(childrenNotToSuspend);
            }
            _parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), _actor?.GetType() ?? typeof(ActorCell), $"Emergency stop: exception in failure handling for {cause}"));
            try
            {
                foreach (var child in ChildrenSnapshot()) Stop(child);
            }
            finally
            {
                FinishTerminate();
            }
        }
    }

    private void HandleFailed(Failed failed)
    {
        SetCurrent(failed, failed.Child);
        if (!TryGetChildStatsByRef(failed.Child, out var stats))
        {
            PublishDebug($"dropping {failed} from unknown child");
        }
        else if (stats.Uid != failed.Uid)
        {
            PublishDebug($"dropping {failed} from old child {failed.Child} (uid={stats.Uid} != {failed.Uid})");
        }
        else
        {
            var handled = SupervisorStrategy().HandleFailure(this, failed.Child, failed.Cause, stats, ChildStatsSnapshot());
            if (!handled) ExceptionDispatchInfo.Throw(failed.Cause);
        }
        SetCurrent(null, null);
    }

    private SupervisorStrategy SupervisorStrategy() =>
        _props.SupervisorStrategy ?? _actor?.SupervisorStrategyInternal ?? Akka.Actor.SupervisorStrategy.DefaultStrategy;

    private void HandleChildTerminated(IActorRef child)
    {
        var (reason, cause) = RemoveChild(child);
        if (_actor is { } actor)
        {
            try
            {
                SupervisorStrategy().HandleChildTerminated(this, child, DeferredChildren());
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), actor.GetType(), "HandleChildTerminated failed"));
                HandleInvokeFailure(e);
            }
        }

        switch (reason)
        {
            case TerminationReason.Recreation: FinishRecreate(cause, _actor!); break;
            case TerminationReason.Creation: FinishCreate(); break;
            case TerminationReason.Termination: FinishTerminate(); break;
            default: break;
        }
    }

    /// <summary>A snapshot taken only if the strategy looks at it: most do not, and a guardian may have very many children.</summary>
    private IEnumerable<IInternalActorRef> DeferredChildren()
    {
        foreach (var child in ChildrenSnapshot()) yield return child;
    }

    private void Supervise(IActorRef child, bool async)
    {
        if (IsTerminating) return;
        if (!TryGetChildStatsByRef(child, out _))
            Publish(new Error(_self.Path.ToString(), _actor?.GetType() ?? typeof(ActorCell), $"received Supervise from unregistered child {child}, this will not end well"));
        else PublishDebug($"now supervising {child}");
    }
}
