using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.TestKit;

namespace Akka.Contract.Tests.Persistence;

public sealed class PersistenceTestKitTests() : PersistenceTestKit(PatientKit.Hocon + "akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private IActorRef Counter(string id) => Sys.ActorOf(Props.Create(() => new CounterActor(id, TestActor)));

    [Fact]
    public async Task A_journal_that_fails_stops_the_writer()
    {
        var counter = Counter("a");
        await ExpectMsgAsync("recovered 0");
        Watch(counter);
        await WithJournalWrite(write => write.Fail(), async () =>
        {
            counter.Tell(1);
            await ExpectMsgAsync("failed TestJournalFailureException");
            await ExpectTerminatedAsync(counter);
        });
    }

    [Fact]
    public async Task A_journal_that_rejects_lets_the_writer_go_on()
    {
        var counter = Counter("a");
        await ExpectMsgAsync("recovered 0");
        await WithJournalWrite(write => write.RejectIf(message => message.Payload is 2), async () =>
        {
            counter.Tell(2);
            await ExpectMsgAsync("rejected TestJournalRejectionException");
            counter.Tell(3);
            await ExpectMsgAsync("now 3");
        });
        counter.Tell(2);
        await ExpectMsgAsync("now 5");
    }

    [Fact]
    public async Task Failures_may_depend_on_the_type_of_the_event()
    {
        var counter = Counter("a");
        await ExpectMsgAsync("recovered 0");
        await WithJournalWrite(write => write.FailOnType<string>(), async () =>
        {
            counter.Tell(2);
            await ExpectMsgAsync("now 2");
            counter.Tell("text");
            await ExpectMsgAsync("failed TestJournalFailureException");
        });
    }

    [Fact]
    public async Task A_journal_may_wait_for_the_test()
    {
        var counter = Counter("a");
        await ExpectMsgAsync("recovered 0");
        var gate = new TaskCompletionSource();
        await WithJournalWrite(write => write.PassWithDelay(() => gate.Task), async () =>
        {
            counter.Tell(2);
            await ExpectNoMsgAsync(100);
            gate.SetResult();
            await ExpectMsgAsync("now 2");
        });
    }

    [Fact]
    public async Task A_recovery_that_fails_is_reported()
    {
        var counter = Counter("a");
        await ExpectMsgAsync("recovered 0");
        counter.Tell(4);
        await ExpectMsgAsync("now 4");
        await WithJournalRecovery(recovery => recovery.FailIf(message => message.SequenceNr == 1), async () =>
        {
            var again = Counter("a");
            Watch(again);
            await ExpectMsgAsync("recovery failed TestJournalFailureException");
            await ExpectTerminatedAsync(again);
        });
        Counter("a");
        await ExpectMsgAsync("recovered 4");
    }

    [Fact]
    public async Task Snapshots_that_cannot_be_saved_or_loaded_are_reported()
    {
        var counter = Counter("a");
        await ExpectMsgAsync("recovered 0");
        await WithSnapshotSave(save => save.Fail(), async () =>
        {
            counter.Tell("snapshot");
            await ExpectMsgAsync("not saved TestSnapshotStoreFailureException");
        });
        counter.Tell("snapshot");
        await ExpectMsgAsync("saved");
        await WithSnapshotLoad(load => load.FailIf((id, _) => id == "a"), async () =>
        {
            Counter("a");
            await ExpectMsgAsync("recovery failed TestSnapshotStoreFailureException");
        });
    }

    [Fact]
    public async Task Snapshots_that_cannot_be_deleted_are_reported()
    {
        var counter = Counter("a");
        await ExpectMsgAsync("recovered 0");
        await WithSnapshotDelete(delete => delete.FailUnless((_, _) => false), async () =>
        {
            counter.Tell("delete snapshots");
            await ExpectMsgAsync("not deleted TestSnapshotStoreFailureException");
        });
    }

    [Fact]
    public async Task A_connection_that_fails_fails_what_is_asked()
    {
        await WithJournalConnection(connection => connection.Fail(), async () =>
        {
            Counter("a");
            await ExpectMsgAsync("recovery failed TestConnectionException");
        });
        Counter("a");
        await ExpectMsgAsync("recovered 0");
    }

    private sealed class CounterActor : ReceivePersistentActor
    {
        private readonly IActorRef _probe;
        private int _sum;

        public CounterActor(string id, IActorRef probe)
        {
            PersistenceId = id;
            _probe = probe;
            Recover<int>(value => _sum += value);
            Recover<SnapshotOffer>(offer => _sum = (int)offer.Snapshot);
            Recover<RecoveryCompleted>(_ => probe.Tell($"recovered {_sum}"));
            Command<int>(value => Persist(value, stored =>
            {
                _sum += stored;
                probe.Tell($"now {_sum}");
            }));
            Command<string>(text => text == "snapshot", _ => SaveSnapshot(_sum));
            Command<string>(text => text == "delete snapshots", _ => DeleteSnapshots(SnapshotSelectionCriteria.Latest));
            Command<string>(text => Persist(text, _ => { }));
            Command<SaveSnapshotSuccess>(_ => probe.Tell("saved"));
            Command<SaveSnapshotFailure>(failure => probe.Tell("not saved " + failure.Cause.GetType().Name));
            Command<DeleteSnapshotsFailure>(failure => probe.Tell("not deleted " + failure.Cause.GetType().Name));
        }

        public override string PersistenceId { get; }

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _probe.Tell("failed " + cause.GetType().Name);

        protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => _probe.Tell("rejected " + cause.GetType().Name);

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => _probe.Tell("recovery failed " + reason.GetType().Name);
    }
}
