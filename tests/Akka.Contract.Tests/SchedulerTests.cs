using Akka.Actor;

namespace Akka.Contract.Tests;

/// <summary>The real scheduler, by what it guarantees: never early, in order, and nothing after a cancellation.</summary>
public sealed class SchedulerTests : ContractSpec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_message_comes_once_and_not_early()
    {
        var begin = Sys.Scheduler.MonotonicClock;
        Sys.Scheduler.ScheduleTellOnce(Short, TestActor, "tick", ActorRefs.NoSender);
        await ExpectMsgAsync("tick");
        Assert.True(Sys.Scheduler.MonotonicClock - begin >= Short);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task The_sender_is_kept()
    {
        var probe = CreateTestProbe();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.Zero, TestActor, "tick", probe.Ref);
        await ExpectMsgFromAsync(probe.Ref, "tick");
    }

    [Fact]
    public async Task A_repeated_message_comes_until_it_is_cancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(Short, Short, TestActor, "tick", ActorRefs.NoSender);
        await ExpectMsgAsync("tick");
        await ExpectMsgAsync("tick");
        await ExpectMsgAsync("tick");
        cancelable.Cancel();
        // Those of before, and one that may have been under way.
        TestActor.Tell("cancelled");
        await FishForMessageAsync(message => message is "cancelled");
        if (await ReceiveOneAsync(Short * 4) is not null)
        {
            await ExpectNoMsgAsync(Short * 4);
        }
    }

    [Fact]
    public async Task What_is_cancelled_in_time_never_comes()
    {
        var late = false;
        do
        {
            var due = Sys.Scheduler.MonotonicClock + Short;
            var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Short, TestActor, "tick", ActorRefs.NoSender);
            Assert.False(cancelable.IsCancellationRequested);
            cancelable.Cancel();
            Assert.True(cancelable.IsCancellationRequested);

            // On a machine that stood still meanwhile it was not in time.
            late = Sys.Scheduler.MonotonicClock >= due;
            if (late)
            {
                await ReceiveOneAsync(Short * 4);
            }
        }
        while (late);

        await ExpectNoMsgAsync(Short * 4);
    }

    [Fact]
    public async Task Several_come_in_the_order_of_their_time()
    {
        // Only those that were scheduled without a pause between them have times of that order.
        TimeSpan begin;
        var tries = 0;
        do
        {
            begin = Sys.Scheduler.MonotonicClock;
            tries++;
            foreach (var i in (int[])[3, 1, 2])
            {
                Sys.Scheduler.ScheduleTellOnce(Short * i * 4, TestActor, (tries, i), ActorRefs.NoSender);
            }
        }
        while (Sys.Scheduler.MonotonicClock - begin > Short);

        foreach (var i in (int[])[1, 2, 3])
        {
            var (_, next) = (ValueTuple<int, int>)await FishForMessageAsync(message => message is (int of, int) && of == tries);
            Assert.Equal(i, next);
        }
    }

    [Fact]
    public async Task An_action_that_throws_does_not_end_the_others()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.Zero, () => throw new BoomException());
        Sys.Scheduler.Advanced.ScheduleOnce(Short, () => TestActor.Tell("alive", ActorRefs.NoSender));
        await ExpectMsgAsync("alive");
    }

    [Fact]
    public async Task A_repeated_action_runs_again_and_again()
    {
        using var cancelable = new Cancelable(Sys.Scheduler);
        var count = 0;
        Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, Short, () => TestActor.Tell(++count, ActorRefs.NoSender), cancelable);
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
        cancelable.Cancel();
    }

    [Fact]
    public void Impossible_times_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-5), TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellRepeatedly(Short, TimeSpan.Zero, TestActor, "x", ActorRefs.NoSender));
    }
}
