using System.Runtime.CompilerServices;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference that knows its cell.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract ICell Underlying { get; }
    public abstract IEnumerable<IActorRef> Children { get; }
    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>The reference to an actor of this process.</summary>
public class LocalActorRef : ActorRefWithCell, ILocalRef
{
    private readonly ActorPath _path;
    private readonly ActorCell _cell;

    public LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
    {
        _path = path;
        _cell = CreateActorCell(system, this, props, dispatcher, supervisor);
        _cell.Init(ShouldSendSupervise, mailboxType);
    }

    /// <summary>Children of cells are announced by their container; only the root has nobody to announce to.</summary>
    protected virtual bool ShouldSendSupervise => false;

    protected virtual ActorCell CreateActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new(system, self, props, dispatcher, supervisor);

    public ActorCell Cell => _cell;
    public override ICell Underlying => _cell;
    public override ActorPath Path => _path;
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;
    public override IInternalActorRef Parent => _cell.Parent;
    public override IEnumerable<IActorRef> Children => _cell.GetChildren();
    public override bool IsLocal => true;
    public override bool IsTerminated => _cell.IsTerminated;

    public override void Start() => _cell.Start();
    public override void Stop() => _cell.Stop();
    public override void Suspend() => _cell.Suspend();
    public override void Resume(Exception? causedByFailure = null) => _cell.Resume(causedByFailure);
    public override void Restart(Exception cause) => _cell.Restart(cause);
    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is null) ThrowNullMessage();
        _cell.SendMessage(sender!, message);
    }

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            var element = name[i];
            if (element.Length == 0) continue;
            if (current is not ActorRefWithCell withCell) return current.GetChild([.. name.Skip(i)]);
            current = element == ".." ? withCell.Parent : withCell.GetSingleChild(element);
            if (current.IsNobody()) return ActorRefs.Nobody;
        }
        return current;
    }
}
