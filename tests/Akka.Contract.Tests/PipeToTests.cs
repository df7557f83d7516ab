using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class PipeToTests : ContractSpec
{
    private readonly TaskCompletionSource<string> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_result_is_sent()
    {
        _ = _source.Task.PipeTo(TestActor);
        _source.SetResult("done");
        await ExpectMsgAsync("done");
    }

    [Fact]
    public async Task A_failure_is_sent_as_a_status_with_the_exception_itself()
    {
        _ = _source.Task.PipeTo(TestActor);
        _source.SetException(new BoomException("failed"));
        var failure = await ExpectMsgAsync<Status.Failure>();
        Assert.Equal("failed", Assert.IsType<BoomException>(failure.Cause).Message);
    }

    [Fact]
    public async Task A_cancellation_is_a_failure()
    {
        _ = _source.Task.PipeTo(TestActor);
        _source.SetCanceled();
        Assert.IsAssignableFrom<OperationCanceledException>((await ExpectMsgAsync<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task Both_outcomes_can_be_mapped()
    {
        _ = _source.Task.PipeTo(TestActor, success: text => text + "!", failure: error => error.Message);
        _source.SetResult("good");
        await ExpectMsgAsync("good!");
        _ = Task.FromException<string>(new BoomException("bad")).PipeTo(TestActor, success: text => text + "!", failure: error => error.Message);
        await ExpectMsgAsync("bad");
    }

    [Fact]
    public async Task The_sender_can_be_given()
    {
        var probe = CreateTestProbe();
        _ = _source.Task.PipeTo(TestActor, probe.Ref);
        _source.SetResult("x");
        await ExpectMsgFromAsync(probe.Ref, "x");
    }

    [Fact]
    public async Task A_task_without_result_tells_only_failures_unless_mapped()
    {
        _ = Task.CompletedTask.PipeTo(TestActor);
        await ExpectNoMsgAsync();
        _ = Task.CompletedTask.PipeTo(TestActor, success: () => "done");
        await ExpectMsgAsync("done");
        _ = Task.FromException(new BoomException()).PipeTo(TestActor);
        await ExpectMsgAsync<Status.Failure>();
    }

    [Fact]
    public async Task Value_tasks_can_be_piped()
    {
        _ = new ValueTask<string>("value").PipeTo(TestActor);
        await ExpectMsgAsync("value");
    }

    [Fact]
    public async Task An_actor_pipes_to_itself_and_stays_responsive()
    {
        var actor = Spawn(self =>
        {
            self.On("work", () => _source.Task.PipeTo(self.Me, success: text => new Done(text)));
            self.On("ping", () => TestActor.Tell("pong"));
            self.On<Done>(done => TestActor.Tell(done.Text));
        });
        actor.Tell("work");
        actor.Tell("ping");
        await ExpectMsgAsync("pong");
        _source.SetResult("worked");
        await ExpectMsgAsync("worked");
    }

    private sealed record Done(string Text);
}
