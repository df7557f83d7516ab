using Akka.Dispatch.SysMsg;

namespace Akka.Actor.Internal;

/// <summary>Above the root: hears of the root's failure and of its end, which is the end of the system.</summary>
internal sealed class RootSupervisor : MinimalActorRef
{
    private readonly TaskCompletionSource _terminated;

    public RootSupervisor(IActorRefProvider provider, TaskCompletionSource terminated)
    {
        Provider = provider;
        _terminated = terminated;
        Path = provider.RootPath / "_Root-guardian-supervisor";
    }

    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }
    public override bool IsTerminated => _terminated.Task.IsCompleted;

    /// <summary>The failure that a guardian escalated, if any.</summary>
    public Exception? CauseOfTermination { get; set; }

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                CauseOfTermination = failed.Cause;
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                Stop();
                break;
            default:
                break;
        }
    }

    public override void Stop() => _terminated.TrySetResult();
}
