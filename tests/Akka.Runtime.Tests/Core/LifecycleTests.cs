using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Runtime.Tests.Core;

public sealed class LifecycleTests : TestSystem
{
    [Fact]
    public async Task A_failing_message_is_dropped_and_the_restarted_actor_answers_the_next()
    {
        var log = new ConcurrentQueue<string>();
        var actor = Spawn(self =>
        {
            self.OnPreStart = () => log.Enqueue("start");
            self.OnPostStop = () => log.Enqueue("stop");
            self.OnPostRestart = reason => log.Enqueue("restart " + reason.Message);
            self.On<string>(text => throw new InvalidOperationException(text));
            self.On<int>(number => self.Sender.Tell(number));
        });
        actor.Tell("boom");
        Assert.Equal(7, await actor.Ask<int>(7, Patience));
        Assert.Equal(["start", "stop", "restart boom", "start"], log);
    }

    [Fact]
    public async Task A_stash_is_replayed_to_the_next_incarnation_in_order()
    {
        var seen = new ConcurrentQueue<int>();
        var incarnation = 0;
        var actor = Spawn(self =>
        {
            var mine = Interlocked.Increment(ref incarnation);
            self.On<int>(number =>
            {
                if (mine == 1) self.Stash.Stash();
                else seen.Enqueue(number);
            });
            self.On<Exception>(e => throw e);
            self.On<string>(_ => self.Sender.Tell(seen.ToArray()));
        });
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        actor.Tell(new InvalidOperationException("again"));
        var replayed = await actor.Ask<int[]>("seen", Patience);
        Assert.Equal([1, 2, 3], replayed);
    }

    [Fact]
    public async Task Initialisation_failure_stops_the_actor_and_its_watcher_hears_of_it_once()
    {
        var actor = Spawn(_ => throw new InvalidOperationException("constructor"));
        Assert.True(await actor.WatchAsync(new CancellationTokenSource(Patience).Token));
        Assert.True(await actor.WatchAsync(new CancellationTokenSource(Patience).Token));
    }

    [Fact]
    public async Task An_async_handler_holds_the_mailbox_and_keeps_its_sender()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Spawn(self =>
        {
            self.OnAsync<string>(async text =>
            {
                await gate.Task;
                await Task.Yield();
                self.Sender.Tell(text);
            });
            self.On<int>(number => self.Sender.Tell(number));
        });
        var first = actor.Ask<string>("first", Patience);
        var second = actor.Ask<int>(2, Patience);
        Assert.False(second.IsCompleted);
        gate.SetResult();
        Assert.Equal("first", await first);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task A_child_started_by_an_async_handler_runs_and_is_supervised_while_the_handler_waits()
    {
        var actor = Spawn(self => self.OnAsync<string>(async text =>
        {
            await Task.Yield();
            var asker = self.Sender;
            var child = self.Child(c =>
            {
                c.On<string>(boom => throw new InvalidOperationException(boom));
                c.On<int>(number => c.Sender.Tell(number));
            });
            child.Tell(text);
            asker.Tell(await child.Ask<int>(5, Patience));
        }));
        Assert.Equal(5, await actor.Ask<int>("boom", Patience));
    }

    [Fact]
    public async Task A_failing_async_handler_restarts_the_actor_and_the_mailbox_goes_on()
    {
        var actor = Spawn(self =>
        {
            self.OnAsync<string>(async text =>
            {
                await Task.Yield();
                throw new InvalidOperationException(text);
            });
            self.On<int>(number => self.Sender.Tell(number));
        });
        for (var i = 0; i < 20; i++) actor.Tell("boom");
        Assert.Equal(3, await actor.Ask<int>(3, Patience));
    }

    [Fact]
    public async Task Children_stop_before_their_parent_and_names_are_free_again()
    {
        var log = new ConcurrentQueue<string>();
        var parent = Spawn(self =>
        {
            self.OnPostStop = () => log.Enqueue("parent");
            self.Child(child => child.OnPostStop = () => log.Enqueue("child"), "kid");
        }, "parent");
        Assert.Throws<InvalidActorNameException>(() => Spawn(_ => { }, "parent"));
        await parent.GracefulStop(Patience);
        Assert.Equal(["child", "parent"], log);
    }

