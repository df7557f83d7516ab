using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

/// <summary>Edges of state machines: times that are called off, ends for every reason, transitions that are and are not told.</summary>
public sealed class FsmDetails() : ContractSpec(VirtualTime)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(80);

    [Fact]
    public async Task A_state_time_out_may_be_called_off_for_one_stay()
    {
        var fsm = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        fsm.Tell("timed");
        fsm.Tell("for ever");
        await Settle(fsm);
        Time.Advance(Second);
        await ExpectNoMsgAsync(Short);
        fsm.Tell("again");
        await Settle(fsm);
        Time.Advance(Second);
        await ExpectMsgAsync("timeout");
    }

    [Fact]
    public async Task Its_end_is_told_with_reason_state_and_data_however_it_comes()
    {
        var stopped = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        Watch(stopped);
        stopped.Tell("stop");
        await ExpectMsgAsync((typeof(FSMBase.Normal), "idle", 0));
        await ExpectTerminatedAsync(stopped);

        var failed = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        await EventFilter.Error(contains: "why").ExpectOneAsync(() => failed.Tell("fail"));
        await ExpectMsgAsync((typeof(FSMBase.Failure), "idle", 0));

        var killed = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        killed.Tell("timed");
        killed.Tell(PoisonPill.Instance);
        await ExpectMsgAsync((typeof(FSMBase.Shutdown), "timed", 1));
    }

    [Fact]
    public async Task Going_to_the_same_state_is_a_transition_and_staying_is_none()
    {
        var fsm = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        fsm.Tell(new FSMBase.SubscribeTransitionCallBack(TestActor));
        Assert.Equal("idle", (await ExpectMsgAsync<FSMBase.CurrentState<string>>()).State);
        fsm.Tell("stay");
        await ExpectNoMsgAsync(Short);
        fsm.Tell("goto self");
        var same = await ExpectMsgAsync<FSMBase.Transition<string>>();
        Assert.Equal(("idle", "idle"), (same.From, same.To));
        fsm.Tell(new FSMBase.UnsubscribeTransitionCallBack(TestActor));
        fsm.Tell("timed");
        await Settle(fsm);
        Time.Advance(Second);
        await ExpectMsgAsync("timeout");
    }

    [Fact]
    public async Task A_transition_sees_the_data_before_and_after()
    {
        var fsm = Sys.ActorOf(Props.Create(() => new Machine(TestActor, true)));
        fsm.Tell("timed");
        await ExpectMsgAsync(("idle", "timed", 0, 1));
    }

    [Fact]
    public async Task Answers_of_a_transition_go_to_the_sender()
    {
        var fsm = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        fsm.Tell("reply", TestActor);
        await ExpectMsgAsync("one");
        await ExpectMsgAsync("two");
    }

    [Fact]
    public async Task What_no_state_knows_goes_to_the_common_handler()
    {
        var fsm = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        fsm.Tell(42);
        await ExpectMsgAsync("unhandled 42 in idle");
    }

    [Fact]
    public async Task A_timer_of_the_same_name_replaces_the_one_before()
    {
        var fsm = Sys.ActorOf(Props.Create(() => new Machine(TestActor)));
        fsm.Tell("two timers");
        await Settle(fsm);
        Time.Advance(Second);
        await ExpectMsgAsync("second");
        await ExpectNoMsgAsync(Short);
        fsm.Tell("repeat");
        await Settle(fsm);
        for (var tick = 1; tick <= 3; tick++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(20));
            await ExpectMsgAsync($"tick {tick}");
        }

        await Settle(fsm);
        Time.Advance(Second);
        await ExpectNoMsgAsync(Short);
    }

    private sealed class Machine : FSM<string, int>
    {
        private int _ticks;

        public Machine(IActorRef probe) : this(probe, false) { }

        public Machine(IActorRef probe, bool tellsTransitions)
        {
            StartWith("idle", 0);
            When("idle", @event => @event.FsmEvent switch
            {
                "timed" => GoTo("timed").Using(1),
                "stop" => Stop(),
                "fail" => Stop(new FSMBase.Failure("why")),
                "stay" => Stay(),
                "goto self" => GoTo("idle"),
                "reply" => Stay().Replying("one").Replying("two"),
                "two timers" => Timers(),
                "first" or "second" => Told(probe, @event.FsmEvent),
                "repeat" => Repeat(),
                "tick" => Tick(probe),
                _ => null!,
            });
            When("timed", @event => @event.FsmEvent switch
            {
                "for ever" => Stay().ForMax(Timeout.InfiniteTimeSpan),
                "again" => Stay(),
                StateTimeout => Told(probe, "timeout"),
                _ => null!,
            }, TimeSpan.FromMilliseconds(600));
            WhenUnhandled(@event =>
            {
                probe.Tell($"unhandled {@event.FsmEvent} in {StateName}");
                return Stay();
            });
            OnTransition((from, to) =>
            {
                if (tellsTransitions) probe.Tell((from, to, StateData, NextStateData));
            });
            OnTermination(end => probe.Tell((end.Reason.GetType(), end.TerminatedState, end.StateData)));
            Initialize();
        }

        private FSMBase.State<string, int> Timers()
        {
            SetTimer("t", "first", TimeSpan.FromMilliseconds(30));
            SetTimer("t", "second", TimeSpan.FromMilliseconds(60));
            return Stay();
        }

        private FSMBase.State<string, int> Repeat()
        {
            SetTimer("r", "tick", TimeSpan.FromMilliseconds(20), repeat: true);
            return Stay();
        }

        private FSMBase.State<string, int> Tick(IActorRef probe)
        {
            probe.Tell("tick " + ++_ticks);
            if (_ticks == 3) CancelTimer("r");
            return Stay();
        }

        private FSMBase.State<string, int> Told(IActorRef probe, object what)
        {
            probe.Tell(what);
            return Stay().ForMax(Timeout.InfiniteTimeSpan);
        }
    }
}
