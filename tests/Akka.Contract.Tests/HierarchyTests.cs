using Akka.Actor;
using Akka.Util.Internal;

namespace Akka.Contract.Tests;

/// <summary>Failures that travel through several generations, and what happens to those below meanwhile.</summary>
public sealed class HierarchyTests : ContractSpec
{
    private static OneForOneStrategy Always(Directive directive) => new OneForOneStrategy(_ => directive);

    [Fact]
    public void Escalation_climbs_until_somebody_decides_and_everything_below_is_restarted()
    {
        var bottom = CreateTestProbe();
        var top = Spawn(one =>
        {
            one.Strategy = Always(Directive.Restart);
            var middle = one.Ctx.ActorOf(Scripted.Props(two =>
            {
                two.Strategy = Always(Directive.Escalate);
                bottom.Tell("middle");
                var worker = two.Ctx.ActorOf(Scripted.Props(three =>
                {
                    bottom.Tell("worker");
                    three.On("fail", () => throw new BoomException());
                    three.On("ping", () => bottom.Tell("pong"));
                }));
                two.OnAny(message => worker.Forward(message));
            }));
            one.OnAny(message => middle.Forward(message));
        });
        bottom.ExpectMsg("middle");
        bottom.ExpectMsg("worker");
        EventFilter.Exception<BoomException>().ExpectOne(() => top.Tell("fail"));
        bottom.ExpectMsg("middle");
        bottom.ExpectMsg("worker");
        top.Tell("ping");
        bottom.ExpectMsg("pong");
    }

    [Fact]
    public async Task A_resumed_subtree_goes_on_where_it_was()
    {
        var count = new AtomicCounter(0);
        var parent = Spawn(p =>
        {
            p.Strategy = Always(Directive.Resume);
            var child = p.Ctx.ActorOf(Scripted.Props(c =>
            {
                var grandchild = c.Ctx.ActorOf(Scripted.Props(g => g.On<int>(n => count.AddAndGet(n))));
                c.On<int>(n => grandchild.Forward(n));
                c.On("fail", () => throw new BoomException());
                c.On("settle", () => c.From.Tell("settled"));
            }));
            p.OnAny(message => child.Forward(message));
        });
        parent.Tell(1);
        EventFilter.Exception<BoomException>().Mute(() =>
        {
            parent.Tell("fail");
            parent.Tell(2);
        });
        parent.Tell("settle", TestActor);
        await ExpectMsgAsync("settled");
        await AwaitConditionAsync(() => Task.FromResult(count.Current == 3));
    }

    [Fact]
    public async Task A_stop_during_a_restart_wins()
    {
        var gate = CreateTestLatch();
        var parent = Supervisor(Always(Directive.Restart));
        var child = await ChildOf(parent, c =>
        {
            var slow = c.Ctx.ActorOf(Scripted.Props(s => s.Stopping = () => gate.Ready()));
            Watch(slow);
            c.On("fail", () => throw new BoomException());
            c.Stopping = () => TestActor.Tell("stopped");
        });
        Watch(child);
        EventFilter.Exception<BoomException>().Mute(() =>
        {
            child.Tell("fail");
            // The restart waits for the slow child, and meanwhile it is told to stop.
            ExpectMsg("stopped");
            Sys.Stop(child);
            gate.Open();
            ExpectTerminated(LastSenderOf());
        });
        FishForMessage<Terminated>(terminated => terminated.ActorRef.Equals(child));

        IActorRef LastSenderOf() => (PeekOne() as Terminated)?.ActorRef ?? child;
    }

    [Fact]
    public async Task Children_made_by_the_failing_handler_are_stopped_by_the_restart()
    {
        var parent = Supervisor(Always(Directive.Restart));
        var child = await ChildOf(parent, c =>
        {
            c.On("breed", () =>
            {
                TestActor.Tell(c.Ctx.ActorOf(Scripted.Props(_ => { })));
                throw new BoomException();
            });
            c.On("children", () => c.From.Tell(c.Ctx.GetChildren().Count()));
        });
        await EventFilter.Exception<BoomException>().ExpectOneAsync(async () =>
        {
            child.Tell("breed");
            var grandchild = await ExpectMsgAsync<IActorRef>();
            Watch(grandchild);
            await ExpectTerminatedAsync(grandchild);
        });
        child.Tell("children", TestActor);
        await ExpectMsgAsync(0);
    }

    [Fact]
    public async Task A_constructor_that_fails_is_tried_again_when_the_strategy_says_restart()
    {
        var attempts = new AtomicCounter(0);
        var parent = Supervisor(new OneForOneStrategy(e => e is ActorInitializationException ? Directive.Restart : Directive.Stop));
        await EventFilter.Exception<ActorInitializationException>().ExpectAsync(2, async () =>
        {
            var child = await ChildOf(parent, c =>
            {
                if (attempts.IncrementAndGet() < 3) throw new BoomException();
                c.OnAny(message => c.From.Tell(message));
            });
            child.Tell("alive", TestActor);
            await ExpectMsgAsync("alive");
        });
        Assert.Equal(3, attempts.Current);
    }

    [Fact]
    public async Task A_supervisor_hears_of_a_child_that_its_strategy_stopped()
    {
        var parent = Spawn(p =>
        {
            p.Strategy = Always(Directive.Stop);
            var child = p.Ctx.Watch(p.Ctx.ActorOf(Scripted.Props(c => c.OnAny(_ => throw new BoomException())), "child"));
            p.On<Terminated>(terminated =>
            {
                TestActor.Tell(terminated.ActorRef.Path.Name);
                // Its name is free by now.
                TestActor.Tell(p.Ctx.ActorOf(Scripted.Props(_ => { }), "child"));
            });
            p.On("fail", () => child.Tell("now"));
        });
        await EventFilter.Exception<BoomException>().ExpectOneAsync(() => parent.Tell("fail"));
        await ExpectMsgAsync("child");
        await ExpectMsgAsync<IActorRef>();
    }

    [Fact]
    public async Task All_for_one_stops_every_child_and_each_watcher_hears_once()
    {
        var parent = Supervisor(new AllForOneStrategy(_ => Directive.Stop));
        var failing = await ChildOf(parent, c => c.OnAny(_ => throw new BoomException()));
        var sibling = await ChildOf(parent, _ => { });
        Watch(failing);
        Watch(sibling);
        await EventFilter.Exception<BoomException>().ExpectOneAsync(() => failing.Tell("now"));
        var dead = new[] { (await ExpectMsgAsync<Terminated>()).ActorRef, (await ExpectMsgAsync<Terminated>()).ActorRef };
        Assert.Equal(new HashSet<IActorRef> { failing, sibling }, [.. dead]);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }
}
