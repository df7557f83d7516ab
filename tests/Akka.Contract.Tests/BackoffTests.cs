using Akka.Actor;
using Akka.Pattern;

namespace Akka.Contract.Tests;

public sealed class BackoffTests : ContractSpec
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_child_that_fails_is_started_anew_after_the_delay()
    {
        var supervisor = Supervise(Backoff.OnFailure(Child(), "child", Brief, Brief, 0, -1));
        await ExpectMsgAsync("started");
        supervisor.Tell("fail");
        await ExpectMsgAsync("started");
        supervisor.Tell("echo");
        await ExpectMsgAsync("echo");
    }

    [Fact]
    public async Task A_child_that_stops_is_started_anew_after_the_delay()
    {
        var supervisor = Supervise(Backoff.OnStop(Child(), "child", Brief, Brief, 0, -1));
        await ExpectMsgAsync("started");
        supervisor.Tell("stop");
        await ExpectMsgAsync("started");
    }

    [Fact]
    public async Task With_OnFailure_a_child_that_stops_ends_the_supervisor()
    {
        var supervisor = Supervise(Backoff.OnFailure(Child(), "child", Brief, Brief, 0, -1));
        await ExpectMsgAsync("started");
        await WatchAsync(supervisor);
        supervisor.Tell("stop");
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task With_OnStop_a_failure_backs_off_when_the_strategy_stops()
    {
        var supervisor = Supervise(Backoff.OnStop(Child(), "child", Brief, Brief, 0, -1).WithDefaultStoppingStrategy());
        await ExpectMsgAsync("started");
        supervisor.Tell("fail");
        await ExpectMsgAsync("started");
    }

    [Fact]
    public async Task The_supervisor_tells_which_child_it_has_and_how_often_it_started_it()
    {
        var supervisor = Supervise(Backoff.OnFailure(Child(), "child", Brief, Brief, 0, -1).WithManualReset());
        await ExpectMsgAsync("started");
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        Assert.Equal("child", (await ExpectMsgAsync<BackoffSupervisor.CurrentChild>()).Ref.Path.Name);
        supervisor.Tell("fail");
        await ExpectMsgAsync("started");
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(1, (await ExpectMsgAsync<BackoffSupervisor.RestartCount>()).Count);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(0, (await ExpectMsgAsync<BackoffSupervisor.RestartCount>()).Count);
    }

    [Fact]
    public async Task While_it_waits_it_answers_for_the_child_or_drops_the_message()
    {
        var answering = Supervise(Backoff.OnFailure(Child(), "child", Long, Long, 0, -1).WithReplyWhileStopped("come back later"));
        await Fail(answering);
        answering.Tell("echo");
        await ExpectMsgAsync("come back later");
        var silent = Supervise(Backoff.OnFailure(Child(), "child", Long, Long, 0, -1));
        await Fail(silent);
        await EventFilter.DeadLetter<string>(text => text == "echo").ExpectOneAsync(() => silent.Tell("echo"));
    }

    [Fact]
    public async Task It_gives_up_after_the_given_number_of_restarts()
    {
        var supervisor = Supervise(Backoff.OnFailure(Child(), "child", Brief, Brief, 0, 1).WithManualReset());
        await ExpectMsgAsync("started");
        await WatchAsync(supervisor);
        supervisor.Tell("fail");
        await ExpectMsgAsync("started");
        supervisor.Tell("fail");
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task A_final_stop_message_ends_supervisor_and_child()
    {
        var supervisor = Supervise(Backoff.OnStop(Child(), "child", Brief, Brief, 0, -1).WithFinalStopMessage(message => message is "stop"));
        await ExpectMsgAsync("started");
        await WatchAsync(supervisor);
        supervisor.Tell("stop");
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task What_the_child_tells_its_parent_goes_to_the_parents_parent()
    {
        var parent = CreateTestProbe();
        var props = BackoffSupervisor.Props(Backoff.OnFailure(Child(), "child", Brief, Brief, 0, -1));
        var supervisor = parent.ChildActorOf(props);
        await ExpectMsgAsync("started");
        supervisor.Tell("tell parent");
        await parent.ExpectMsgAsync("from child");
    }

    private IActorRef Supervise(BackoffOptions options) => Sys.ActorOf(BackoffSupervisor.Props(options));

    private Props Child() => Scripted.Props(self =>
    {
        self.Starting = () => TestActor.Tell("started");
        self.On("fail", () => throw new BoomException());
        self.On("stop", () => self.Ctx.Stop(self.Me));
        self.On("echo", () => self.From.Tell("echo"));
        self.On("tell parent", () => self.Ctx.Parent.Tell("from child"));
    });

    private async Task Fail(IActorRef supervisor)
    {
        await ExpectMsgAsync("started");
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        var child = (await ExpectMsgAsync<BackoffSupervisor.CurrentChild>()).Ref;
        await WatchAsync(child);
        supervisor.Tell("fail");
        await ExpectTerminatedAsync(child);
        // The supervisor learns of it in its own time.
        await AwaitAssertAsync(async () =>
        {
            var current = await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, Patience);
            Assert.True(current.Ref.IsNobody());
        });
    }
}
