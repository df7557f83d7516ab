using Akka.Configuration;
using Akka.Persistence.TCK.Journal;
using Akka.Persistence.TCK.Snapshot;

namespace Akka.Contract.Tests.Persistence;

/// <summary>The journal in memory, by the specification of journals.</summary>
public sealed class MemoryJournalSpec : JournalSpec
{
    public MemoryJournalSpec() : base(ConfigurationFactory.ParseString("akka.persistence.journal.plugin = \"akka.persistence.journal.inmem\"")) => Initialize();

    protected override bool SupportsRejectingNonSerializableObjects => false;
}

/// <summary>The snapshot store in memory, by the specification of snapshot stores.</summary>
public sealed class MemorySnapshotStoreSpec : SnapshotStoreSpec
{
    public MemorySnapshotStoreSpec() : base(ConfigurationFactory.ParseString("akka.persistence.snapshot-store.plugin = \"akka.persistence.snapshot-store.inmem\"")) => Initialize();
}

/// <summary>Snapshots in files, by the specification of snapshot stores.</summary>
public sealed class LocalSnapshotStoreSpec : SnapshotStoreSpec
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "akka-contract-" + Guid.NewGuid().ToString("N"));

    public LocalSnapshotStoreSpec() : base(ConfigurationFactory.ParseString($$"""
        akka.persistence.snapshot-store { plugin = "akka.persistence.snapshot-store.local", local.dir = "{{Folder}}" }
        """)) => Initialize();

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
