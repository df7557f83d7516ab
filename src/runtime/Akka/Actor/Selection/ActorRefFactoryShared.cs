using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Makes selections for contexts and systems alike.</summary>
public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(((ActorSystemImpl)system).Provider.RootGuardian, actorPath.Elements);

    /// <param name="lookupRoot">Where a relative path starts.</param>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        ArgumentNullException.ThrowIfNull(path);
        var provider = ((ActorSystemImpl)system).Provider;
        if (path.Contains("://", StringComparison.Ordinal))
        {
            if (!ActorPath.TryParse(path, out var actorPath)) return new ActorSelection(provider.DeadLetters, "");
            var root = actorPath.Address == provider.RootPath.Address ? (IActorRef)provider.RootGuardian : provider.DeadLetters;
            return new ActorSelection(root, actorPath.Elements);
        }
        return path.StartsWith('/')
            ? new ActorSelection(provider.RootGuardian, path)
            : new ActorSelection(lookupRoot, path);
    }
}

public static class ActorRefFactoryExtensions
{
    /// <summary>Starts an actor that has a parameterless constructor.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null) where TActor : ActorBase, new() =>
        factory.ActorOf(Props.Create(typeof(TActor)), name);

    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) => new(anchorRef, actorPath);
}
