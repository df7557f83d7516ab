using Akka.Actor;
using Akka.Persistence;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Orders in which the handlers of mixed persists run.</summary>
public sealed class InterleavingTests : PersistSpec
{
    [Fact]
    public async Task Equal_commands_in_the_stash_come_back_one_by_one()
    {
        var open = false;
        var actor = Start("equal", script =>
        {
            script.On("same", () =>
            {
                if (!open) script.Stash.Stash();
                else script.Say("same");
            });
            script.On("one", () =>
            {
                open = true;
                script.Stash.Unstash();
            });
        });
        actor.Tell("same");
        actor.Tell("same");
        actor.Tell("same");
        for (var i = 0; i < 3; i++)
        {
            actor.Tell("one");
            await ExpectMsgAsync("same");
            await ExpectNoMsgAsync(20);
        }
    }

    [Fact]
    public void Nested_persists_run_before_the_next_command()
    {
        var actor = Start("nested", a => a
            .On("outer", () => a.Persist("a", e =>
            {
                a.Say(e);
                a.Persist("b", e2 =>
                {
                    a.Say(e2);
                    a.Persist("c", a.Say);
                });
            }))
            .On("next", () => a.Say("next")));
        actor.Tell("outer", TestActor);
        actor.Tell("next", TestActor);
        ExpectMsg("a");
        ExpectMsg("b");
        ExpectMsg("c");
        ExpectMsg("next");
    }

    [Fact]
    public void Persists_of_one_command_run_in_order_and_nested_ones_after_all_of_them()
    {
        var actor = Start("breadth", a => a.On("go", () =>
        {
            a.Persist("a1", e =>
            {
                a.Say(e);
                a.Persist("a2", a.Say);
            });
            a.Persist("b1", e =>
            {
                a.Say(e);
                a.Persist("b2", a.Say);
            });
        }));
        actor.Tell("go", TestActor);
        foreach (var expected in new[] { "a1", "b1", "a2", "b2" }) ExpectMsg(expected);
    }

    [Fact]
    public void An_asynchronous_persist_lets_the_command_answer_first()
    {
        var actor = Start("async", a => a.On("go", () =>
        {
            a.PersistAsync("stored", a.Say);
            a.Say("at once");
        }));
        actor.Tell("go", TestActor);
        ExpectMsg("at once");
        ExpectMsg("stored");
    }

    [Fact]
    public void A_persist_behind_an_asynchronous_one_holds_the_next_command()
    {
        var actor = Start("mixed", a => a
            .On("go", () =>
            {
                a.PersistAsync("async", a.Say);
                a.Persist("sync", a.Say);
            })
            .On("next", () => a.Say("next")));
        actor.Tell("go", TestActor);
        actor.Tell("next", TestActor);
        ExpectMsg("async");
        ExpectMsg("sync");
        ExpectMsg("next");
    }

    [Fact]
    public void An_asynchronous_persist_behind_a_persist_keeps_its_place()
    {
        var actor = Start("mixed2", a => a.On("go", () =>
        {
            a.Persist("sync", a.Say);
            a.PersistAsync("async", a.Say);
            a.Persist("sync2", a.Say);
        }));
        actor.Tell("go", TestActor);
        ExpectMsg("sync");
        ExpectMsg("async");
        ExpectMsg("sync2");
    }

    [Fact]
    public void A_persist_within_the_handler_of_an_asynchronous_one_holds_commands()
    {
        var actor = Start("promoted", a => a
            .On("go", () => a.PersistAsync("outer", e =>
            {
                a.Say(e);
                a.Persist("inner", a.Say);
            }))
            .On("next", () => a.PersistAsync("next", a.Say)));
        actor.Tell("go", TestActor);
        actor.Tell("next", TestActor);
        ExpectMsg("outer");
        var rest = ReceiveN(2).Cast<string>().Order().ToArray();
        Assert.Equal(["inner", "next"], rest);
    }

