using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>A directory of references that have no cell, such as <c>/temp</c>.</summary>
public sealed class VirtualPathContainer : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent)
    {
        Provider = provider;
        Path = path;
        Parent = parent;
    }

    public override IActorRefProvider Provider { get; }
    public override IInternalActorRef Parent { get; }
    public override ActorPath Path { get; }

    public bool HasChildren => !_children.IsEmpty;

    public void AddChild(string name, IInternalActorRef actor) => _children[name] = actor;
    public void RemoveChild(string name) => _children.TryRemove(name, out _);
    public void ForEachChild(Action<IInternalActorRef> action)
    {
        foreach (var child in _children.Values) action(child);
    }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0) return this;
        if (name[0].Length == 0) return this;
        if (!_children.TryGetValue(name[0], out var child)) return ActorRefs.Nobody;
        return name.Count == 1 ? child : child.GetChild([.. name.Skip(1)]);
    }
}
