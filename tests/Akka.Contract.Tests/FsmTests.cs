using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using static Akka.Actor.FSMBase;

namespace Akka.Contract.Tests;

/// <summary>Finite state machines.</summary>
public sealed class FsmTests() : ContractSpec(VirtualTime)
{
    private enum Lock
    {
        Locked,
        Open,
        Nowhere,
    }

    private sealed class CodeLock : FSM<Lock, string>
    {
        public CodeLock(IActorRef log)
        {
            StartWith(Lock.Locked, "");
            When(Lock.Locked, e =>
            {
                if (e.FsmEvent is not char digit) return null;
                var typed = e.StateData + digit;
                return typed switch
                {
                    { Length: < 3 } => Stay().Using(typed),
                    "123" => GoTo(Lock.Open).Using("").ForMax(TimeSpan.FromSeconds(5)).Replying("open"),
                    _ => Stay().Using("").Replying("wrong"),
                };
            });
            When(Lock.Open, e => e.FsmEvent switch
            {
                StateTimeout => GoTo(Lock.Locked),
                "extend" => Stay().ForMax(TimeSpan.FromSeconds(60)),
                "same" => GoTo(Lock.Open),
                "stay" => Stay(),
                "bad" => GoTo(Lock.Nowhere),
                _ => null,
            });
            WhenUnhandled(e =>
            {
                switch (e.FsmEvent)
                {
                    case "stop": return Stop(Normal.Instance);
                    case "timer":
                        SetTimer("t", "tick", TimeSpan.FromSeconds(1), repeat: true);
                        return Stay();
                    case "tick":
                        log.Tell("tick");
                        return Stay();
                    case "cancel":
                        CancelTimer("t");
                        return Stay().Replying(IsTimerActive("t"));
                    default: return null;
                }
            });
            OnTransition((from, to) => log.Tell($"{from}->{to} {NextStateData}"));
            OnTermination(stop => log.Tell($"{stop.Reason.GetType().Name} in {stop.TerminatedState}"));
            Initialize();
        }
    }

    private IActorRef StartLock() => Sys.ActorOf(Props.Create(() => new CodeLock(TestActor)));

    private void Type(IActorRef code, string digits)
    {
        foreach (var digit in digits) code.Tell(digit, TestActor);
    }

    [Fact]
    public async Task It_goes_from_state_to_state_and_back_by_time_out()
    {
        var code = StartLock();
        Type(code, "999");
        ExpectMsg("wrong");
        Type(code, "123");
        Assert.Equal(["Locked->Open ", "open"], ReceiveN(2).Cast<string>().Order());
        await Settle(code);
        Time.Advance(TimeSpan.FromSeconds(5));
        ExpectMsg("Open->Locked ");
    }

    [Fact]
    public async Task An_event_replaces_the_time_out()
    {
        var code = StartLock();
        Type(code, "123");
        ReceiveN(2);
        code.Tell("extend", TestActor);
        await Settle(code);
        Time.Advance(TimeSpan.FromSeconds(30));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Time.Advance(TimeSpan.FromSeconds(30));
        ExpectMsg("Open->Locked ");
    }

    [Fact]
    public void Subscribers_hear_transitions_also_to_the_same_state_but_not_of_stay()
    {
        var code = StartLock();
        var probe = CreateTestProbe();
        code.Tell(new SubscribeTransitionCallBack(probe.Ref));
        probe.ExpectMsg(new CurrentState<Lock>(code, Lock.Locked));
        Type(code, "123");
        probe.ExpectMsg(new Transition<Lock>(code, Lock.Locked, Lock.Open));
        code.Tell("stay");
        code.Tell("same");
        probe.ExpectMsg(new Transition<Lock>(code, Lock.Open, Lock.Open));
        code.Tell(new UnsubscribeTransitionCallBack(probe.Ref));
        code.Tell("same");
        probe.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Timers_tick_until_they_are_cancelled()
    {
        var code = StartLock();
        code.Tell("timer");
        await Settle(code);
        Time.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("tick");
        ExpectMsg("tick");
        code.Tell("cancel", TestActor);
        ExpectMsg(false);
        Time.Advance(TimeSpan.FromSeconds(5));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void It_says_why_it_ended()
    {
        var stopped = StartLock();
        stopped.Tell("stop");
        ExpectMsg("Normal in Locked");
        var killed = StartLock();
        Sys.Stop(killed);
        ExpectMsg("Shutdown in Locked");
    }

    [Fact]
    public void An_unknown_state_and_an_unknown_event_are_reported()
    {
        var code = StartLock();
        EventFilter.Warning(start: "unhandled event what in state Locked").ExpectOne(() => code.Tell("what"));
        Type(code, "123");
        ReceiveN(2);
        EventFilter.Error(contains: "Next state Nowhere does not exist").ExpectOne(() => code.Tell("bad"));
        ExpectMsg("Failure in Open");
    }
}
