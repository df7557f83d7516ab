namespace Akka.Persistence.Hosting;

/// <summary>Which of the two stores something is for.</summary>
public enum PersistenceMode
{
    /// <summary>Journal and snapshot store.</summary>
    Both,

    /// <summary>The snapshot store alone.</summary>
    SnapshotStore,

    /// <summary>The journal alone.</summary>
    Journal,
}
