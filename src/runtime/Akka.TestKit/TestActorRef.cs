using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>A reference that gives access to its actor's instance, made by <c>ActorOfAsTestActorRef</c>.</summary>
/// <typeparam name="TActor">The actor's type.</typeparam>
public class TestActorRef<TActor> : TestActorRefBase<TActor>
    where TActor : ActorBase
{
    /// <summary>Starts the actor, as a child of <paramref name="supervisor"/> or of the user guardian.</summary>
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
        : base(system, actorProps, supervisor, name)
    {
    }

    /// <summary>The instance of the actor.</summary>
    public static implicit operator TActor(TestActorRef<TActor> actorRef)
    {
        ArgumentNullException.ThrowIfNull(actorRef);
        return actorRef.UnderlyingActor;
    }
}
