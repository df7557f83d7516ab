using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class VirtualTimeTests() : ContractSpec(VirtualTime)
{
    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        var begin = Time.Now;
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "once", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellRepeatedly(Second, Second, TestActor, "again", ActorRefs.NoSender);
        ExpectNoMsg();
        Time.Advance(Second);
        ExpectMsg("once");
        ExpectMsg("again");
        Time.Advance(Second * 3);
        Assert.Equal(3, ReceiveN(3).Count);
        Time.AdvanceTo(begin + (Second * 5));
        ExpectMsg("again");
        Assert.Equal(begin + (Second * 5), Time.Now);
    }

    [Fact]
    public void What_falls_due_runs_in_the_order_of_its_time()
    {
        foreach (var i in (int[])[3, 1, 2])
        {
            Sys.Scheduler.ScheduleTellOnce(Second * i, TestActor, i, ActorRefs.NoSender);
        }

        Time.Advance(Second * 10);
        Assert.Equal([1, 2, 3], ReceiveN(3).Cast<int>());
    }

    [Fact]
    public void What_is_scheduled_while_time_passes_may_fall_due_as_well()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "second", ActorRefs.NoSender));
        Time.Advance(Second * 2);
        ExpectMsg("second");
    }

    [Fact]
    public void What_is_cancelled_does_not_run()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Second, TestActor, "x", ActorRefs.NoSender);
        cancelable.Cancel();
        Time.Advance(Second);
        ExpectNoMsg();
    }
}
