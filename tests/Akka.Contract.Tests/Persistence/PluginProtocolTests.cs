using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Snapshot;
using Akka.TestKit;
using PersistenceProvider = Akka.Persistence.Persistence;

namespace Akka.Contract.Tests.Persistence;

/// <summary>What journals and snapshot stores answer to the messages of the protocol, whoever sends them.</summary>
public sealed class PluginProtocolTests : TestKit.Xunit2.TestKit
{
    private const string Hocon = """
        akka.loglevel = INFO
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private readonly TestProbe _sender;
    private readonly TestProbe _receiver;
    private readonly IActorRef _journal;
    private readonly IActorRef _store;

    public PluginProtocolTests() : base(ConfigurationFactory.ParseString(Hocon + PatientKit.Hocon))
    {
        _sender = CreateTestProbe();
        _receiver = CreateTestProbe();
        var extension = PersistenceProvider.Instance.Apply(Sys);
        _journal = extension.JournalFor(null!);
        _store = extension.SnapshotStoreFor(null!);
    }

    [Theory]
    [InlineData(1, long.MaxValue, long.MaxValue, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(3, long.MaxValue, long.MaxValue, new[] { 3, 4, 5 })]
    [InlineData(1, 3, long.MaxValue, new[] { 1, 2, 3 })]
    [InlineData(1, long.MaxValue, 3, new[] { 1, 2, 3 })]
    [InlineData(2, 3, 2, new[] { 2, 3 })]
    [InlineData(2, 2, long.MaxValue, new[] { 2 })]
    [InlineData(3, 2, long.MaxValue, new int[0])]
    [InlineData(5, 7, 0, new int[0])]
    public void Events_are_replayed_within_the_bounds_asked_for(long from, long to, long max, int[] expected)
    {
        Write("p", 1, 5);
        _journal.Tell(new ReplayMessages(from, to, max, "p", _receiver.Ref), _receiver.Ref);
        foreach (var n in expected)
        {
            var replayed = _receiver.ExpectMsg<ReplayedMessage>().Persistent;
            Assert.Equal(("a-" + n, (long)n, "p", false), ((string)replayed.Payload, replayed.SequenceNr, replayed.PersistenceId, replayed.IsDeleted));
        }

        Assert.Equal(5, _receiver.ExpectMsg<RecoverySuccess>().HighestSequenceNr);
    }

    [Fact]
    public void Deleted_events_are_gone_and_the_highest_number_stays()
    {
        Write("d", 1, 5);
        _journal.Tell(new DeleteMessagesTo("d", 3, _receiver.Ref), _receiver.Ref);
        Assert.Equal(3, _receiver.ExpectMsg<DeleteMessagesSuccess>().ToSequenceNr);
        _journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, "d", _receiver.Ref), _receiver.Ref);
        Assert.Equal(4, _receiver.ExpectMsg<ReplayedMessage>().Persistent.SequenceNr);
        Assert.Equal(5, _receiver.ExpectMsg<ReplayedMessage>().Persistent.SequenceNr);
        Assert.Equal(5, _receiver.ExpectMsg<RecoverySuccess>().HighestSequenceNr);

        _journal.Tell(new DeleteMessagesTo("d", long.MaxValue, _receiver.Ref), _receiver.Ref);
        _receiver.ExpectMsg<DeleteMessagesSuccess>();
        _journal.Tell(new ReplayMessages(0, long.MaxValue, long.MaxValue, "d", _receiver.Ref), _receiver.Ref);
        Assert.Equal(5, _receiver.ExpectMsg<RecoverySuccess>().HighestSequenceNr);
    }

    [Fact]
    public void An_id_that_never_was_has_no_events_and_no_number()
    {
        _journal.Tell(new ReplayMessages(0, long.MaxValue, long.MaxValue, "nobody", _receiver.Ref), _receiver.Ref);
        Assert.Equal(0, _receiver.ExpectMsg<RecoverySuccess>().HighestSequenceNr);
    }

    [Fact]
    public void Answers_to_a_batch_keep_its_order_also_of_what_is_not_stored()
    {
        var batch = new IPersistentEnvelope[]
        {
            new AtomicWrite(Event("b", 1)), new NonPersistentMessage("loop", _sender.Ref), new AtomicWrite(Event("b", 2)),
        };
        _journal.Tell(new WriteMessages(batch, _receiver.Ref, 7), _receiver.Ref);
        _receiver.ExpectMsg<WriteMessagesSuccessful>();
        Assert.Equal((1L, 7), (_receiver.ExpectMsg<WriteMessageSuccess>(out var first).Persistent.SequenceNr, first.ActorInstanceId));
        Assert.Equal(_sender.Ref, _receiver.LastSender);
        Assert.Equal(("loop", 7), (_receiver.ExpectMsg<LoopMessageSuccess>(out var loop).Message, loop.ActorInstanceId));
        Assert.Equal(2, _receiver.ExpectMsg<WriteMessageSuccess>().Persistent.SequenceNr);
    }

    [Fact]
    public void Snapshots_are_chosen_by_number_and_time()
    {
        var saved = Save("s", 5);
        Assert.Equal("s-15", Load("s", SnapshotSelectionCriteria.Latest)?.Snapshot);
        Assert.Equal("s-13", Load("s", new SnapshotSelectionCriteria(13))?.Snapshot);
        Assert.Equal("s-13", Load("s", SnapshotSelectionCriteria.Latest, 13)?.Snapshot);
        Assert.Equal("s-12", Load("s", new SnapshotSelectionCriteria(long.MaxValue, saved[1].Timestamp, 0, null))?.Snapshot);
        Assert.Null(Load("s", new SnapshotSelectionCriteria(7)));
        Assert.Null(Load("s", SnapshotSelectionCriteria.None));
        Assert.Null(Load("nobody", SnapshotSelectionCriteria.Latest));
    }

    [Fact]
    public void Snapshots_are_deleted_one_by_one_or_by_criteria()
    {
        var saved = Save("x", 5);
        _store.Tell(new DeleteSnapshot(saved[2]), _receiver.Ref);
        Assert.Equal(saved[2], _receiver.ExpectMsg<DeleteSnapshotSuccess>().Metadata);
        Assert.Equal("s-12", Load("x", new SnapshotSelectionCriteria(saved[2].SequenceNr, saved[2].Timestamp))?.Snapshot);

        var upTo = new SnapshotSelectionCriteria(saved[3].SequenceNr, saved[3].Timestamp);
        _store.Tell(new DeleteSnapshots("x", upTo), _receiver.Ref);
        Assert.Equal(upTo, _receiver.ExpectMsg<DeleteSnapshotsSuccess>().Criteria);
        Assert.Null(Load("x", upTo));
        Assert.Equal("s-15", Load("x", SnapshotSelectionCriteria.Latest)?.Snapshot);
    }

    [Fact]
    public void A_snapshot_of_the_same_number_replaces_the_one_before()
    {
        var metadata = new SnapshotMetadata("r", 100, DateTime.UtcNow);
        _store.Tell(new SaveSnapshot(metadata, "old"), _receiver.Ref);
        _receiver.ExpectMsg<SaveSnapshotSuccess>();
        _store.Tell(new SaveSnapshot(metadata, "new"), _receiver.Ref);
        _receiver.ExpectMsg<SaveSnapshotSuccess>();
        Assert.Equal("new", Load("r", SnapshotSelectionCriteria.Latest)?.Snapshot);
    }

    [Fact]
    public void Without_a_store_saving_fails_and_loading_finds_nothing()
    {
        var system = ActorSystem.Create("none", ConfigurationFactory.ParseString("akka.persistence.snapshot-store.plugin = \"\"\nakka.stdout-loglevel = OFF\nakka.loglevel = OFF"));
        try
        {
            var store = PersistenceProvider.Instance.Apply(system).SnapshotStoreFor("");
            var probe = CreateTestProbe(system);
            store.Tell(new SaveSnapshot(new SnapshotMetadata("n", 1, DateTime.UtcNow), "x"), probe.Ref);
            var failure = probe.ExpectMsg<SaveSnapshotFailure>();
            Assert.Contains("No snapshot store configured", Unwrapped(failure.Cause).Message, StringComparison.Ordinal);
            Assert.IsType<NoSnapshotStoreException>(Unwrapped(failure.Cause));
            store.Tell(new LoadSnapshot("n", SnapshotSelectionCriteria.Latest, long.MaxValue), probe.Ref);
            Assert.Null(probe.ExpectMsg<LoadSnapshotResult>().Snapshot);
        }
        finally
        {
            Shutdown(system);
        }
    }

    [Fact]
    public void Plugins_start_with_the_extension_when_they_are_told_to()
    {
        var system = ActorSystem.Create("auto", ConfigurationFactory.ParseString("""
            akka.loglevel = INFO
            akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
            akka.persistence.journal.auto-start-journals = ["akka.persistence.journal.inmem"]
            akka.persistence.snapshot-store.auto-start-snapshot-stores = ["akka.persistence.snapshot-store.inmem"]
            """));
        try
        {
            CreateEventFilter(system).Info(message: "Auto-starting journal plugin `akka.persistence.journal.inmem`").And
                .Info(message: "Auto-starting snapshot store `akka.persistence.snapshot-store.inmem`").Expect(2, () => PersistenceProvider.Instance.Apply(system));
        }
        finally
        {
            Shutdown(system);
        }
    }

    [Fact]
    public void The_extension_may_be_named_in_the_configuration()
    {
        var system = ActorSystem.Create("named", ConfigurationFactory.ParseString("akka.extensions = [\"Akka.Persistence.Persistence, Akka.Persistence\"]"));
        try
        {
            Assert.True(system.HasExtension<PersistenceExtension>());
        }
        finally
        {
            Shutdown(system);
        }
    }

    private static Exception Unwrapped(Exception thrown) => thrown is AggregateException { InnerException: { } inner } ? inner : thrown;

    private Persistent Event(string id, long number) => new("a-" + number, number, id, "", false, _sender.Ref, "writer");

    private void Write(string id, int from, int to)
    {
        var writes = Enumerable.Range(from, to - from + 1).Select(n => new AtomicWrite(Event(id, n))).ToArray();
        _journal.Tell(new WriteMessages(writes, _sender.Ref, 1), _sender.Ref);
        _sender.ExpectMsg<WriteMessagesSuccessful>();
        for (var n = from; n <= to; n++) Assert.Equal(n, _sender.ExpectMsg<WriteMessageSuccess>().Persistent.SequenceNr);
    }

    private List<SnapshotMetadata> Save(string id, int count)
    {
        var start = DateTime.UtcNow;
        return [.. Enumerable.Range(1, count).Select(n =>
        {
            _store.Tell(new SaveSnapshot(new SnapshotMetadata(id, n + 10, start.AddSeconds(n)), "s-" + (n + 10)), _receiver.Ref);
            return _receiver.ExpectMsg<SaveSnapshotSuccess>().Metadata;
        })];
    }

    private SelectedSnapshot? Load(string id, SnapshotSelectionCriteria criteria, long to = long.MaxValue)
    {
        _store.Tell(new LoadSnapshot(id, criteria, to), _receiver.Ref);
        var result = _receiver.ExpectMsg<LoadSnapshotResult>();
        Assert.Equal(to, result.ToSequenceNr);
        return result.Snapshot;
    }
}

internal static class ProbeReads
{
    internal static T ExpectMsg<T>(this TestProbe probe, out T message) => message = probe.ExpectMsg<T>();
}
