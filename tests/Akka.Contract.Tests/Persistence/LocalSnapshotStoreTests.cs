using Akka.Actor;
using Akka.Persistence;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Snapshots in files.</summary>
public sealed class LocalSnapshotStoreTests : PersistSpec
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "akka-contract-" + Guid.NewGuid().ToString("N"));

    public LocalSnapshotStoreTests()
        : base($$"""
            akka.persistence.snapshot-store.local.dir = "{{Folder.Replace("\\", "/", StringComparison.Ordinal)}}"
            akka.persistence.publish-plugin-commands = on

            """)
    {
    }

    private IActorRef Store => Akka.Persistence.Persistence.Instance.Apply(Sys).SnapshotStoreFor("akka.persistence.snapshot-store.local");

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private SnapshotMetadata Save(string id, long number, object snapshot)
    {
        Store.Tell(new SaveSnapshot(new SnapshotMetadata(id, number), snapshot), TestActor);
        return ExpectMsg<SaveSnapshotSuccess>().Metadata;
    }

    private SelectedSnapshot? Load(string id, SnapshotSelectionCriteria criteria)
    {
        Store.Tell(new LoadSnapshot(id, criteria, long.MaxValue), TestActor);
        return ExpectMsg<LoadSnapshotResult>().Snapshot;
    }

    [Fact]
    public void The_newest_that_matches_is_loaded()
    {
        Save("p", 1, "one");
        var second = Save("p", 2, new List<string> { "a", "b" });
        Save("p-2", 9, "another id");
        Save("p/odd?*", 1, new byte[] { 1, 2 });

        var newest = Load("p", SnapshotSelectionCriteria.Latest);
        Assert.Equal(["a", "b"], Assert.IsType<List<string>>(newest!.Snapshot));
        Assert.Equal(second.SequenceNr, newest.Metadata.SequenceNr);
        Assert.Equal("one", Load("p", new SnapshotSelectionCriteria(1))!.Snapshot);
        Assert.Equal([1, 2], Assert.IsType<byte[]>(Load("p/odd?*", SnapshotSelectionCriteria.Latest)!.Snapshot));
        Assert.Null(Load("nobody", SnapshotSelectionCriteria.Latest));
        Assert.Null(Load("p", SnapshotSelectionCriteria.None));
    }

    [Fact]
    public void A_broken_file_is_passed_over_and_when_all_are_broken_loading_fails()
    {
        Save("broken", 1, "good");
        var bad = Save("broken", 2, "bad");
        File.WriteAllBytes(Path.Combine(Folder, $"snapshot-broken-2-{bad.Timestamp.Ticks}"), [1, 2, 3]);
        Assert.Equal("good", Load("broken", SnapshotSelectionCriteria.Latest)!.Snapshot);

        Store.Tell(new LoadSnapshot("broken", new SnapshotSelectionCriteria(2, DateTime.MaxValue, 2), long.MaxValue), TestActor);
        ExpectMsg<LoadSnapshotFailed>();
    }

    [Fact]
    public void Deleted_ones_are_gone_and_the_command_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeleteSnapshot));
        Sys.EventStream.Subscribe(TestActor, typeof(DeleteSnapshots));
        for (var i = 1; i <= 4; i++) Save("del", i, i);

        var one = new DeleteSnapshot(new SnapshotMetadata("del", 4));
        Store.Tell(one, TestActor);
        ExpectMsg<DeleteSnapshotSuccess>();
        ExpectMsg(one);
        Assert.Equal(3, Load("del", SnapshotSelectionCriteria.Latest)!.Snapshot);

        var several = new DeleteSnapshots("del", new SnapshotSelectionCriteria(3, DateTime.MaxValue, 2));
        Store.Tell(several, TestActor);
        ExpectMsg<DeleteSnapshotsSuccess>();
        ExpectMsg(several);
        Assert.Equal(1, Load("del", SnapshotSelectionCriteria.Latest)!.Snapshot);
    }
}
