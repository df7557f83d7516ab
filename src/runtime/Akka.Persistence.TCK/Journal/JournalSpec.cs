using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Persistence.TCK.Journal;

/// <summary>What every journal does. Each test finds five events of one persistence id, <c>a-1</c> to <c>a-5</c>.</summary>
public abstract class JournalSpec : PluginSpec
{
    private readonly TestProbe _sender;
    private readonly TestProbe _receiver;

    /// <summary>Of a configuration.</summary>
    protected JournalSpec(Config? config = null, string? actorSystemName = null, ITestOutputHelper? output = null) : base(config, actorSystemName, output)
    {
        _sender = CreateTestProbe();
        _receiver = CreateTestProbe();
    }

    /// <summary>Of a set-up.</summary>
    protected JournalSpec(ActorSystemSetup setup, string? actorSystemName = null, ITestOutputHelper? output = null) : base(setup, actorSystemName, output)
    {
        _sender = CreateTestProbe();
        _receiver = CreateTestProbe();
    }

    /// <summary>Whether what cannot be written as bytes is refused. A journal that keeps objects says no.</summary>
    protected virtual bool SupportsRejectingNonSerializableObjects => true;

    /// <summary>Whether several events may stand in one write, stored all or none.</summary>
    protected virtual bool SupportsAtomicPersistAllOfSeveralEvents => true;

    /// <summary>The journal under test.</summary>
    protected IActorRef Journal => Extension.JournalFor(null);

    /// <summary>Stores the five events; to be called last in the constructor of a specification.</summary>
    protected void Initialize()
    {
        PreparePersistenceId(Pid);
        WriteMessages(1, 5, Pid, _sender.Ref, WriterGuid);
    }

    /// <summary>Is told of each persistence id before anything is written under it.</summary>
    protected virtual void PreparePersistenceId(string pid)
    {
    }

    /// <summary>Whether a replayed message is the event of a number that <see cref="WriteMessages"/> stored.</summary>
    protected bool IsReplayedMessage(ReplayedMessage message, long seqNr, bool isDeleted = false) =>
        message.Persistent is var p && p.PersistenceId == Pid && p.SequenceNr == seqNr && p.IsDeleted == isDeleted && Equals(p.Payload, $"a-{seqNr}");

    /// <summary>Stores events, the last two in one write where the journal can, and waits until they are stored.</summary>
    protected void WriteMessages(int from, int to, string pid, IActorRef sender, string writerGuid)
    {
        var events = Enumerable.Range(from, to - from + 1).Select(nr => (IPersistentRepresentation)Event(nr, $"a-{nr}", pid, sender, writerGuid)).ToImmutableList();
        var together = SupportsAtomicPersistAllOfSeveralEvents && events.Count > 1 ? 2 : 1;
        var writes = events.Take(events.Count - together).Select(e => new AtomicWrite(e)).Append(new AtomicWrite(events.TakeLast(together).ToImmutableList()));
        var probe = CreateTestProbe();
        Journal.Tell(new WriteMessages(writes.ToArray(), probe.Ref, ActorInstanceId));
        probe.ExpectMsg<WriteMessagesSuccessful>();
        foreach (var e in events)
        {
            var stored = probe.ExpectMsg<WriteMessageSuccess>();
            Assert.Equal((e.SequenceNr, pid, e.Payload, ActorInstanceId), (stored.Persistent.SequenceNr, stored.Persistent.PersistenceId, stored.Persistent.Payload, stored.ActorInstanceId));
        }
    }

    [Fact]
    public virtual void Journal_should_replay_all_messages() => ExpectReplay(1, long.MaxValue, long.MaxValue, 1, 2, 3, 4, 5);

    [Fact]
    public virtual void Journal_should_replay_messages_using_a_lower_sequence_number_bound() => ExpectReplay(3, long.MaxValue, long.MaxValue, 3, 4, 5);

    [Fact]
    public virtual void Journal_should_replay_messages_using_an_upper_sequence_number_bound() => ExpectReplay(1, 3, long.MaxValue, 1, 2, 3);

    [Fact]
    public virtual void Journal_should_replay_messages_using_a_count_limit() => ExpectReplay(1, long.MaxValue, 3, 1, 2, 3);

    [Fact]
    public virtual void Journal_should_replay_messages_using_lower_and_upper_sequence_number_bound() => ExpectReplay(2, 3, long.MaxValue, 2, 3);

    [Fact]
    public virtual void Journal_should_replay_messages_using_lower_and_upper_sequence_number_bound_and_count_limit() => ExpectReplay(2, 5, 2, 2, 3);