    [Fact]
    public async Task Escalation_reaches_the_grandparent_which_restarts_the_parent()
    {
        var parents = 0;
        var top = Spawn(self =>
        {
            var parent = self.Child(p =>
            {
                Interlocked.Increment(ref parents);
                p.Strategy = new OneForOneStrategy(_ => Directive.Escalate);
                var child = p.Child(c => { c.On<string>(_ => throw new InvalidOperationException("up")); c.On<int>(n => c.Sender.Tell(n)); }, "child");
                p.OnAny(message => child.Forward(message));
            }, "parent");
            self.OnAny(message => parent.Forward(message));
        });
        top.Tell("boom");
        Assert.Equal(1, await AskUntilAlive(top));
        Assert.Equal(2, Volatile.Read(ref parents));
    }

    // A message that reaches the child between failure and restart dies with it, so it is asked anew.
    private static async Task<int> AskUntilAlive(IActorRef top)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await top.Ask<int>(1, TimeSpan.FromSeconds(1));
            }
            catch (AskTimeoutException) when (attempt < 30)
            {
            }
        }
    }

    [Fact]
    public async Task All_for_one_restarts_every_child()
    {
        var started = new ConcurrentQueue<string>();
        var restarted = new CountdownEvent(2);
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var top = Spawn(self =>
        {
            self.Strategy = new AllForOneStrategy(3, TimeSpan.FromSeconds(10), _ => Directive.Restart);
            IActorRef New(string name) => self.Child(c =>
            {
                c.OnPreStart = () => started.Enqueue(name);
                c.OnPostRestart = _ => { if (restarted.Signal()) both.TrySetResult(); };
                c.On<string>(_ => throw new InvalidOperationException("boom"));
            }, name);
            var a = New("a");
            New("b");
            self.OnAny(message => a.Forward(message));
        });
        top.Tell("boom");
        await both.Task.WaitAsync(Patience);
        Assert.Equal(2, started.Count(n => n == "b"));
    }

    [Fact]
    public async Task Timers_tick_in_their_incarnation_only()
    {
        var ticks = new ConcurrentQueue<object>();
        var incarnation = 0;
        var ticked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Spawn(self =>
        {
            var mine = Interlocked.Increment(ref incarnation);
            if (mine == 2) self.Timers.StartSingleTimer("t", mine, TimeSpan.FromMilliseconds(100));
            self.On<int>(number =>
            {
                ticks.Enqueue(number);
                ticked.TrySetResult();
            });
            self.On<string>(_ =>
            {
                self.Timers.StartSingleTimer("t", mine, TimeSpan.FromMilliseconds(1));
                throw new InvalidOperationException("restart");
            });
        });
        actor.Tell("boom");
        await ticked.Task.WaitAsync(Patience);
        Assert.Equal([2], ticks);
    }

    [Fact]
    public async Task Receive_timeout_comes_after_silence()
    {
        var timedOut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Spawn(self =>
        {
            Script.Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
            self.On<ReceiveTimeout>(_ => timedOut.TrySetResult());
        });
        await timedOut.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Selections_resolve_names_and_wildcards()
    {
        var parent = Spawn(self =>
        {
            for (var i = 0; i < 3; i++) self.Child(c => c.On<string>(_ => c.Sender.Tell(c.Self.Path.Name)), "kid" + i);
        }, "family");
        Assert.Equal(parent, await System.ActorSelection("/user/family").ResolveOne(Patience));
        Assert.Equal("kid2", await System.ActorSelection("/user/family/*2").Ask<string>("who", Patience));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => System.ActorSelection("/user/nobody").ResolveOne(Patience));
    }

    [Fact]
    public async Task Asks_fault_with_the_cause_the_type_or_the_time()
    {
        var actor = Spawn(self =>
        {
            self.On<int>(n => self.Sender.Tell(new Status.Failure(new InvalidOperationException("no"))));
            self.On<string>(text => self.Sender.Tell(1.5));
            self.On<Guid>(_ => { });
        });
        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Ask<string>(1, Patience))).Message);
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<string>("x", Patience));
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>(Guid.NewGuid(), TimeSpan.FromMilliseconds(30)));
    }

    [Fact]
    public async Task Scheduled_work_outlives_a_failed_one()
    {
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        System.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(1), () => throw new InvalidOperationException("bad"));
        System.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(20), () => ran.TrySetResult());
        await ran.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Phases_run_in_order_before_termination()
    {
        var order = new ConcurrentQueue<string>();
        var system = ActorSystem.Create("phases", Configuration);
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "two", () => { order.Enqueue("two"); return Task.FromResult(Done.Instance); });
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "one", () => { order.Enqueue("one"); throw new InvalidOperationException("recovered"); });
        await system.Terminate().WaitAsync(Patience);
        Assert.Equal(["one", "two"], order);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(shutdown.ShutdownReason);
    }
}
