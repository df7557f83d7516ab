using Akka.Actor;
using Akka.TestKit;
using static Akka.Actor.FSMBase;

namespace Akka.Contract.Tests;

/// <summary>The kit's access to state machines, and expectations of several messages at once.</summary>
public sealed class TestFsmRefTests : ContractSpec
{
    private sealed class Counter : FSM<string, int>
    {
        public Counter()
        {
            StartWith("idle", 0);
            When("idle", e => e.FsmEvent is "go" ? GoTo("busy").Using(e.StateData + 1).ForMax(TimeSpan.FromMinutes(1)) : null);
            When("busy", e => e.FsmEvent is "stop" ? GoTo("idle") : null);
            Initialize();
        }
    }

    [Fact]
    public void State_data_and_timers_are_at_hand()
    {
        var fsm = ActorOfAsTestFSMRef<Counter, string, int>("counter");
        Assert.Equal(("idle", 0), (fsm.StateName, fsm.StateData));
        fsm.Tell("go");
        Assert.Equal(("busy", 1), (fsm.StateName, fsm.StateData));
        Assert.True(fsm.IsStateTimerActive());
        fsm.SetState("idle", 7);
        Assert.Equal(("idle", 7), (fsm.StateName, fsm.StateData));
        fsm.SetStateData(8);
        Assert.Equal(("idle", 8), (fsm.StateName, fsm.StateData));
        fsm.SetTimer("t", "tick", TimeSpan.FromMinutes(1));
        Assert.True(fsm.IsTimerActive("t"));
        fsm.CancelTimer("t");
        Assert.False(fsm.IsTimerActive("t"));
    }

    [Fact]
    public void Each_message_fits_a_predicate_of_its_own()
    {
        TestActor.Tell(1);
        TestActor.Tell("two");
        ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<string>(text => text.Length == 3), PredicateInfo.Create<int>(n => n == 1));
        TestActor.Tell(1);
        TestActor.Tell(2);
        Assert.ThrowsAny<Exception>(() => ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(n => n == 1), PredicateInfo.Create<int>(n => n == 1)));
    }
}
