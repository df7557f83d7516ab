using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>What a reference needs of the thing behind it.</summary>
public interface ICell
{
    IActorRef Self { get; }
    ActorSystem System { get; }
    void Start();
    void Suspend();
    void Resume(Exception? causedByFailure);
    void Restart(Exception cause);
    void Stop();
    IInternalActorRef Parent { get; }
    bool IsTerminated { get; }
    void SendMessage(IActorRef sender, object message);
    void SendSystemMessage(ISystemMessage message);
    bool HasMessages { get; }
    int NumberOfMessages { get; }
    Props Props { get; }
    IReadOnlyCollection<IInternalActorRef> Children();
    IInternalActorRef GetSingleChild(string name);
}
