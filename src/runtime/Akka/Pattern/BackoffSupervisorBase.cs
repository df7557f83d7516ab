using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>What both kinds of back-off supervisor share: one child, a restart count, and the passing of messages.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    private readonly BackoffOptionsImpl _options;

    private protected BackoffSupervisorBase(BackoffOptionsImpl options)
    {
        _options = options;
        Log = Context.GetLogger();
    }

    private protected BackoffOptionsImpl Options => _options;

    private protected ILoggingAdapter Log { get; }

    /// <summary>The child; null while backing off.</summary>
    protected IActorRef? Child { get; set; }

    /// <summary>Restarts since the last reset.</summary>
    protected int RestartCountN { get; set; }

    /// <summary>A message that makes the end of the child final has passed.</summary>
    protected bool FinalStopMessageReceived { get; set; }

    protected override void PreStart()
    {
        StartChild();
        base.PreStart();
    }

    private void StartChild()
    {
        Child ??= Context.Watch(Context.ActorOf(_options.ChildProps, _options.ChildName));
    }

    /// <summary>Starts the child again after the pause that belongs to the present count.</summary>
    private protected void BackOff(int restartCount)
    {
        var delay = BackoffSupervisor.CalculateDelay(restartCount, _options.MinBackoff, _options.MaxBackoff, _options.RandomFactor);
        Context.System.Scheduler.ScheduleTellOnce(delay, Self, BackoffSupervisor.StartChild.Instance, Self);
    }

    /// <summary>Messages of the protocol, and everything else for or from the child.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                if (_options.AutoReset is { } reset)
                {
                    Context.System.Scheduler.ScheduleTellOnce(reset, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
                }
                else if (!_options.ManualReset)
                {
                    Context.System.Scheduler.ScheduleTellOnce(_options.MinBackoff, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
                }

                return true;
            case BackoffSupervisor.ResetRestartCount expected:
                // A later restart has made this reset void.
                if (expected.Current == RestartCountN) RestartCountN = 0;
                return true;
            case BackoffSupervisor.Reset:
                if (_options.ManualReset) RestartCountN = 0;
                else Unhandled(message);
                return true;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                return true;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                return true;
            case var _ when Child is not null && Child.Equals(Sender):
                // To those outside, the supervisor is the child.
                Context.Parent.Forward(message);
                return true;
            case var _ when Child is not null:
                Child.Forward(message);
                if (!FinalStopMessageReceived && _options.IsFinalStopMessage is { } isFinal) FinalStopMessageReceived = isFinal(message);
                return true;
            case var _ when _options.ReplyWhileStopped is { } reply:
                Sender.Tell(reply, Self);
                if (_options.IsFinalStopMessage is { } final && final(message)) Context.Stop(Self);
                return true;
            default:
                Context.System.DeadLetters.Forward(message);
                if (_options.IsFinalStopMessage is { } last && last(message)) Context.Stop(Self);
                return true;
        }
    }
}
