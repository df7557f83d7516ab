using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;

namespace Akka.Contract.Tests.Persistence;

/// <summary>What an event-sourced actor may rely on.</summary>
public sealed class PersistenceTests : TestKit.Xunit2.TestKit
{
    private static readonly string Configuration = $$"""
        akka.loglevel = "OFF"
        akka.stdout-loglevel = "OFF"
        akka.persistence.journal.plugin = "faulty"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        faulty.class = "{{typeof(FaultyJournal).AssemblyQualifiedName}}"
        """;

    public PersistenceTests() : base(Configuration + PatientKit.Hocon)
    {
    }

    private IActorRef Start(string id, string recovered = "recovered  at 0", Recovery? recovery = null)
    {
        var ledger = Sys.ActorOf(LedgerActor.Props(id, TestActor, recovery));
        ExpectMsg(recovered);
        return ledger;
    }

    private void Stop(IActorRef ledger)
    {
        Watch(ledger);
        ledger.Tell(PoisonPill.Instance);
        ExpectMsg("stopped");
        ExpectTerminated(ledger);
    }

    [Fact]
    public void Persisted_events_are_applied_and_replayed()
    {
        var ledger = Start("a");
        ledger.Tell(new Ledger.Add("x"), TestActor);
        ledger.Tell(new Ledger.AddAll("y", "z"), TestActor);
        ExpectMsg(new Ledger.Done("x"));
        ExpectMsg(new Ledger.Done("y"));
        ExpectMsg(new Ledger.Done("z"));
        Stop(ledger);

        Start("a", "recovered x,y,z at 3");
    }

    [Fact]
    public void Recovery_completes_also_when_there_is_nothing_to_recover() => Start("empty");

