using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class GracefulStopTests : ContractSpec
{
    [Fact]
    public async Task It_ends_when_the_actor_has_terminated()
    {
        var actor = Spawn(self =>
        {
            self.On<int>(number => TestActor.Tell(number));
            self.Stopping = () => TestActor.Tell("stopped");
        });
        actor.Tell(1);
        Assert.True(await actor.GracefulStop(Patience));
        await ExpectMsgAsync(1);
        await ExpectMsgAsync("stopped");
    }

    [Fact]
    public async Task A_message_of_ones_own_may_stop_it()
    {
        var actor = Spawn(self => self.On("bye", () => self.Ctx.Stop(self.Me)));
        Assert.True(await actor.GracefulStop(Patience, "bye"));
    }

    [Fact]
    public async Task An_actor_that_does_not_stop_is_a_cancellation()
    {
        var actor = Spawn(self => self.On("bye", () => { }));
        await Assert.ThrowsAsync<TaskCanceledException>(() => actor.GracefulStop(TimeSpan.FromMilliseconds(50), "bye"));
    }

    [Fact]
    public async Task The_dead_are_stopped_already()
    {
        var actor = Spawn(_ => { });
        await actor.GracefulStop(Patience);
        Assert.True(await actor.GracefulStop(Patience));
    }

    [Fact]
    public async Task WatchAsync_ends_when_the_actor_has_terminated()
    {
        var actor = Spawn(_ => { });
        var watched = actor.WatchAsync();
        Sys.Stop(actor);
        Assert.True(await watched.WaitAsync(Patience));
    }
}
