using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>What the runtime itself may ask of a reference, beyond sending it messages.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IInternalActorRef Parent { get; }
    IActorRefProvider Provider { get; }
    bool IsTerminated { get; }

    /// <summary>Resolves a descendant by path elements; ".." and "" are understood. <see cref="Nobody"/> when absent.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    void Resume(Exception? causedByFailure = null);
    void Start();
    void Stop();
    void Restart(Exception cause);
    void Suspend();
    void SendSystemMessage(ISystemMessage message);
}