    [Fact]
    public virtual void Journal_should_replay_a_single_message_if_lower_and_upper_sequence_number_bounds_are_equal() => ExpectReplay(2, 2, long.MaxValue, 2);

    [Fact]
    public virtual void Journal_should_replay_a_single_message_if_count_limit_is_equal_one() => ExpectReplay(2, 4, 1, 2);

    [Fact]
    public virtual void Journal_should_not_replay_messages_if_count_limit_equals_zero() => ExpectReplay(2, 4, 0);

    [Fact]
    public virtual void Journal_should_not_replay_messages_if_lower_sequence_number_bound_is_greater_than_upper_sequence_number_bound() => ExpectReplay(3, 2, long.MaxValue);

    [Fact]
    public virtual void Journal_should_not_replay_messages_if_the_persistent_actor_has_not_yet_written_messages()
    {
        Journal.Tell(new ReplayMessages(0, long.MaxValue, long.MaxValue, "non-existing-pid", _receiver.Ref));
        Assert.Equal(0, _receiver.ExpectMsg<RecoverySuccess>().HighestSequenceNr);
    }

    [Fact]
    public virtual void Journal_should_not_replay_permanently_deleted_messages_on_range_deletion()
    {
        Delete(3);
        ExpectReplay(1, long.MaxValue, long.MaxValue, 4, 5);
        _receiver.ExpectNoMsg(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public virtual void Journal_should_not_reset_HighestSequenceNr_after_message_deletion()
    {
        Delete(3);
        ExpectReplay(0, long.MaxValue, 1, 4);
    }

    [Fact]
    public virtual void Journal_should_not_reset_HighestSequenceNr_after_journal_cleanup()
    {
        Delete(long.MaxValue);
        ExpectReplay(0, long.MaxValue, long.MaxValue);
    }

    [Fact]
    public virtual void Journal_should_keep_what_others_wrote_apart()
    {
        var (pid, writer) = (Pid, WriterGuid);
        RenewIds();
        PreparePersistenceId(Pid);
        WriteMessages(1, 2, Pid, _sender.Ref, WriterGuid);
        Journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, pid, _receiver.Ref));
        for (var nr = 1; nr <= 5; nr++)
            Assert.Equal((pid, (long)nr, writer), _receiver.ExpectMsg<ReplayedMessage>().Persistent is var p ? (p.PersistenceId, p.SequenceNr, p.WriterGuid) : default);
        _receiver.ExpectMsg<RecoverySuccess>();
    }

    [Fact]
    public virtual void Journal_should_reject_non_serializable_events_and_keep_the_others()
    {
        if (!SupportsRejectingNonSerializableObjects) return;

        var probe = CreateTestProbe();
        var writes = Enumerable.Range(6, 3).Select(nr => new AtomicWrite(Event(nr, nr == 7 ? new NotWritable() : $"b-{nr}", Pid, probe.Ref, WriterGuid))).ToArray();
        Journal.Tell(new WriteMessages(writes, probe.Ref, ActorInstanceId));
        probe.ExpectMsg<WriteMessagesSuccessful>();
        Assert.Equal("b-6", probe.ExpectMsg<WriteMessageSuccess>().Persistent.Payload);
        Assert.Equal(7, probe.ExpectMsg<WriteMessageRejected>().Persistent.SequenceNr);
        Assert.Equal("b-8", probe.ExpectMsg<WriteMessageSuccess>().Persistent.Payload);
    }

    private static Persistent Event(long nr, object payload, string pid, IActorRef sender, string writerGuid) =>
        new(payload, nr, pid, string.Empty, false, sender, writerGuid);

    private void Delete(long toSequenceNr)
    {
        var deletions = CreateTestProbe();
        Subscribe<DeleteMessagesTo>(deletions.Ref);
        var command = new DeleteMessagesTo(Pid, toSequenceNr, _receiver.Ref);
        Journal.Tell(command);
        _receiver.ExpectMsg<DeleteMessagesSuccess>(done => done.ToSequenceNr == toSequenceNr);
        // Other tests of the run have systems, and so event streams, of their own.
        deletions.ExpectMsg(command);
    }

    private void ExpectReplay(long from, long to, long max, params long[] numbers)
    {
        Journal.Tell(new ReplayMessages(from, to, max, Pid, _receiver.Ref));
        foreach (var number in numbers) _receiver.ExpectMsg<ReplayedMessage>(m => IsReplayedMessage(m, number));
        Assert.Equal(5, _receiver.ExpectMsg<RecoverySuccess>().HighestSequenceNr);
    }

    /// <summary>No serializer can write this: a delegate is code.</summary>
    private sealed class NotWritable
    {
        public Action Code { get; } = () => { };
    }
}
