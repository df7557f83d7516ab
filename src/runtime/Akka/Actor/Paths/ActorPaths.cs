namespace Akka.Actor;

/// <summary>Makes paths of texts.</summary>
public static class ActorPaths
{
    /// <summary>Reads a path.</summary>
    /// <exception cref="UriFormatException">The text is none.</exception>
    public static ActorPath FromString(string path) => ActorPath.Parse(path);
}

/// <summary>A path without an address.</summary>
public static class RelativeActorPath
{
    /// <summary>The elements of a relative path, the first one empty when it begins at the root; null when it is none.</summary>
    public static IEnumerable<string>? Unapply(string address) =>
        Uri.TryCreate(address, UriKind.Relative, out _) ? address.Split('/') : null;
}
