using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class RestartTests : ContractSpec
{
    [Fact]
    public async Task Restart_keeps_reference_and_mailbox_and_drops_the_failing_message()
    {
        var incarnation = 0;
        var actor = Spawn(self =>
        {
            var id = ++incarnation;
            self.On("fail", () => throw new BoomException());
            self.On<int>(number => self.From.Tell((id, number)));
        });
        actor.Tell(1);
        actor.Tell("fail");
        actor.Tell(2);
        actor.Tell(3);
        await ExpectMsgAsync((1, 1));
        await ExpectMsgAsync((2, 2));
        await ExpectMsgAsync((2, 3));
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Hooks_run_in_order_on_the_right_incarnations()
    {
        var incarnation = 0;
        var actor = Spawn(self =>
        {
            var id = ++incarnation;
            TestActor.Tell($"{id} new");
            self.Starting = () => TestActor.Tell($"{id} PreStart");
            self.Stopping = () => TestActor.Tell($"{id} PostStop");
            self.On("fail", () => throw new BoomException());
        });
        actor.Tell("fail");
        foreach (var expected in (string[])["1 new", "1 PreStart", "1 PostStop", "2 new", "2 PreStart"])
        {
            await ExpectMsgAsync(expected);
        }

        Sys.Stop(actor);
        await ExpectMsgAsync("2 PostStop");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task PreRestart_sees_reason_message_and_sender_and_PostRestart_the_reason()
    {
        var probe = CreateTestProbe();
        var actor = Spawn(self =>
        {
            self.Restarting = (reason, message) => TestActor.Tell((reason.Message, message, self.From));
            self.Restarted = reason => TestActor.Tell("again " + reason.Message);
            self.Starting = () => TestActor.Tell("PreStart");
            self.On("fail", () => throw new BoomException());
        });
        await ExpectMsgAsync("PreStart");
        actor.Tell("fail", probe.Ref);
        await ExpectMsgAsync(("boom", (object?)"fail", probe.Ref));
        // An overridden PostRestart that does not call the base does not run PreStart again.
        await ExpectMsgAsync("again boom");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Children_are_stopped_before_the_new_incarnation_is_made()
    {
        var parent = Spawn(self =>
        {
            TestActor.Tell("parent new");
            self.Starting = () => self.Ctx.ActorOf(Scripted.Props(child => child.Stopping = () => TestActor.Tell("child stopped")), "child");
            self.On("fail", () => throw new BoomException());
        });
        await ExpectMsgAsync("parent new");
        parent.Tell("fail");
        await ExpectMsgAsync("child stopped");
        await ExpectMsgAsync("parent new");
        // The name was free again, or PreStart would have failed.
        Sys.Stop(parent);
        await ExpectMsgAsync("child stopped");
    }

    [Fact]
    public async Task Children_survive_when_PreRestart_leaves_them_alone()
    {
        IActorRef? child = null;
        var parent = Spawn(self =>
        {
            self.Restarting = (_, _) => { };
            child ??= self.Ctx.ActorOf(Scripted.Props(inner => inner.On<string>(text => TestActor.Tell(text))), "child");
            self.On("fail", () => throw new BoomException());
            self.On("child", () => self.From.Tell(self.Ctx.Child("child")));
        });
        var before = await parent.Ask<IActorRef>("child", Patience);
        parent.Tell("fail");
        var after = await parent.Ask<IActorRef>("child", Patience);
        Assert.Equal(before, after);
        after.Tell("alive");
        await ExpectMsgAsync("alive");
    }

    [Fact]
    public async Task Watchers_do_not_notice_a_restart()
    {
        var actor = Spawn(self => self.On("fail", () => throw new BoomException()));
        await WatchAsync(actor);
        actor.Tell("fail");
        await Settle(actor);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Behaviour_is_the_first_one_again_after_a_restart()
    {
        var actor = Spawn(self =>
        {
            self.On("switch", () => self.Switch(() =>
            {
                self.On("fail", () => throw new BoomException());
                self.OnAny(_ => self.From.Tell("second"));
            }));
            self.OnAny(_ => self.From.Tell("first"));
        });
        actor.Tell("switch");
        actor.Tell("which");
        await ExpectMsgAsync("second");
        actor.Tell("fail");
        actor.Tell("which");
        await ExpectMsgAsync("first");
    }

    [Fact]
    public async Task A_constructor_that_fails_stops_the_actor()
    {
        await EventFilter.Exception<ActorInitializationException>().ExpectOneAsync(async () =>
        {
            var actor = Spawn(_ => throw new BoomException());
            await WatchAsync(actor);
            await ExpectTerminatedAsync(actor);
        });
    }

    [Fact]
    public async Task A_PreStart_that_fails_reaches_the_supervisor_as_initialisation()
    {
        var supervisor = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error);
            return Directive.Stop;
        }));
        await ChildOf(supervisor, self => self.Starting = () => throw new BoomException());
        var error = await ExpectMsgAsync<ActorInitializationException>();
        Assert.IsType<BoomException>(error.InnerException is BoomException ? error.InnerException : error.InnerException!.InnerException);
    }

    [Fact]
    public async Task A_restart_whose_new_incarnation_fails_is_a_failure_again()
    {
        var incarnation = 0;
        var supervisor = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error.GetType());
            return error is BoomException ? Directive.Restart : Directive.Stop;
        }));
        var child = await ChildOf(supervisor, self =>
        {
            if (++incarnation == 2)
            {
                throw new InvalidOperationException("not again");
            }

            self.On("fail", () => throw new BoomException());
        });
        await WatchAsync(child);
        child.Tell("fail");
        await ExpectMsgAsync(typeof(BoomException));
        await ExpectMsgAsync<Type>(type => Assert.Equal("PostRestartException", type.Name));
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task A_failing_PreRestart_does_not_keep_the_actor_from_restarting()
    {
        var incarnation = 0;
        var actor = Spawn(self =>
        {
            var id = ++incarnation;
            self.Restarting = (_, _) => throw new InvalidOperationException("hook");
            self.On("fail", () => throw new BoomException());
            self.On("which", () => self.From.Tell(id));
        });
        actor.Tell("fail");
        actor.Tell("which");
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task A_name_is_free_again_when_its_actor_has_terminated()
    {
        var first = Spawn(_ => { }, "once");
        var duplicate = Assert.Throws<InvalidActorNameException>(() => Spawn(_ => { }, "once"));
        Assert.Contains("once", duplicate.Message, StringComparison.Ordinal);
        await WatchAsync(first);
        Sys.Stop(first);
        await ExpectTerminatedAsync(first);

        // Its parent was told before anybody who watched, and answers when it has forgotten it.
        await Sys.ActorSelection("/user").ResolveOne(Patience);
        var second = Spawn(self => self.On<string>(text => self.From.Tell(text)), "once");
        Assert.Equal(first.Path.ToString(), second.Path.ToString());
        Assert.NotEqual(first, second);
        second.Tell("new");
        await ExpectMsgAsync("new");
    }

    [Theory]
    [InlineData("")]
    [InlineData("$hidden")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void Names_that_paths_cannot_hold_are_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Spawn(_ => { }, name));
}
