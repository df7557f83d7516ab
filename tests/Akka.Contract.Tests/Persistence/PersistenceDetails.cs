using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Akka.Contract.Tests.Persistence;

/// <summary>What happens at the edges of persisting, deleting and recovering.</summary>
public sealed class PersistenceDetails : PersistSpec
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "akka-contract-" + Guid.NewGuid().ToString("N"));

    public PersistenceDetails() : base($$"""
        akka.persistence.snapshot-store.local.dir = "{{Folder}}"
        akka.persistence.journal.inmem {
          event-adapters.tags = "{{typeof(Tagger).AssemblyQualifiedName}}"
          event-adapter-bindings { "{{typeof(Entry).AssemblyQualifiedName}}" = tags }
        }
        """)
    {
    }

    [Fact]
    public void An_event_that_was_tagged_is_replayed_as_it_was_persisted()
    {
        var writer = Start("tagged", self => self.On("write", () => self.Persist(new Entry("x"), self.Say)));
        writer.Tell("write", TestActor);
        ExpectMsg(new Entry("x"));
        StopAndWait(writer);

        Start("tagged", self => self.Event = message =>
        {
            if (message is not RecoveryCompleted) TestActor.Tell(message);
        });
        ExpectMsg(new Entry("x"));
    }

    [Fact]
    public void To_persist_nothing_does_nothing()
    {
        var actor = Start("none", self => self.On("go", () =>
        {
            self.PersistAll<string>(null!, _ => self.Say("of null"));
            self.PersistAllAsync<string>(null!, _ => self.Say("of null"));
            self.PersistAll(Array.Empty<string>(), _ => self.Say("of none"));
            self.Persist("event", self.Say);
        }));
        actor.Tell("go", TestActor);
        ExpectMsg("event");
        actor.Tell("go", TestActor);
        ExpectMsg("event");
    }

    [Fact]
    public void Events_that_there_are_not_yet_cannot_be_deleted()
    {
        var actor = Start("early", self =>
        {
            self.On("write", () => self.Persist("event", self.Say));
            self.On("delete", () => self.DeleteMessages(5));
            self.Other = message => message is DeleteMessagesFailure failure && Reported(failure);
        });
        actor.Tell("write", TestActor);
        ExpectMsg("event");
        actor.Tell("delete", TestActor);
        Assert.Equal(5, ExpectMsg<DeleteMessagesFailure>().ToSequenceNr);

        bool Reported(DeleteMessagesFailure failure)
        {
            TestActor.Tell(failure);
            return true;
        }
    }

    [Fact]
    public void What_an_older_writer_stored_beside_a_newer_one_is_not_replayed()
    {
        var older = Writer();
        older.Tell("a", TestActor);
        ExpectMsg("a");
        var newer = Writer();
        newer.Tell("b", TestActor);
        newer.Tell("c", TestActor);
        ExpectMsg("b");
        ExpectMsg("c");
        older.Tell("late", TestActor);
        ExpectMsg("late");
        StopAndWait(older);
        StopAndWait(newer);

        var replayed = new List<object>();
        Start("shared", self =>
        {
            self.Event = replayed.Add;
            self.On("which", () => self.Say(string.Join(' ', replayed.OfType<string>())));
        }).Tell("which", TestActor);
        ExpectMsg("a b c");

        IActorRef Writer()
        {
            var writer = Start("shared", self =>
            {
                foreach (var text in (string[])["a", "b", "c", "late"]) self.On(text, () => self.Persist(text, self.Say));
                self.On("ready", () => self.Say("ready"));
                self.Event = _ => { };
            });
            writer.Tell("ready", TestActor);
            ExpectMsg("ready");
            return writer;
        }
    }

    [Fact]
    public void A_snapshot_in_a_file_comes_back_with_the_types_of_what_it_holds()
    {
        var state = ImmutableArray.Create<object>("text", 5, new Entry("x"));
        var store = Akka.Persistence.Persistence.Instance.Apply(Sys).SnapshotStoreFor("akka.persistence.snapshot-store.local");
        store.Tell(new SaveSnapshot(new SnapshotMetadata("typed", 1), state), TestActor);
        ExpectMsg<SaveSnapshotSuccess>();
        store.Tell(new LoadSnapshot("typed", SnapshotSelectionCriteria.Latest, long.MaxValue), TestActor);
        Assert.Equal(state, Assert.IsType<ImmutableArray<object>>(ExpectMsg<LoadSnapshotResult>().Snapshot!.Snapshot).AsEnumerable());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    public sealed record Entry(string Text);

    public sealed class Tagger : IWriteEventAdapter
    {
        public string Manifest(object evt) => string.Empty;

        public object ToJournal(object evt) => new Tagged(evt, ["tag"]);
    }
}
