namespace Akka.Actor;

/// <summary>Any path below the root. The address is the root's, so that a path costs one small object.</summary>
public sealed class ChildActorPath : ActorPath
{
    private readonly ActorPath _parent;

    public ChildActorPath(ActorPath parent, string name, long uid) : base(name, uid) => _parent = parent;

    public override ActorPath Parent => _parent;
    public override Address Address => Root.Address;

    public override RootActorPath Root
    {
        get
        {
            var path = _parent;
            while (path is ChildActorPath child) path = child._parent;
            return (RootActorPath)path;
        }
    }

    public override int Depth
    {
        get
        {
            var depth = 1;
            for (var path = _parent; path is ChildActorPath child; path = child._parent) depth++;
            return depth;
        }
    }

    public override ActorPath WithUid(long uid) => uid == Uid ? this : new ChildActorPath(_parent, Name, uid);
}
