using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;
using PersistenceProvider = Akka.Persistence.Persistence;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Plug-ins that override the forms with a token: those are called, and may go on to the forms without.</summary>
public sealed class PluginTokenTests() : TestKit.Xunit2.TestKit(ConfigurationFactory.ParseString(PatientKit.Hocon + $$"""
    akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
    akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
    akka.persistence.journal.inmem.class = "{{typeof(TokenJournal).AssemblyQualifiedName}}"
    akka.persistence.snapshot-store.inmem.class = "{{typeof(TokenStore).AssemblyQualifiedName}}"
    """))
{
    [Fact]
    public void A_journal_gets_the_token_of_its_breaker()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Called));
        var journal = PersistenceProvider.Instance.Apply(Sys).JournalFor(null!);
        var write = new AtomicWrite(ImmutableList.Create<IPersistentRepresentation>(new Persistent("event", 1, "p", writerGuid: "w")));
        journal.Tell(new WriteMessages([write], TestActor, 1), TestActor);
        Assert.Equal(new Called("write", true), ExpectMsg<Called>());
        ExpectMsg<WriteMessagesSuccessful>();
        ExpectMsg<WriteMessageSuccess>();
        journal.Tell(new DeleteMessagesTo("p", 1, TestActor), TestActor);
        Assert.Equal(new Called("delete", true), ExpectMsg<Called>());
        ExpectMsg<DeleteMessagesSuccess>();
        journal.Tell(new ReplayMessages(1, 9, 9, "p", TestActor), TestActor);
        Assert.Equal(new Called("highest", true), ExpectMsg<Called>());
        Assert.Equal(1, ExpectMsg<RecoverySuccess>().HighestSequenceNr);
    }

    [Fact]
    public void A_snapshot_store_gets_the_token_of_its_breaker()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Called));
        var store = PersistenceProvider.Instance.Apply(Sys).SnapshotStoreFor(null!);
        store.Tell(new SaveSnapshot(new SnapshotMetadata("p", 1), "state"), TestActor);
        Assert.Equal(new Called("save", true), ExpectMsg<Called>());
        ExpectMsg<SaveSnapshotSuccess>();
        store.Tell(new LoadSnapshot("p", SnapshotSelectionCriteria.Latest, 9), TestActor);
        Assert.Equal(new Called("load", true), ExpectMsg<Called>());
        Assert.Equal("state", ExpectMsg<LoadSnapshotResult>().Snapshot?.Snapshot);
    }

    private sealed record Called(string Operation, bool CanBeCancelled);

    private sealed class TokenJournal : MemoryJournal
    {
        private readonly Event.EventStream _events = Context.System.EventStream;

        protected override Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
        {
            _events.Publish(new Called("write", cancellationToken.CanBeCanceled));
            return base.WriteMessagesAsync(messages, cancellationToken);
        }

        protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
        {
            _events.Publish(new Called("delete", cancellationToken.CanBeCanceled));
            return base.DeleteMessagesToAsync(persistenceId, toSequenceNr, cancellationToken);
        }

        public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
        {
            _events.Publish(new Called("highest", cancellationToken.CanBeCanceled));
            return base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);
        }
    }

    private sealed class TokenStore : MemorySnapshotStore
    {
        private readonly Event.EventStream _events = Context.System.EventStream;

        protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
        {
            _events.Publish(new Called("save", cancellationToken.CanBeCanceled));
            return base.SaveAsync(metadata, snapshot, cancellationToken);
        }

        protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
        {
            _events.Publish(new Called("load", cancellationToken.CanBeCanceled));
            return base.LoadAsync(persistenceId, criteria, cancellationToken);
        }
    }
}
