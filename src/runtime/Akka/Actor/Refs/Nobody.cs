namespace Akka.Actor;

/// <summary>The reference to no actor: what is sent to it disappears.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static readonly Nobody Instance = new();

    private readonly ActorPath _path = new RootActorPath(Address.AllSystems, "/Nobody");

    private Nobody() { }

    public override ActorPath Path => _path;
    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody does not provide.");
}
