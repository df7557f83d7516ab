using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class MailboxTests : ContractSpec
{
    [Fact]
    public async Task Stop_overtakes_what_is_queued_and_the_rest_become_dead_letters()
    {
        using var gate = new ManualResetEventSlim();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Spawn(self =>
        {
            self.On("block", () =>
            {
                TestActor.Tell("blocked");
                gate.Wait();
                self.Ctx.Stop(self.Me);
            });
            self.On<int>(number => TestActor.Tell(number));
        });
        actor.Tell("block");
        await ExpectMsgAsync("blocked");
        for (var i = 0; i < 3; i++)
        {
            actor.Tell(i);
        }

        await WatchAsync(actor);
        gate.Set();
        var rest = new List<object>();
        var terminated = 0;
        for (var i = 0; i < 4; i++)
        {
            var message = await ReceiveOneAsync(Patience);
            switch (message)
            {
                case DeadLetter letter:
                    Assert.Equal(actor, letter.Recipient);
                    rest.Add(letter.Message);
                    break;
                case Terminated:
                    terminated++;
                    break;
                default:
                    Assert.Fail($"unexpected {message}");
                    break;
            }
        }

        Assert.Equal([0, 1, 2], rest);
        Assert.Equal(1, terminated);
    }

    [Fact]
    public async Task PoisonPill_waits_for_what_was_queued_before_it()
    {
        var actor = Spawn(self =>
        {
            self.On<int>(number => TestActor.Tell(number));
            self.Stopping = () => TestActor.Tell("stopped");
        });
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(3);
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
        await ExpectMsgAsync("stopped");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Kill_is_a_failure_that_stops_by_default()
    {
        var actor = Spawn(self => self.Stopping = () => TestActor.Tell("stopped"));
        await WatchAsync(actor);
        await EventFilter.Exception<ActorKilledException>().ExpectOneAsync(() => actor.Tell(Kill.Instance));
        await ExpectMsgAsync("stopped");
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Kill_is_decided_upon_by_the_supervisor()
    {
        var supervisor = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error);
            return Directive.Resume;
        }));
        var child = await ChildOf(supervisor, self => self.On<string>(text => TestActor.Tell(text)));
        child.Tell(Kill.Instance);
        child.Tell("alive");
        await ExpectMsgAsync<ActorKilledException>();
        await ExpectMsgAsync("alive");
    }

    [Fact]
    public void Null_cannot_be_told() =>
        Assert.Throws<InvalidMessageException>(() => Spawn(_ => { }).Tell(null!));

    [Fact]
    public async Task A_stopped_actor_handles_nothing_more()
    {
        var actor = Spawn(self =>
        {
            self.On("stop", () => self.Ctx.Stop(self.Me));
            self.On<int>(number => TestActor.Tell(number));
        });
        actor.Tell("stop");
        actor.Tell(1);
        await WatchAsync(actor);
        await ExpectTerminatedAsync(actor);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task PostStop_runs_once_however_often_the_actor_is_stopped()
    {
        var actor = Spawn(self => self.Stopping = () => TestActor.Tell("stopped"));
        await WatchAsync(actor);
        Sys.Stop(actor);
        actor.Tell(PoisonPill.Instance);
        Sys.Stop(actor);
        await ExpectMsgAsync("stopped");
        await ExpectTerminatedAsync(actor);
        Sys.Stop(actor);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_parent_ends_after_all_its_descendants()
    {
        var order = new List<string>();
        var parent = Spawn(
            self =>
            {
                self.Stopping = () => order.Add("parent");
                self.Ctx.ActorOf(Scripted.Props(child =>
                {
                    child.Stopping = () => order.Add("child");
                    child.Ctx.ActorOf(Scripted.Props(grandchild => grandchild.Stopping = () => order.Add("grandchild")));
                }));
            });
        await WatchAsync(parent);
        Sys.Stop(parent);
        await ExpectTerminatedAsync(parent);
        Assert.Equal(["grandchild", "child", "parent"], order);
    }
}
