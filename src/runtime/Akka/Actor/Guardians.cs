using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary><c>/user</c> and the root: stops children on request, and itself when what it watches ends.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated: Context.Stop(Self); break;
            case StopChild stop: Context.Stop(stop.Child); break;
            default: Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender); break;
        }
        return true;
    }

    protected override void PreStart() { }

    // A guardian keeps its children; it is never restarted for their sake.
    protected override void PreRestart(Exception reason, object message) { }
}

/// <summary><c>/system</c>: outlives /user, and lets registered services clean up before it stops.</summary>
internal sealed class SystemGuardianActor : ActorBase
{
    private readonly IActorRef _userGuardian;
    private readonly HashSet<IActorRef> _hooks = [];
    private bool _terminating;

    public SystemGuardianActor(LocalActorRef userGuardian) => _userGuardian = userGuardian;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                _terminating = true;
                foreach (var hook in _hooks) hook.Tell(TerminationHook.Instance, Self);
                StopWhenHooksAreDone();
                break;
            case Terminated terminated:
                _hooks.Remove(terminated.ActorRef);
                StopWhenHooksAreDone();
                break;
            case StopChild stop: Context.Stop(stop.Child); break;
            case RegisterTerminationHook when !_terminating && !Equals(Sender, Context.System.DeadLetters):
                _hooks.Add(Sender);
                Context.Watch(Sender);
                break;
            case TerminationHookDone when _terminating:
                _hooks.Remove(Sender);
                StopWhenHooksAreDone();
                break;
            default: Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender); break;
        }
        return true;
    }

    private void StopWhenHooksAreDone()
    {
        if (_terminating && _hooks.Count == 0) Context.Stop(Self);
    }

    protected override void PreRestart(Exception reason, object message) { }
}
