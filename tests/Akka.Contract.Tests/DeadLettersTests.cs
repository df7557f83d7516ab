using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class DeadLettersTests : ContractSpec
{
    [Fact]
    public async Task What_is_told_to_the_dead_is_published_with_sender_and_recipient()
    {
        var actor = Spawn(_ => { });
        await actor.GracefulStop(Patience);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell("x");
        var letter = await ExpectMsgAsync<DeadLetter>();
        Assert.Equal("x", letter.Message);
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal(actor.Path, letter.Recipient.Path);
    }

    [Fact]
    public async Task The_system_has_an_actor_for_them()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.DeadLetters.Tell("x");
        Assert.Equal("x", (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task Suppressed_messages_are_published_apart()
    {
        var actor = Spawn(_ => { });
        await actor.GracefulStop(Patience);
        var all = CreateTestProbe();
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.EventStream.Subscribe(all.Ref, typeof(AllDeadLetters));
        actor.Tell(new Unimportant());
        Assert.IsType<Unimportant>((await all.ExpectMsgAsync<SuppressedDeadLetter>()).Message);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_selection_without_a_match_gives_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.ActorSelection("/user/nowhere").Tell("x");
        Assert.Equal("x", (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_dead_letter_is_not_wrapped_again()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.DeadLetters.Tell(new DeadLetter("x", TestActor, TestActor));
        Assert.Equal("x", (await ExpectMsgAsync<DeadLetter>()).Message);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task PoisonPill_to_the_dead_does_no_harm()
    {
        var actor = Spawn(_ => { });
        await actor.GracefulStop(Patience);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(Kill.Instance);
        Sys.Stop(actor);
        await WatchAsync(actor);
        await ExpectTerminatedAsync(actor);
    }

    private sealed class Unimportant : IDeadLetterSuppression;
}
