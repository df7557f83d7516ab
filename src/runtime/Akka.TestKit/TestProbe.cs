using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <summary>A receiver with expectations of its own, usable wherever a reference is.</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef, IRepointableRef
{
    /// <summary>Starts the probe's actor in <paramref name="system"/>.</summary>
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, testProbeName)
    {
    }

    /// <summary>Who sent the last message that the probe took.</summary>
    public IActorRef Sender => LastSender;

    /// <summary>The probe's actor.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Where the probe's actor lives.</summary>
    public ActorPath Path => TestActor.Path;

    Util.ISurrogate Util.ISurrogated.ToSurrogate(ActorSystem system) => Internal.ToSurrogate(system);

    bool IActorRefScope.IsLocal => Internal.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => Internal.Parent;

    IActorRefProvider IInternalActorRef.Provider => Internal.Provider;

    bool IInternalActorRef.IsTerminated => Internal.IsTerminated;

    bool IRepointableRef.IsStarted => TestActor is not IRepointableRef repointable || repointable.IsStarted;

    private IInternalActorRef Internal => (IInternalActorRef)TestActor;

    /// <summary>Sends with the probe as sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Hands the last message on, with its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage ?? throw new InvalidOperationException("The probe took no message yet."));

    /// <summary>Sends on behalf of the sender of the last message.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Answers the sender of the last message.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>A probe makes no other probes; ask the test.</summary>
    public override TestProbe CreateTestProbe(string? name = null) => throw new NotSupportedException("A probe cannot create a probe; ask the test for one.");

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => TestActor.Equals(other is TestProbe probe ? probe.TestActor : other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => TestActor.ToString()!;

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Internal.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => Internal.Resume(causedByFailure);

    void IInternalActorRef.Start()
    {
        // The probe's actor starts with the probe.
    }

    void IInternalActorRef.Stop() => Internal.Stop();

    void IInternalActorRef.Restart(Exception cause) => Internal.Restart(cause);

    void IInternalActorRef.Suspend() => Internal.Suspend();

    void IInternalActorRef.SendSystemMessage(ISystemMessage message) => Internal.SendSystemMessage(message);
}
