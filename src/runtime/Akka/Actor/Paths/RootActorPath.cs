namespace Akka.Actor;

/// <summary>The root of a system's tree.</summary>
public sealed class RootActorPath : ActorPath
{
    private readonly Address _address;

    public RootActorPath(Address address, string name = "/") : base(name, UndefinedUid) => _address = address;

    public override Address Address => _address;
    public override ActorPath Parent => this;
    public override RootActorPath Root => this;
    public override int Depth => 0;

    public override ActorPath WithUid(long uid) => uid == UndefinedUid
        ? this
        : throw new NotSupportedException("RootActorPath must have undefined Uid.");
}
