using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Sends every message back to its sender and to the test actor.</summary>
public class EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true) : ReceiveActor
{
    /// <inheritdoc/>
    protected internal override bool AroundReceive(Receive receive, object message)
    {
        if (echoBackToSenderAsWell)
        {
            Sender.Tell(message, Self);
        }

        testkit.TestActor.Tell(message, Sender);
        return true;
    }

    /// <summary>Props of an echo.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}

/// <summary>Swallows every message.</summary>
public class BlackHoleActor : ReceiveActor
{
    /// <summary>Handles everything by doing nothing.</summary>
    public BlackHoleActor() => ReceiveAny(static _ => { });

    /// <summary>Props of a black hole.</summary>
    public static Props Props { get; } = Actor.Props.Create(() => new BlackHoleActor());
}
