namespace Akka.Actor;

/// <summary>Takes every message and does nothing with it, not even as a dead letter. The same on every system; it never terminates.</summary>
public sealed class IgnoreActorRef : MinimalActorRef
{
    private static readonly ActorPath ThePath = new RootActorPath(new Address("local", "")) / "ignore";

    /// <summary>The reference of a provider.</summary>
    public IgnoreActorRef(IActorRefProvider provider) => Provider = provider;

    /// <summary>The text of the path.</summary>
    public static string StaticPath { get; } = ThePath.ToString();

    public override ActorPath Path => ThePath;
    public override IActorRefProvider Provider { get; }

    /// <summary>Whether a text is the path of this kind of reference.</summary>
    public static bool IsIgnoreRefPath(string otherPath) => otherPath == StaticPath;

    /// <summary>Whether a path is that of this kind of reference.</summary>
    public static bool IsIgnoreRefPath(ActorPath otherPath) => otherPath == ThePath;
}
