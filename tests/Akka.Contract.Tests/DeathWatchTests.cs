using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class DeathWatchTests : ContractSpec
{
    [Fact]
    public async Task Terminated_comes_once_however_often_the_actor_is_watched()
    {
        var actor = Spawn(_ => { });
        await WatchAsync(actor);
        await WatchAsync(actor);
        Sys.Stop(actor);
        var terminated = await ExpectTerminatedAsync(actor);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Every_watcher_is_told()
    {
        var actor = Spawn(_ => { });
        var probes = Enumerable.Range(0, 3).Select(_ => CreateTestProbe()).ToList();
        foreach (var probe in probes)
        {
            await probe.WatchAsync(actor);
        }

        actor.Tell(PoisonPill.Instance);
        foreach (var probe in probes)
        {
            await probe.ExpectTerminatedAsync(actor);
        }
    }

    [Fact]
    public async Task Watching_the_dead_gives_Terminated_at_once()
    {
        var actor = Spawn(_ => { });
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        await WatchAsync(actor);
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Unwatch_ends_it()
    {
        var actor = Spawn(_ => { });
        var other = CreateTestProbe();
        await WatchAsync(actor);
        await other.WatchAsync(actor);
        await UnwatchAsync(actor);
        Sys.Stop(actor);
        await other.ExpectTerminatedAsync(actor);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Unwatch_drops_a_Terminated_that_waits_in_the_mailbox()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Spawn(_ => { });
        var watcher = Spawn(self =>
        {
            self.Ctx.Watch(actor);
            self.On("block", () => gate.Wait());
            self.On("unwatch", () => self.Ctx.Unwatch(actor));
            self.On("end", () => TestActor.Tell("end"));
            self.On<Terminated>(_ => TestActor.Tell("terminated"));
        });
        await Settle(watcher);
        watcher.Tell("block");
        watcher.Tell("unwatch");
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        gate.Set();
        watcher.Tell("end");
        await ExpectMsgAsync("end");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task WatchWith_sends_the_message_instead()
    {
        var actor = Spawn(_ => { });
        Spawn(self =>
        {
            self.Ctx.WatchWith(actor, "it is gone");
            self.On<string>(text => TestActor.Tell(text));
            self.On<Terminated>(_ => TestActor.Tell("wrong"));
            TestActor.Tell("ready");
        });
        await ExpectMsgAsync("ready");
        Sys.Stop(actor);
        await ExpectMsgAsync("it is gone");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Watching_twice_in_different_ways_is_refused()
    {
        var actor = Spawn(_ => { });
        Spawn(self =>
        {
            self.Ctx.Watch(actor);
            TestActor.Tell(Record.Exception(() => self.Ctx.WatchWith(actor, "x"))!);
            self.Ctx.Unwatch(actor);
            self.Ctx.WatchWith(actor, "x");
            TestActor.Tell(Record.Exception(() => self.Ctx.WatchWith(actor, "y"))!);
        });
        await ExpectMsgAsync<InvalidOperationException>();
        await ExpectMsgAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task An_unhandled_Terminated_is_a_death_pact()
    {
        var actor = Spawn(_ => { });
        var supervisor = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error);
            return Directive.Stop;
        }));
        var watcher = await ChildOf(supervisor, self => self.Ctx.Watch(actor));
        await WatchAsync(watcher);
        Sys.Stop(actor);
        var pact = await ExpectMsgAsync<DeathPactException>();
        Assert.Equal(actor, pact.DeadActor);
        await ExpectTerminatedAsync(watcher);
    }

    [Fact]
    public async Task A_watcher_that_restarts_still_gets_Terminated()
    {
        var actor = Spawn(_ => { });
        var isFirst = true;
        var watcher = Spawn(self =>
        {
            if (isFirst)
            {
                isFirst = false;
                self.Ctx.Watch(actor);
            }

            self.On("fail", () => throw new BoomException());
            self.On<Terminated>(terminated => TestActor.Tell(terminated.ActorRef));
        });
        watcher.Tell("fail");
        await Settle(watcher);
        Sys.Stop(actor);
        await ExpectMsgAsync(actor);
    }

    [Fact]
    public async Task Terminated_of_a_child_comes_when_its_name_is_free()
    {
        var parent = Spawn(self =>
        {
            var generation = 0;
            void Make() => self.Ctx.Watch(self.Ctx.ActorOf(Scripted.Props(child => child.On("die", () => child.Ctx.Stop(child.Me))), "child"));
            Make();
            self.On("die", () => self.Ctx.Child("child").Tell("die"));
            self.On<Terminated>(_ =>
            {
                Make();
                TestActor.Tell(++generation);
            });
        });
        parent.Tell("die");
        await ExpectMsgAsync(1);
        parent.Tell("die");
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task Two_actors_may_watch_each_other()
    {
        var first = Spawn(self => Watching(self));
        var second = Spawn(self => Watching(self));
        first.Tell(second);
        second.Tell(first);
        await Settle(first);
        await Settle(second);
        Sys.Stop(first);
        await ExpectMsgAsync(first);
        Sys.Stop(second);
        await ExpectNoMsgAsync();

        void Watching(Scripted self)
        {
            self.On<IActorRef>(other => self.Ctx.Watch(other));
            self.On<Terminated>(terminated => TestActor.Tell(terminated.ActorRef));
        }
    }

    [Fact]
    public async Task An_actor_that_never_was_is_terminated_without_having_existed()
    {
        var missing = await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nowhere").ResolveOne(Second));
        Assert.NotNull(missing);
        Sys.ActorSelection("/user/nowhere").Tell(new Identify("id"), TestActor);
        var identity = await ExpectMsgAsync<ActorIdentity>();
        Assert.Null(identity.Subject);
    }
}
