namespace Akka.Hosting;

/// <summary>A misuse of <see cref="ActorRegistry"/>.</summary>
public class ActorRegistryException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ActorRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public ActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The key has a reference already.</summary>
public sealed class DuplicateActorRegistryException(string message) : ActorRegistryException(message)
{
}

/// <summary>The key has no reference.</summary>
public sealed class MissingActorRegistryEntryException(string message) : ActorRegistryException(message)
{
}
