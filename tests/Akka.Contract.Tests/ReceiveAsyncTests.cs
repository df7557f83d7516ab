using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class ReceiveAsyncTests : ContractSpec
{
    [Fact]
    public async Task The_next_message_waits_until_the_handler_has_ended()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Spawn(self =>
        {
            self.OnAsync<string>(async text =>
            {
                TestActor.Tell("begin " + text);
                await release.Task;
                TestActor.Tell("end " + text);
            });
            self.On<int>(number => TestActor.Tell(number));
        });
        actor.Tell("a");
        actor.Tell(1);
        await ExpectMsgAsync("begin a");
        await ExpectNoMsgAsync();
        release.SetResult();
        await ExpectMsgAsync("end a");
        await ExpectMsgAsync(1);
    }

    [Fact]
    public async Task Self_sender_and_context_survive_every_await()
    {
        var probe = CreateTestProbe();
        var actor = Spawn(self => self.OnAsync<string>(async _ =>
        {
            for (var i = 0; i < 20; i++)
            {
                await Task.Yield();
                await Task.Run(() => { });
                Assert.Equal(probe.Ref, self.From);
                Assert.Equal(self.Me, self.Ctx.Self);
            }

            self.From.Tell("still here");
        }));
        actor.Tell("go", probe.Ref);
        await probe.ExpectMsgFromAsync(actor, "still here");
    }

    [Fact]
    public async Task An_exception_after_an_await_goes_to_the_supervisor()
    {
        var supervisor = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error);
            return Directive.Restart;
        }));
        var incarnation = 0;
        var child = await ChildOf(supervisor, self =>
        {
            var id = ++incarnation;
            self.OnAsync<string>(async text =>
            {
                await Task.Yield();
                throw new BoomException(text);
            });
            self.On<int>(_ => self.From.Tell(id));
        });
        child.Tell("later");
        child.Tell(0);
        Assert.Equal("later", (await ExpectMsgAsync<BoomException>()).Message);
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task An_exception_before_the_first_await_goes_to_the_supervisor()
    {
        var supervisor = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error);
            return Directive.Resume;
        }));
        var child = await ChildOf(supervisor, self =>
        {
            self.OnAsync<string>(text => throw new BoomException(text));
            self.On<int>(number => self.From.Tell(number));
        });
        child.Tell("at once");
        child.Tell(3);
        Assert.Equal("at once", (await ExpectMsgAsync<BoomException>()).Message);
        await ExpectMsgAsync(3);
    }

    [Fact]
    public async Task A_handler_that_ends_at_once_costs_no_order()
    {
        var actor = Spawn(self => self.OnAsync<int>(number =>
        {
            TestActor.Tell(number);
            return Task.CompletedTask;
        }));
        for (var i = 0; i < 1000; i++)
        {
            actor.Tell(i);
        }

        for (var i = 0; i < 1000; i++)
        {
            await ExpectMsgAsync(i);
        }
    }

    [Fact]
    public async Task Async_handlers_keep_the_order_of_messages()
    {
        var actor = Spawn(self => self.OnAsync<int>(async number =>
        {
            if (number % 3 == 0)
            {
                await Task.Yield();
            }

            TestActor.Tell(number);
        }));
        for (var i = 0; i < 300; i++)
        {
            actor.Tell(i);
        }

        for (var i = 0; i < 300; i++)
        {
            await ExpectMsgAsync(i);
        }
    }

    [Fact]
    public async Task Become_inside_an_async_handler_works()
    {
        var actor = Spawn(self => self.OnAsync<string>(async _ =>
        {
            await Task.Yield();
            self.Switch(() => self.OnAny(message => self.From.Tell("second")));
        }));
        actor.Tell("switch");
        actor.Tell("x");
        await ExpectMsgAsync("second");
    }

    [Fact]
    public async Task An_awaiting_actor_can_be_stopped_for_system_messages_are_not_held()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Spawn(self =>
        {
            self.OnAsync<string>(async _ =>
            {
                TestActor.Tell("begin");
                await release.Task;
            });
            self.Stopping = () => TestActor.Tell("stopped");
        });
        actor.Tell("go");
        await ExpectMsgAsync("begin");
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectMsgAsync("stopped");
        await ExpectTerminatedAsync(actor);
        release.SetResult();
    }

    [Fact]
    public async Task Asking_inside_an_async_handler_does_not_deadlock()
    {
        var helper = Spawn(self => self.On<int>(number => self.From.Tell(number * 2)));
        var actor = Spawn(self => self.OnAsync<int>(async number => self.From.Tell(await helper.Ask<int>(number, Patience))));
        actor.Tell(21);
        await ExpectMsgAsync(42);
    }
}
