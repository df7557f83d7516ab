using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class SupervisionTests : ContractSpec
{
    [Fact]
    public async Task Resume_keeps_state_and_drops_the_message()
    {
        var child = await ChildOf(Supervisor(new OneForOneStrategy(_ => Directive.Resume)), Counting());
        child.Tell(1);
        child.Tell("fail");
        child.Tell(2);
        child.Tell("sum");
        await ExpectMsgAsync(3);
    }

    [Fact]
    public async Task Restart_loses_state()
    {
        var child = await ChildOf(Supervisor(new OneForOneStrategy(_ => Directive.Restart)), Counting());
        child.Tell(1);
        child.Tell("fail");
        child.Tell(2);
        child.Tell("sum");
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task Stop_stops()
    {
        var child = await ChildOf(Supervisor(new OneForOneStrategy(_ => Directive.Stop)), Counting());
        await WatchAsync(child);
        child.Tell("fail");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task The_default_strategy_restarts()
    {
        var child = Spawn(Counting());
        child.Tell(5);
        child.Tell("fail");
        child.Tell("sum");
        await ExpectMsgAsync(0);
    }

    [Fact]
    public async Task OneForOne_touches_only_the_child_that_failed()
    {
        var supervisor = Supervisor(new OneForOneStrategy(_ => Directive.Restart));
        var first = await ChildOf(supervisor, Counting());
        var second = await ChildOf(supervisor, Counting());
        first.Tell(1);
        second.Tell(2);
        first.Tell("fail");
        first.Tell("sum");
        await ExpectMsgAsync(0);
        second.Tell("sum");
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task AllForOne_restarts_the_siblings_too()
    {
        var supervisor = Supervisor(new AllForOneStrategy(_ => Directive.Restart));
        var restarted = CreateTestProbe();
        var first = await ChildOf(supervisor, CountingAnd(restarted.Ref));
        var second = await ChildOf(supervisor, CountingAnd(restarted.Ref));
        second.Tell(2);
        await Settle(second);
        first.Tell("fail");
        await restarted.ExpectMsgAsync("restarted");
        await restarted.ExpectMsgAsync("restarted");
        second.Tell("sum");
        await ExpectMsgAsync(0);
    }

    [Fact]
    public async Task AllForOne_stops_the_siblings_too()
    {
        var supervisor = Supervisor(new AllForOneStrategy(_ => Directive.Stop));
        var first = await ChildOf(supervisor, Counting());
        var second = await ChildOf(supervisor, Counting());
        var probe = CreateTestProbe();
        await WatchAsync(first);
        await probe.WatchAsync(second);
        first.Tell("fail");
        await ExpectTerminatedAsync(first);
        await probe.ExpectTerminatedAsync(second);
    }

    [Fact]
    public async Task Escalate_makes_the_supervisor_fail_with_the_same_exception()
    {
        var grandparent = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error.Message);
            return Directive.Restart;
        }));
        var incarnations = 0;
        var parent = await ChildOf(grandparent, self =>
        {
            incarnations++;
            self.Strategy = new OneForOneStrategy(_ => Directive.Escalate);
            self.On("child", () => self.From.Tell(self.Ctx.ActorOf(Scripted.Props(Counting()))));
            self.On("incarnations", () => self.From.Tell(incarnations));
        });
        var child = await parent.Ask<IActorRef>("child", Patience);
        await WatchAsync(child);
        child.Tell("fail");
        await ExpectMsgAsync("boom");
        await ExpectTerminatedAsync(child);
        Assert.Equal(2, await parent.Ask<int>("incarnations", Patience));
    }

    [Fact]
    public async Task Escalation_that_is_resumed_resumes_the_child_with_its_state()
    {
        var grandparent = Supervisor(new OneForOneStrategy(_ => Directive.Resume));
        var parent = await ChildOf(grandparent, self =>
        {
            self.Strategy = new OneForOneStrategy(_ => Directive.Escalate);
            self.On("child", () => self.From.Tell(self.Ctx.ActorOf(Scripted.Props(Counting()))));
        });
        var child = await parent.Ask<IActorRef>("child", Patience);
        child.Tell(4);
        child.Tell("fail");
        child.Tell("sum");
        await ExpectMsgAsync(4);
    }

    [Fact]
    public async Task The_child_stops_when_it_fails_more_often_than_allowed()
    {
        var child = await ChildOf(Supervisor(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart)), Counting());
        await WatchAsync(child);
        child.Tell("fail");
        child.Tell("fail");
        child.Tell("sum");
        await ExpectMsgAsync(0);
        child.Tell("fail");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task No_retries_means_stop_at_the_first_failure()
    {
        var child = await ChildOf(Supervisor(new OneForOneStrategy(0, TimeSpan.FromMinutes(1), _ => Directive.Restart)), Counting());
        await WatchAsync(child);
        child.Tell("fail");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task Minus_one_means_no_limit()
    {
        var child = await ChildOf(Supervisor(new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, _ => Directive.Restart)), Counting());
        for (var i = 0; i < 50; i++)
        {
            child.Tell("fail");
        }

        child.Tell("sum");
        await ExpectMsgAsync(0);
    }

    [Fact]
    public async Task Retries_are_counted_for_each_child_apart()
    {
        var supervisor = Supervisor(new OneForOneStrategy(1, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        var first = await ChildOf(supervisor, Counting());
        var second = await ChildOf(supervisor, Counting());
        first.Tell("fail");
        second.Tell("fail");
        first.Tell("sum");
        await ExpectMsgAsync(0);
        second.Tell("sum");
        await ExpectMsgAsync(0);
    }

    [Fact]
    public async Task The_decider_sees_the_exception_that_was_thrown()
    {
        var thrown = new BoomException("this very one");
        var supervisor = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error);
            return Directive.Stop;
        }));
        var child = await ChildOf(supervisor, self => self.On("fail", () => throw thrown));
        child.Tell("fail");
        Assert.Same(thrown, await ExpectMsgAsync<BoomException>());
    }

    [Fact]
    public async Task The_stopping_strategy_stops()
    {
        var child = await ChildOf(Supervisor(SupervisorStrategy.StoppingStrategy), Counting());
        await WatchAsync(child);
        child.Tell("fail");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public void The_default_decider_knows_four_cases()
    {
        var decider = SupervisorStrategy.DefaultDecider;
        Assert.Equal(Directive.Stop, decider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new DeathPactException(TestActor)));
        Assert.Equal(Directive.Restart, decider.Decide(new BoomException()));
    }

    [Fact]
    public async Task Props_may_bring_the_strategy_for_the_children()
    {
        var supervisor = Sys.ActorOf(Akka.Actor.Props.Create<PlainParent>().WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));
        var child = await supervisor.Ask<IActorRef>(Scripted.Props(Counting()), Patience);
        await WatchAsync(child);
        child.Tell("fail");
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task A_failing_actor_is_suspended_until_the_decision()
    {
        using var decide = new ManualResetEventSlim();
        var supervisor = Supervisor(ResumeAfter(decide));
        var child = await ChildOf(supervisor, self =>
        {
            self.On("fail", () => throw new BoomException());
            self.On<int>(number => TestActor.Tell(number));
        });
        child.Tell("fail");
        await ExpectMsgAsync("deciding");
        child.Tell(1);
        await ExpectNoMsgAsync();
        decide.Set();
        await ExpectMsgAsync(1);
    }

    [Fact]
    public async Task The_children_of_a_failing_actor_are_suspended_too()
    {
        using var decide = new ManualResetEventSlim();
        var supervisor = Supervisor(ResumeAfter(decide));
        var parent = await ChildOf(supervisor, self =>
        {
            self.On("fail", () => throw new BoomException());
            self.On("child", () => self.From.Tell(self.Ctx.ActorOf(Scripted.Props(inner => inner.On<int>(number => TestActor.Tell(number))))));
        });
        var child = await parent.Ask<IActorRef>("child", Patience);
        await Settle(child);
        parent.Tell("fail");
        await ExpectMsgAsync("deciding");
        child.Tell(1);
        await ExpectNoMsgAsync();
        decide.Set();
        await ExpectMsgAsync(1);
    }

    [Fact]
    public async Task A_decider_that_throws_fails_the_supervisor()
    {
        var grandparent = Supervisor(new OneForOneStrategy(error =>
        {
            TestActor.Tell(error.Message);
            return Directive.Stop;
        }));
        var parent = await ChildOf(grandparent, self =>
        {
            self.Strategy = new OneForOneStrategy(new Func<Exception, Directive>(_ => throw new InvalidOperationException("cannot decide")));
            self.On("child", () => self.From.Tell(self.Ctx.ActorOf(Scripted.Props(Counting()))));
        });
        var child = await parent.Ask<IActorRef>("child", Patience);
        await WatchAsync(parent);
        child.Tell("fail");
        await ExpectMsgAsync("cannot decide");
        await ExpectTerminatedAsync(parent);
    }

    [Fact]
    public async Task A_failure_is_logged_once_with_its_cause()
    {
        var child = await ChildOf(Supervisor(new OneForOneStrategy(_ => Directive.Restart)), Counting());
        await EventFilter.Exception<BoomException>("boom").ExpectOneAsync(() => child.Tell("fail"));
    }

    /// <summary>A decision that is on its way until the test says so.</summary>
    private OneForOneStrategy ResumeAfter(ManualResetEventSlim decide) => new(_ =>
    {
        TestActor.Tell("deciding");
        decide.Wait();
        return Directive.Resume;
    });

    private static Action<Scripted> Counting() => self =>
    {
        var sum = 0;
        self.On<int>(number => sum += number);
        self.On("fail", () => throw new BoomException());
        self.On("sum", () => self.From.Tell(sum));
    };

    private static Action<Scripted> CountingAnd(IActorRef probe) => self =>
    {
        Counting()(self);
        self.Restarted = _ => probe.Tell("restarted");
    };

    private sealed class PlainParent : ReceiveActor
    {
        public PlainParent() => Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
    }
}
