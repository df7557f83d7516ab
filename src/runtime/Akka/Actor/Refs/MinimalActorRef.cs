using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference without a cell: it ignores supervision and swallows what it does not override.</summary>
public abstract class MinimalActorRef : InternalActorRefBase, ILocalRef
{
    public override IInternalActorRef Parent => ActorRefs.Nobody;
    public override bool IsTerminated => false;
    public override bool IsLocal => true;

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        foreach (var element in name)
        {
            if (element.Length != 0) return ActorRefs.Nobody;
        }
        return this;
    }

    public override void Resume(Exception? causedByFailure = null) { }
    public override void Start() { }
    public override void Stop() { }
    public override void Restart(Exception cause) { }
    public override void Suspend() { }
    public override void SendSystemMessage(ISystemMessage message) { }
    protected override void TellInternal(object message, IActorRef? sender) { }
}
