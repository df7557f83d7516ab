using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Persistence.TCK.Snapshot;

/// <summary>What every snapshot store does. Each test finds five snapshots of one persistence id, <c>s-1</c> to <c>s-5</c>, numbered 11 to 15.</summary>
public abstract class SnapshotStoreSpec : PluginSpec
{
    private readonly TestProbe _sender;

    /// <summary>Of a configuration.</summary>
    protected SnapshotStoreSpec(Config? config = null, string? actorSystemName = null, ITestOutputHelper? output = null) : base(config, actorSystemName, output) =>
        _sender = CreateTestProbe();

    /// <summary>Of a set-up.</summary>
    protected SnapshotStoreSpec(ActorSystemSetup setup, string? actorSystemName = null, ITestOutputHelper? output = null) : base(setup, actorSystemName, output) =>
        _sender = CreateTestProbe();

    /// <summary>The store under test.</summary>
    protected IActorRef SnapshotStore => Extension.SnapshotStoreFor(null);

    /// <summary>What was saved, as the store says.</summary>
    protected IReadOnlyList<SnapshotMetadata> Metadata { get; private set; } = [];

    /// <summary>Bytes of a large snapshot.</summary>
    protected virtual int SnapshotByteSizeLimit => 10_000;

    /// <summary>Saves the five snapshots; to be called last in the constructor of a specification.</summary>
    protected void Initialize() => Metadata = [.. Enumerable.Range(1, 5).Select(i => Save(10 + i, $"s-{i}"))];

    [Fact]
    public virtual void SnapshotStore_should_not_load_a_snapshot_given_an_invalid_persistence_id() =>
        Assert.Null(Load("invalid", SnapshotSelectionCriteria.Latest));

    [Fact]
    public virtual void SnapshotStore_should_not_load_a_snapshot_given_non_matching_timestamp_criteria() =>
        Assert.Null(Load(Pid, new SnapshotSelectionCriteria(long.MaxValue, new DateTime(100_000, DateTimeKind.Utc))));

    [Fact]
    public virtual void SnapshotStore_should_not_load_a_snapshot_given_non_matching_sequence_number_criteria()
    {
        Assert.Null(Load(Pid, new SnapshotSelectionCriteria(7)));
        Assert.Null(Load(Pid, SnapshotSelectionCriteria.Latest, 7));
    }

    [Fact]
    public virtual void SnapshotStore_should_load_the_most_recent_snapshot() => ExpectLoaded(5, SnapshotSelectionCriteria.Latest);

    [Fact]
    public virtual void SnapshotStore_should_load_the_most_recent_snapshot_matching_an_upper_sequence_number_bound()
    {
        ExpectLoaded(3, new SnapshotSelectionCriteria(13));
        ExpectLoaded(3, SnapshotSelectionCriteria.Latest, 13);
    }

    [Fact]
    public virtual void SnapshotStore_should_load_the_most_recent_snapshot_matching_upper_sequence_number_and_timestamp_bounds()
    {
        ExpectLoaded(3, new SnapshotSelectionCriteria(13, Metadata[2].Timestamp));
        ExpectLoaded(3, new SnapshotSelectionCriteria(long.MaxValue, Metadata[2].Timestamp.AddMilliseconds(1)), 13);
    }

    [Fact]
    public virtual void SnapshotStore_should_delete_a_single_snapshot_identified_by_SequenceNr()
    {
        var metadata = new SnapshotMetadata(Pid, 13);
        SnapshotStore.Tell(new DeleteSnapshot(metadata), _sender.Ref);
        _sender.ExpectMsg<DeleteSnapshotSuccess>(done => done.Metadata.SequenceNr == 13);
        ExpectLoaded(2, new SnapshotSelectionCriteria(13));
        ExpectLoaded(5, SnapshotSelectionCriteria.Latest);
    }

    [Fact]
    public virtual void SnapshotStore_should_delete_all_snapshots_matching_upper_sequence_number_and_timestamp_bounds()
    {
        var criteria = new SnapshotSelectionCriteria(13, Metadata[2].Timestamp);
        SnapshotStore.Tell(new DeleteSnapshots(Pid, criteria), _sender.Ref);
        _sender.ExpectMsg<DeleteSnapshotsSuccess>(done => done.Criteria.Equals(criteria));
        Assert.Null(Load(Pid, criteria));
        ExpectLoaded(4, new SnapshotSelectionCriteria(14));
    }

    [Fact]
    public virtual void SnapshotStore_should_not_delete_what_matches_no_bound()
    {
        SnapshotStore.Tell(new DeleteSnapshots(Pid, SnapshotSelectionCriteria.None), _sender.Ref);
        _sender.ExpectMsg<DeleteSnapshotsSuccess>();
        ExpectLoaded(5, SnapshotSelectionCriteria.Latest);
        ExpectLoaded(1, new SnapshotSelectionCriteria(11));
    }

    [Fact]
    public virtual void SnapshotStore_should_save_and_overwrite_snapshot_with_same_sequence_number()
    {
        var again = Save(15, "s-5-modified");
        Assert.Equal(15, again.SequenceNr);
        var loaded = Load(Pid, new SnapshotSelectionCriteria(15));
        Assert.Equal("s-5-modified", loaded?.Snapshot);
    }

    [Fact]
    public virtual void SnapshotStore_should_save_bigger_size_snapshot()
    {
        var bytes = new byte[SnapshotByteSizeLimit];
        new Random(1).NextBytes(bytes);
        Save(100, bytes);
        Assert.Equal(bytes, Assert.IsType<byte[]>(Load(Pid, SnapshotSelectionCriteria.Latest)?.Snapshot));
    }

    private SnapshotMetadata Save(long sequenceNr, object snapshot)
    {
        SnapshotStore.Tell(new SaveSnapshot(new SnapshotMetadata(Pid, sequenceNr), snapshot), _sender.Ref);
        return _sender.ExpectMsg<SaveSnapshotSuccess>().Metadata;
    }

    private SelectedSnapshot? Load(string pid, SnapshotSelectionCriteria criteria, long toSequenceNr = long.MaxValue)
    {
        SnapshotStore.Tell(new LoadSnapshot(pid, criteria, toSequenceNr), _sender.Ref);
        var result = _sender.ExpectMsg<LoadSnapshotResult>();
        Assert.Equal(toSequenceNr, result.ToSequenceNr);
        return result.Snapshot;
    }

    private void ExpectLoaded(int number, SnapshotSelectionCriteria criteria, long toSequenceNr = long.MaxValue)
    {
        var loaded = Load(Pid, criteria, toSequenceNr);
        Assert.NotNull(loaded);
        Assert.Equal((Pid, 10L + number, (object)$"s-{number}"), (loaded.Metadata.PersistenceId, loaded.Metadata.SequenceNr, loaded.Snapshot));
    }
}
