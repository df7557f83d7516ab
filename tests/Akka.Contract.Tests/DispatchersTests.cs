using Akka.Actor;
using Akka.Configuration;

namespace Akka.Contract.Tests;

public sealed class DispatchersTests() : ContractSpec("""
    pinned { type = PinnedDispatcher }
    own-pool { type = ForkJoinDispatcher, throughput = 5, dedicated-thread-pool { thread-count = 2 } }
    small { type = Dispatcher, throughput = 1 }
    akka.actor.deployment { /deployed { dispatcher = pinned } }
    """)
{
    [Fact]
    public async Task A_pinned_actor_has_a_thread_of_its_own()
    {
        var first = Sys.ActorOf(Threads().WithDispatcher("pinned"));
        var second = Sys.ActorOf(Threads().WithDispatcher("pinned"));
        var seen = new HashSet<int>();
        for (var i = 0; i < 20; i++)
        {
            seen.Add(await first.Ask<int>("thread", Patience));
        }

        var other = await second.Ask<int>("thread", Patience);
        Assert.Single(seen);
        Assert.DoesNotContain(other, seen);
    }

    [Fact]
    public async Task A_pinned_actor_that_awaits_goes_on_as_itself()
    {
        var actor = Sys.ActorOf(Scripted.Props(self => self.OnAsync<string>(async text =>
        {
            await Task.Yield();
            self.From.Tell(text);
        })).WithDispatcher("pinned"));
        actor.Tell("x");
        await ExpectMsgFromAsync(actor, "x");
    }

    [Theory]
    [InlineData("own-pool")]
    [InlineData("small")]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("akka.actor.internal-dispatcher")]
    public async Task Every_kind_runs_actors_in_order(string dispatcher)
    {
        var actor = Sys.ActorOf(Scripted.Props(self => self.On<int>(number => self.From.Tell(number))).WithDispatcher(dispatcher));
        for (var i = 0; i < 500; i++)
        {
            actor.Tell(i);
        }

        for (var i = 0; i < 500; i++)
        {
            await ExpectMsgAsync(i);
        }
    }

    [Fact]
    public void An_unknown_dispatcher_is_refused_at_creation() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Threads().WithDispatcher("no.such.dispatcher")));

    [Fact]
    public async Task The_deployment_chooses_by_path()
    {
        var actor = Spawn(self => self.On("dispatcher", () => self.From.Tell(self.Ctx.Dispatcher.Id)), "deployed");
        actor.Tell("dispatcher");
        await ExpectMsgAsync("pinned");
    }

    [Fact]
    public async Task A_blocked_pool_does_not_hold_up_another()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 2).Select(_ => Sys.ActorOf(Scripted.Props(self => self.On("block", () => gate.Wait())).WithDispatcher("own-pool"))).ToList();
        blocked.ForEach(actor => actor.Tell("block"));
        var free = Sys.ActorOf(Threads());
        await free.Ask<int>("thread", Patience);
        gate.Set();
    }

    [Fact]
    public async Task An_actor_may_block_on_the_answer_of_one_that_it_has_just_woken()
    {
        var other = Sys.ActorOf(Threads());
        var waiting = Spawn(self => self.On<int>(_ => self.From.Tell(other.Ask<int>("thread", Patience).GetAwaiter().GetResult())));
        for (var i = 0; i < 20; i++)
        {
            await waiting.Ask<int>(i, Patience);
        }
    }

    [Fact]
    public async Task Whom_a_blocked_handler_has_woken_before_does_not_wait_for_it()
    {
        using var gate = new ManualResetEventSlim();
        var woken = Enumerable.Range(0, 5).Select(_ => Sys.ActorOf(Threads())).ToList();
        foreach (var actor in woken)
        {
            await actor.Ask<int>("thread", Patience);   // Started, and idle again.
        }

        var blocking = Spawn(self => self.On("go", () =>
        {
            woken.ForEach(actor => actor.Tell("thread", TestActor));
            gate.Wait();
            self.From.Tell("done");
        }));
        blocking.Tell("go", TestActor);
        foreach (var _ in woken)
        {
            await ExpectMsgAsync<int>();
        }

        gate.Set();
        await ExpectMsgAsync("done");
    }

    [Fact]
    public async Task Pairs_that_never_fall_silent_leave_room_for_others()
    {
        for (var i = 0; i < Environment.ProcessorCount * 4; i++)
        {
            var right = Spawn(self => self.On<string>(ball => self.From.Tell(ball)));
            var left = Spawn(self => self.On<string>(ball => self.From.Tell(ball)));
            left.Tell("ball", right);
        }

        var other = Sys.ActorOf(Threads());
        for (var i = 0; i < 20; i++)
        {
            await other.Ask<int>("thread", Patience);
        }
    }

    [Fact]
    public async Task What_a_handler_leaves_on_the_thread_is_not_seen_by_the_actor_that_it_wakes()
    {
        var ambient = new AsyncLocal<string>();
        var next = Spawn(self => self.On<IActorRef>(asker => asker.Tell((ambient.Value, SynchronizationContext.Current))));
        var first = Spawn(self => self.On<IActorRef>(asker =>
        {
            ambient.Value = "left behind";
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            next.Tell(asker);
        }));
        first.Tell(TestActor);
        var (value, context) = await ExpectMsgAsync<(string?, SynchronizationContext?)>();
        Assert.Null(value);
        Assert.Null(context);
    }

    private static Props Threads() => Scripted.Props(self => self.On("thread", () => self.From.Tell(Environment.CurrentManagedThreadId)));
}