    [Fact]
    public void Commands_wait_while_an_event_is_on_its_way()
    {
        var ledger = Start("b");
        ledger.Tell(new Ledger.Add("gated-b"), TestActor);
        ledger.Tell(new Ledger.Get(), TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        FaultyJournal.Gates.Open("gated-b");
        ExpectMsg(new Ledger.Done("gated-b"));
        ExpectMsg("gated-b");
    }

    [Fact]
    public void Commands_go_on_while_an_asynchronous_event_is_on_its_way()
    {
        var ledger = Start("c");
        ledger.Tell(new Ledger.AddAsync("gated-c"), TestActor);
        ledger.Tell(new Ledger.Get(), TestActor);
        ExpectMsg("");
        FaultyJournal.Gates.Open("gated-c");
        ExpectMsg(new Ledger.Done("gated-c"));
    }

    [Fact]
    public void Handlers_run_with_the_sender_of_their_command()
    {
        var ledger = Start("d");
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        ledger.Tell(new Ledger.AddAsync("1"), first);
        ledger.Tell(new Ledger.AddAsync("2"), second);
        ledger.Tell(new Ledger.Add("3"), first);
        first.ExpectMsg(new Ledger.Done("1"));
        second.ExpectMsg(new Ledger.Done("2"));
        first.ExpectMsg(new Ledger.Done("3"));
    }

    [Fact]
    public void Deferred_handlers_run_after_the_events_before_them_and_at_once_when_there_are_none()
    {
        var ledger = Start("e");
        ledger.Tell(new Ledger.DeferOnly("now"), TestActor);
        ExpectMsg("deferred now");
        ledger.Tell(new Ledger.AddAsyncThenDefer("gated-e"), TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        FaultyJournal.Gates.Open("gated-e");
        ExpectMsg(new Ledger.Done("gated-e"));
        ExpectMsg("deferred gated-e");
    }

    [Fact]
    public void A_handler_may_persist_again_before_the_next_command()
    {
        var ledger = Start("f");
        ledger.Tell(new Ledger.AddNested("outer", "inner"), TestActor);
        ledger.Tell(new Ledger.Add("next"), TestActor);
        ExpectMsg(new Ledger.Done("outer"));
        ExpectMsg(new Ledger.Done("inner"));
        ExpectMsg(new Ledger.Done("next"));
    }

    [Fact]
    public void A_thousand_commands_keep_their_order()
    {
        var ledger = Start("g");
        for (var i = 0; i < 1000; i++) ledger.Tell(i % 3 == 0 ? new Ledger.AddAll($"{i}a", $"{i}b") : new Ledger.Add($"{i}a"), TestActor);
        for (var i = 0; i < 1000; i++)
        {
            ExpectMsg(new Ledger.Done($"{i}a"));
            if (i % 3 == 0) ExpectMsg(new Ledger.Done($"{i}b"));
        }
    }

    [Fact]
    public void A_failed_write_stops_the_actor()
    {
        var ledger = Start("h");
        Watch(ledger);
        ledger.Tell(new Ledger.Add("kept"), TestActor);
        ExpectMsg(new Ledger.Done("kept"));
        ledger.Tell(new Ledger.Add("fail"), TestActor);
        ExpectMsg("failed fail at 2");
        ExpectMsg("stopped");
        ExpectTerminated(ledger);

        Start("h", "recovered kept at 1");
    }

    [Fact]
    public void A_rejected_event_is_not_stored_and_the_actor_goes_on()
    {
        var ledger = Start("i");
        ledger.Tell(new Ledger.Add("reject"), TestActor);
        ExpectMsg("rejected reject at 1");
        ledger.Tell(new Ledger.Add("kept"), TestActor);
        ExpectMsg(new Ledger.Done("kept"));
        Stop(ledger);

        Start("i", "recovered kept at 2");
    }

    [Fact]
    public void A_restart_recovers_before_the_commands_that_waited()
    {
        var ledger = Start("j");
        ledger.Tell(new Ledger.Add("x"), TestActor);
        ledger.Tell(new Ledger.Fail("ouch"), TestActor);
        ledger.Tell(new Ledger.Get(), TestActor);
        ExpectMsg(new Ledger.Done("x"));
        ExpectMsg("stopped");
        ExpectMsg("recovered x at 1");
        ExpectMsg("x");
    }

    [Fact]
    public void An_event_whose_handler_throws_is_stored_all_the_same()
    {
        var ledger = Start("k");
        ledger.Tell(new Ledger.AddAndThrow("x"), TestActor);
        ledger.Tell(new Ledger.Get(), TestActor);
        ExpectMsg("stopped");
        ExpectMsg("recovered x at 1");
        ExpectMsg("x");
    }

    [Fact]
    public void Recovery_starts_from_the_newest_snapshot()
    {
        var ledger = Start("l");
        ledger.Tell(new Ledger.AddAll("x", "y"), TestActor);
        ledger.Tell(new Ledger.Snap(), TestActor);
        ReceiveN(2);
        ExpectMsg("snapshot at 2");
        ledger.Tell(new Ledger.DeleteTo(2), TestActor);
        ExpectMsg("deleted to 2");
        ledger.Tell(new Ledger.Add("z"), TestActor);
        ExpectMsg(new Ledger.Done("z"));
        Stop(ledger);

        Start("l", "recovered x,y,z at 3");
    }

    [Fact]
    public void Recovery_can_be_bounded_or_skipped()
    {
        var ledger = Start("m");
        ledger.Tell(new Ledger.AddAll("x", "y", "z"), TestActor);
        ReceiveN(3);
        Stop(ledger);

        Stop(Start("m", "recovered x,y at 3", new Recovery(toSequenceNr: 2)));
        Stop(Start("m", "recovered x at 3", new Recovery(replayMax: 1)));
        Stop(Start("m", "recovered  at 3", Recovery.None));
    }

    [Fact]
    public void A_journal_that_cannot_be_read_fails_the_recovery_and_stops_the_actor()
    {
        var ledger = Sys.ActorOf(LedgerActor.Props("unreadable", TestActor));
        Watch(ledger);
        ExpectMsg("recovery failed: cannot read");
        ExpectMsg("stopped");
        ExpectTerminated(ledger);
    }

    [Fact]
    public void An_asynchronous_command_holds_the_others_and_its_persists_are_kept()
    {
        var ledger = Start("n");
        var gate = new TaskCompletionSource();
        ledger.Tell(new Ledger.AddAfter("slow", gate.Task), TestActor);
        ledger.Tell(new Ledger.Get(), TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        gate.SetResult();
        ExpectMsg(new Ledger.Done("slow"));
        ExpectMsg("slow");
    }

    [Fact]
    public void Commands_that_arrive_during_recovery_are_handled_after_it()
    {
        var ledger = Start("o");
        ledger.Tell(new Ledger.Add("x"), TestActor);
        ExpectMsg(new Ledger.Done("x"));
        Stop(ledger);

        var again = Sys.ActorOf(LedgerActor.Props("o", TestActor));
        for (var i = 0; i < 10; i++) again.Tell(new Ledger.Add($"{i}"), TestActor);
        ExpectMsg("recovered x at 1");
        for (var i = 0; i < 10; i++) ExpectMsg(new Ledger.Done($"{i}"));
    }

    [Fact]
    public void More_actors_than_permits_recover_all()
    {
        for (var i = 0; i < 200; i++) Sys.ActorOf(LedgerActor.Props($"many-{i}", TestActor));
        for (var i = 0; i < 200; i++) ExpectMsg("recovered  at 0");
    }
}
