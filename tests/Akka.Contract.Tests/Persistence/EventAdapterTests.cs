using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Adapters between domain events and what is stored.</summary>
public sealed class EventAdapterTests() : PersistSpec(
    $$"""
    akka.persistence.journal.inmem {
      event-adapters {
        upper = "{{typeof(Upper).AssemblyQualifiedName}}"
        reader = "{{typeof(Twice).AssemblyQualifiedName}}"
        dropper = "{{typeof(Dropper).AssemblyQualifiedName}}"
      }
      event-adapter-bindings {
        "{{typeof(Written).AssemblyQualifiedName}}" = upper
        "{{typeof(Stored).AssemblyQualifiedName}}" = [upper]
        "{{typeof(Base).AssemblyQualifiedName}}" = dropper
        "{{typeof(Derived).AssemblyQualifiedName}}" = reader
        "{{typeof(Combined).AssemblyQualifiedName}}" = [reader, reader]
      }
    }

    """)
{
    public sealed record Written(string Text);

    public sealed record Stored(string Text);

    public record Base(string Text);

    public sealed record Derived(string Text) : Base(Text);

    public sealed record Combined(string Text);

    public sealed class Upper : IEventAdapter
    {
        public string Manifest(object evt) => "U";

        public object ToJournal(object evt) => new Stored(((Written)evt).Text.ToUpperInvariant());

        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single($"{manifest}:{((Stored)evt).Text}");
    }

    public sealed class Twice : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Create("one", "two");
    }

    public sealed class Dropper(ExtendedActorSystem system) : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => system is null ? throw new ArgumentNullException(nameof(evt)) : EventSequence.Empty;
    }

    private IActorRef Store(string id, object @event)
    {
        var actor = Start(id, a => a.On("go", () => a.Persist(@event, a.Say)));
        actor.Tell("go", TestActor);
        return actor;
    }

    private void Replay(string id, params object[] expected)
    {
        Start(id, a => a.Event = TestActor.Tell);
        foreach (var e in expected) ExpectMsg(e);
        ExpectMsg<RecoveryCompleted>();
    }

    [Fact]
    public void The_handler_sees_the_domain_event_and_the_journal_the_adapted_one()
    {
        var actor = Store("upper", new Written("abc"));
        ExpectMsg(new Written("abc"));
        StopAndWait(actor);
        Replay("upper", "U:ABC");
    }

    [Fact]
    public void One_stored_event_may_stand_for_several_and_the_most_specific_binding_counts()
    {
        var actor = Store("several", new Derived("x"));
        ExpectMsg(new Derived("x"));
        StopAndWait(actor);
        Replay("several", "one", "two");
    }

    [Fact]
    public void A_stored_event_may_stand_for_nothing()
    {
        var actor = Store("nothing", new Base("x"));
        ExpectMsg(new Base("x"));
        StopAndWait(actor);
        Replay("nothing");
    }

    [Fact]
    public void Events_without_a_binding_are_stored_as_they_are()
    {
        var actor = Store("plain", "plain");
        ExpectMsg("plain");
        StopAndWait(actor);
        Replay("plain", "plain");
    }

    [Fact]
    public void An_adapter_that_cannot_write_rejects_the_event()
    {
        var actor = Start("combined", a =>
        {
            a.Rejected = (_, e, number) => TestActor.Tell($"rejected {e} {number}");
            a.On("go", () => a.Persist(new Combined("x"), a.Say));
            a.On("ping", () => a.Say("pong"));
        });
        actor.Tell("go", TestActor);
        actor.Tell("ping", TestActor);
        ExpectMsg($"rejected {new Combined("x")} 1");
        ExpectMsg("pong");
    }

    [Fact]
    public void A_binding_to_an_unknown_adapter_is_refused()
    {
        var config = Configuration.ConfigurationFactory.ParseString("event-adapters {}\nevent-adapter-bindings { \"System.String\" = nope }");
        var thrown = Assert.Throws<ArgumentException>(() => EventAdapters.Create((ExtendedActorSystem)Sys, config));
        Assert.Contains("nope", thrown.Message, StringComparison.Ordinal);
    }
}