    [Fact]
    public void Deferred_handlers_keep_their_place_among_persists()
    {
        var actor = Start("defer", a => a.On("go", () =>
        {
            a.DeferAsync("d1", a.Say);
            a.PersistAsync("p1", a.Say);
            a.DeferAsync("d2", a.Say);
            a.Persist("p2", a.Say);
            a.DeferAsync("d3", a.Say);
        }));
        actor.Tell("go", TestActor);
        foreach (var expected in new[] { "d1", "p1", "d2", "p2", "d3" }) ExpectMsg(expected);
    }

    [Fact]
    public void A_deferred_handler_that_holds_keeps_the_next_command_waiting()
    {
        var actor = Start("deferhold", a => a
            .On("go", () =>
            {
                a.PersistAsync("p", a.Say);
                a.Defer("d", a.Say);
            })
            .On("next", () => a.Say("next")));
        actor.Tell("go", TestActor);
        actor.Tell("next", TestActor);
        ExpectMsg("p");
        ExpectMsg("d");
        ExpectMsg("next");
    }

    [Fact]
    public void Deferred_events_are_not_replayed()
    {
        var actor = Start("nodefer", a => a.On("go", () =>
        {
            a.Persist("kept", a.Say);
            a.DeferAsync("gone", a.Say);
        }));
        actor.Tell("go", TestActor);
        ExpectMsg("kept");
        ExpectMsg("gone");
        StopAndWait(actor);
        Start("nodefer", a => a.Event = TestActor.Tell);
        ExpectMsg("kept");
        ExpectMsg<RecoveryCompleted>();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void All_handlers_of_a_persist_all_run_before_what_comes_after()
    {
        var actor = Start("all", a => a
            .On("go", () =>
            {
                a.PersistAll(["1", "2", "3"], a.Say);
                a.Persist("4", a.Say);
            })
            .On("empty", () => a.PersistAll<string>([], _ => a.Say("never")))
            .On("next", () => a.Say("next")));
        actor.Tell("go", TestActor);
        actor.Tell("empty", TestActor);
        actor.Tell("next", TestActor);
        foreach (var expected in new[] { "1", "2", "3", "4", "next" }) ExpectMsg(expected);
    }

    [Fact]
    public void Sequence_numbers_are_seen_by_handlers_as_they_were_given()
    {
        var actor = Start("numbers", a => a.On("go", () => a.PersistAll(["x", "y"], _ => a.Say(a.LastSequenceNr))));
        actor.Tell("go", TestActor);
        ExpectMsg(1L);
        ExpectMsg(2L);
    }

    [Fact]
    public void What_a_command_stashes_comes_back_in_order_behind_persists()
    {
        var open = false;
        var actor = Start("stash", a =>
        {
            a.Other = message =>
            {
                if (message is not int) return false;
                if (!open) a.Stash.Stash();
                else a.Persist(message, a.Say);
                return true;
            };
            a.On("open", () => a.Persist("open", e =>
            {
                open = true;
                a.Say(e);
                a.Stash.UnstashAll();
            }));
        });
        actor.Tell(1, TestActor);
        actor.Tell(2, TestActor);
        actor.Tell("open", TestActor);
        actor.Tell(3, TestActor);
        ExpectMsg("open");
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg(3);
    }

    [Fact]
    public void A_notification_of_death_that_waited_for_a_persist_comes_and_so_does_what_waited_behind_it()
    {
        var dead = Sys.ActorOf(Scripted.Props(static _ => { }));
        StopAndWait(dead);
        var actor = Start("mourner", a =>
        {
            a.Other = message =>
            {
                TestActor.Tell(message is Terminated ? "dead" : message);
                return true;
            };
            // Behind "persist" the notification, and behind that the command: both are there before the journal can have answered.
            a.On("begin", () =>
            {
                a.Me.Tell("persist");
                a.Ctx.Watch(dead);
            });
            a.On("persist", () =>
            {
                a.Me.Tell("behind");
                a.Persist("e", e => TestActor.Tell(e));
            });
        });
        actor.Tell("begin", TestActor);
        ExpectMsg("e");
        ExpectMsg("dead");
        ExpectMsg("behind");
    }

    [Fact]
    public void Persisting_while_recovering_is_refused()
    {
        var actor = Start("early", a => a.On("go", () => a.Persist("e", a.Say)));
        actor.Tell("go", TestActor);
        ExpectMsg("e");
        StopAndWait(actor);

        Watch(Start("early", a =>
        {
            a.Event = message =>
            {
                if (message is string) a.Persist("again", _ => { });
            };
            a.RecoveryFailed = (cause, message) => TestActor.Tell($"{cause.GetType().Name} {message}");
        }));
        ExpectMsg("InvalidOperationException e");
        ExpectMsg<Terminated>();
    }

    [Fact]
    public void Persisting_when_recovery_is_complete_runs_before_commands()
    {
        var actor = Start("onrecovered", a =>
        {
            a.Event = message =>
            {
                if (message is RecoveryCompleted) a.Persist("first", e => TestActor.Tell(e));
            };
            a.On("command", () => a.Say("command"));
        });
        actor.Tell("command", TestActor);
        ExpectMsg("first");
        ExpectMsg("command");
    }

    [Fact]
    public void A_failing_event_handler_restarts_the_actor_which_replays_the_event()
    {
        var actor = Start("handlerfails", a =>
        {
            a.Event = e => TestActor.Tell(e);
            a.Restarting = (cause, message) => TestActor.Tell($"{cause.Message} {message}");
            a.On("go", () => a.Persist("event", _ => throw new InvalidOperationException("boom")));
            a.On("ping", () => a.Say("pong"));
        });
        ExpectMsg<RecoveryCompleted>();
        actor.Tell("go", TestActor);
        actor.Tell("ping", TestActor);
        ExpectMsg("boom event");
        ExpectMsg("event");
        ExpectMsg<RecoveryCompleted>();
        ExpectMsg("pong");
    }

    [Fact]
    public void Recovery_stops_at_the_number_or_count_asked_for()
    {
        var actor = Start("bounded", a => a.On("go", () => a.PersistAll(["1", "2", "3", "4"], a.Say)));
        actor.Tell("go", TestActor);
        ReceiveN(4);
        StopAndWait(actor);

        var bounded = Start("bounded", a =>
        {
            a.Recovers = new Recovery(SnapshotSelectionCriteria.None, toSequenceNr: 2);
            a.Event = TestActor.Tell;
            a.On("number", () => a.Say(a.LastSequenceNr));
        });
        ExpectMsg("1");
        ExpectMsg("2");
        ExpectMsg<RecoveryCompleted>();
        bounded.Tell("number", TestActor);
        ExpectMsg(4L);
        StopAndWait(bounded);

        Start("bounded", a =>
        {
            a.Recovers = new Recovery(SnapshotSelectionCriteria.Latest, replayMax: 1);
            a.Event = TestActor.Tell;
        });
        ExpectMsg("1");
        ExpectMsg<RecoveryCompleted>();
    }

    [Fact]
    public void Recovery_none_skips_events_but_knows_the_highest_number()
    {
        var actor = Start("none", a => a.On("go", () => a.PersistAll(["1", "2"], a.Say)));
        actor.Tell("go", TestActor);
        ReceiveN(2);
        StopAndWait(actor);
        var again = Start("none", a =>
        {
            a.Recovers = Recovery.None;
            a.Event = TestActor.Tell;
            a.On("go", () => a.Persist("3", _ => a.Say(a.LastSequenceNr)));
        });
        ExpectMsg<RecoveryCompleted>();
        again.Tell("go", TestActor);
        ExpectMsg(3L);
    }

    [Fact]
    public void Deleted_events_are_not_replayed_and_numbers_go_on()
    {
        var actor = Start("deleted", a =>
        {
            a.On("go", () => a.PersistAll(["1", "2", "3"], a.Say));
            a.On("delete", () => a.DeleteMessages(2));
            a.Other = message =>
            {
                TestActor.Tell(message);
                return true;
            };
        });
        actor.Tell("go", TestActor);
        ReceiveN(3);
        actor.Tell("delete", TestActor);
        ExpectMsg(new DeleteMessagesSuccess(2));
        StopAndWait(actor);
        Start("deleted", a => a.Event = TestActor.Tell);
        ExpectMsg("3");
        ExpectMsg<RecoveryCompleted>();
    }
}
