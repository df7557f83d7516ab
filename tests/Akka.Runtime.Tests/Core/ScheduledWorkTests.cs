using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Runtime.Tests.Core;

/// <summary>A timer that was called off keeps its place until it is due, but must not keep a whole closed connection alive until then.</summary>
public sealed class ScheduledWorkTests : TestSystem
{
    private static readonly TimeSpan s_longAfterTheTest = TimeSpan.FromHours(1);

    [Fact]
    public void Work_that_was_called_off_holds_nothing() =>
        AssertLetGo(static (scheduler, state) =>
        {
            var timer = scheduler.Advanced.ScheduleOnceCancelable(s_longAfterTheTest, state.Touch);
            timer.Cancel();
            return timer;
        });

    [Fact]
    public void Repeated_work_that_was_called_off_holds_nothing() =>
        AssertLetGo(static (scheduler, state) =>
        {
            var timer = scheduler.Advanced.ScheduleRepeatedlyCancelable(s_longAfterTheTest, s_longAfterTheTest, state.Touch);
            timer.Cancel();
            return timer;
        });

    [Fact]
    public void A_message_that_was_called_off_is_let_go() =>
        AssertLetGo(static (scheduler, state) =>
        {
            var timer = scheduler.ScheduleTellOnceCancelable(s_longAfterTheTest, ActorRefs.Nobody, state, ActorRefs.NoSender);
            timer.Cancel();
            return timer;
        });

    private void AssertLetGo(Func<IScheduler, State, ICancelable> schedule)
    {
        var (state, timer) = Schedule(System.Scheduler, schedule);
        GC.Collect();
        Assert.False(state.TryGetTarget(out _));
        GC.KeepAlive(timer);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference<State>, ICancelable) Schedule(IScheduler scheduler, Func<IScheduler, State, ICancelable> schedule)
        {
            var state = new State();
            return (new WeakReference<State>(state), schedule(scheduler, state));
        }
    }

    private sealed class State
    {
        public void Touch() => GC.KeepAlive(this);
    }
}
