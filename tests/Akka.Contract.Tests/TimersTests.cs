using Akka.Actor;
using Akka.TestKit;

namespace Akka.Contract.Tests;

public sealed class TimersTests() : ContractSpec(VirtualTime)
{
    [Fact]
    public async Task A_single_timer_ticks_once()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers => timers.StartSingleTimer("k", "tick", Second)));
        await Settle(actor);
        Time.Advance(Second - TimeSpan.FromMilliseconds(1));
        await ExpectNoMsgAsync();
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await ExpectMsgAsync("tick");
        Time.Advance(Second * 10);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_periodic_timer_ticks_until_it_is_cancelled()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("k", "tick", Second)));
        await Settle(actor);
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(Second);
            await ExpectMsgAsync("tick");
        }

        actor.Tell(new Do(timers =>
        {
            Assert.True(timers.IsTimerActive("k"));
            timers.Cancel("k");
            Assert.False(timers.IsTimerActive("k"));
        }));
        await Settle(actor);
        Time.Advance(Second * 5);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_periodic_timer_may_begin_later()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("k", "tick", Second * 5, Second)));
        await Settle(actor);
        Time.Advance(Second * 4);
        await ExpectNoMsgAsync();
        Time.Advance(Second);
        await ExpectMsgAsync("tick");
        Time.Advance(Second);
        await ExpectMsgAsync("tick");
    }

    [Fact]
    public async Task Starting_a_timer_again_replaces_it()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("k", "old", Second);
            timers.StartSingleTimer("k", "new", Second * 2);
        }));
        await Settle(actor);
        Time.Advance(Second * 3);
        await ExpectMsgAsync("new");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_tick_that_waits_in_the_mailbox_dies_with_its_timer()
    {
        using var gate = new ManualResetEventSlim();
        var actor = await Ticker();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("k", "old", Second);
            TestActor.Tell("blocked");
            gate.Wait();
            timers.StartSingleTimer("k", "new", Second);
        }));
        await ExpectMsgAsync("blocked");
        Time.Advance(Second);
        gate.Set();
        await Settle(actor);
        Time.Advance(Second);
        await ExpectMsgAsync("new");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_cancelled_timers_waiting_tick_is_dropped()
    {
        using var gate = new ManualResetEventSlim();
        var actor = await Ticker();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("k", "tick", Second);
            TestActor.Tell("blocked");
            gate.Wait();
            timers.Cancel("k");
        }));
        await ExpectMsgAsync("blocked");
        Time.Advance(Second);
        gate.Set();
        await Settle(actor);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Timers_die_with_the_incarnation()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("k", "tick", Second)));
        actor.Tell(new Do(_ => throw new BoomException()));
        await ExpectMsgAsync("made");
        await Settle(actor);
        Time.Advance(Second * 3);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Timers_end_when_the_actor_stops()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("k", "tick", Second)));
        await Settle(actor);
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.AllDeadLetters));
        Time.Advance(Second * 3);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Cancel_all_and_the_list_of_the_active_ones()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("a", "tick", Second);
            timers.StartPeriodicTimer("b", "tick", Second);
            TestActor.Tell(timers.ActiveTimers.Count);
            timers.CancelAll();
            TestActor.Tell(timers.ActiveTimers.Count);
        }));
        await ExpectMsgAsync(2);
        await ExpectMsgAsync(0);
        Time.Advance(Second * 3);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Timers_may_be_started_in_the_constructor()
    {
        Sys.ActorOf(Props.Create(() => new StartsEarly(TestActor)));
        await ExpectMsgAsync("made");
        Time.Advance(Second);
        await ExpectMsgAsync("early");
    }

    [Fact]
    public async Task A_tick_may_find_its_timer_gone_and_start_it_again()
    {
        var actor = await Ticker();
        actor.Tell(new Do(timers => timers.StartSingleTimer("k", new Do(again =>
        {
            TestActor.Tell(again.IsTimerActive("k"));
            again.StartSingleTimer("k", "second", Second);
        }), Second)));
        await Settle(actor);
        Time.Advance(Second);
        await ExpectMsgAsync(false);
        await Settle(actor);
        Time.Advance(Second);
        await ExpectMsgAsync("second");
    }

    private async Task<IActorRef> Ticker()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TimerActor(TestActor)));
        await ExpectMsgAsync("made");
        return actor;
    }

    private sealed record Do(Action<ITimerScheduler> Action);

    private sealed class TimerActor : ReceiveActor, IWithTimers
    {
        public TimerActor(IActorRef probe)
        {
            Receive<Do>(command => command.Action(Timers));
            Receive<string>(text => probe.Tell(text));
            probe.Tell("made");
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private sealed class StartsEarly : ReceiveActor, IWithTimers
    {
        public StartsEarly(IActorRef probe)
        {
            Timers!.StartSingleTimer("k", "early", TimeSpan.FromSeconds(1));
            Receive<string>(text => probe.Tell(text));
            probe.Tell("made");
        }

        public ITimerScheduler Timers { get; set; }
    }
}
