using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class AskTests : ContractSpec
{
    [Fact]
    public async Task The_first_answer_is_the_result()
    {
        var actor = Spawn(self => self.On<int>(number =>
        {
            self.From.Tell(number + 1);
            self.From.Tell(number + 2);
        }));
        Assert.Equal(2, await actor.Ask<int>(1, Patience));
    }

    [Fact]
    public async Task No_answer_is_a_timeout()
    {
        var actor = Spawn(self => self.OnAny(_ => { }));
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<int>("x", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task A_late_answer_is_a_dead_letter()
    {
        var late = CreateTestProbe();
        var actor = Spawn(self => self.OnAny(_ => late.Tell(self.From)));
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<int>("x", TimeSpan.FromMilliseconds(50)));
        var asker = await late.ExpectMsgAsync<IActorRef>();
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        asker.Tell("late");
        Assert.Equal("late", (await ExpectMsgAsync<AllDeadLetters>()).Message);
    }

    [Fact]
    public async Task A_second_answer_is_a_dead_letter()
    {
        var actor = Spawn(self => self.OnAny(_ =>
        {
            self.From.Tell("first");
            self.From.Tell("second");
        }));
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        Assert.Equal("first", await actor.Ask<string>("x", Patience));
        Assert.Equal("second", (await ExpectMsgAsync<AllDeadLetters>()).Message);
    }

    [Fact]
    public async Task A_failure_answer_is_thrown()
    {
        var actor = Spawn(self => self.OnAny(_ => self.From.Tell(new Status.Failure(new BoomException("no")))));
        Assert.Equal("no", (await Assert.ThrowsAsync<BoomException>(() => actor.Ask<int>("x", Patience))).Message);
    }

    [Fact]
    public async Task A_status_that_is_asked_for_is_an_answer()
    {
        var actor = Spawn(self => self.OnAny(_ => self.From.Tell(new Status.Failure(new BoomException("no")))));
        var failure = await actor.Ask<Status.Failure>("x", Patience);
        Assert.Equal("no", failure.Cause.Message);
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_error()
    {
        var actor = Spawn(self => self.OnAny(_ => self.From.Tell("text")));
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<int>("x", Patience));
    }

    [Fact]
    public async Task A_token_ends_the_wait()
    {
        using var source = new CancellationTokenSource();
        var actor = Spawn(self => self.OnAny(_ => { }));
        var task = actor.Ask<int>("x", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => actor.Ask<int>("x", Second, source.Token));
    }

    [Fact]
    public async Task The_message_may_be_made_for_the_asker()
    {
        var actor = Spawn(self => self.On<IActorRef>(asker => asker.Tell("by reference")));
        Assert.Equal("by reference", await actor.Ask<string>(asker => asker, Patience, CancellationToken.None));
    }

    [Fact]
    public async Task Asking_the_dead_times_out()
    {
        var actor = Spawn(_ => { });
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<int>("x", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task The_asker_is_a_temporary_actor_that_can_be_watched()
    {
        var actor = Spawn(self => self.OnAny(_ =>
        {
            self.Ctx.Watch(self.From);
            TestActor.Tell(self.From.Path.ToString());
            self.From.Tell("done");
            self.Switch(() => self.On<Terminated>(terminated => TestActor.Tell("asker gone")));
        }));
        await actor.Ask("x", Patience);
        Assert.Contains("/temp/", await ExpectMsgAsync<string>(), StringComparison.Ordinal);
        await ExpectMsgAsync("asker gone");
    }

    [Fact]
    public async Task The_default_patience_comes_from_the_configuration()
    {
        var system = ActorSystem.Create("short", "akka.actor.ask-timeout = 50ms");
        try
        {
            var actor = system.ActorOf(Scripted.Props(self => self.OnAny(_ => { })));
            await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<int>("x"));
        }
        finally
        {
            await system.Terminate();
        }
    }

    [Fact]
    public async Task Asking_a_selection_works()
    {
        Spawn(self => self.On<int>(number => self.From.Tell(number)), "selected");
        Assert.Equal(7, await Sys.ActorSelection("/user/selected").Ask<int>(7, Patience));
    }
}
