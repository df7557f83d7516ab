using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace Akka.Contract.Tests.Persistence;

/// <summary>What happens to commands that find the internal stash full.</summary>
public sealed class InternalStashTests() : PersistSpec("akka.actor.default-mailbox.stash-capacity = 3\n")
{
    private IActorRef Flooded(string id, IStashOverflowStrategy? strategy)
    {
        var actor = Start(id, a =>
        {
            a.StashOverflow = strategy;
            a.On("go", () => a.Persist("e", _ =>
            {
                // The handler holds while more commands come than the stash takes.
                for (var i = 1; i <= 5; i++) a.Ctx.Self.Tell(i, TestActor);
                a.Persist("held", a.Say);
            }));
            a.Other = message =>
            {
                TestActor.Tell(message);
                return true;
            };
        });
        actor.Tell("go", TestActor);
        return actor;
    }

    [Fact]
    public void A_reply_strategy_answers_the_sender()
    {
        Flooded("reply", new ReplyToStrategy("full"));
        var all = ReceiveN(6);
        Assert.Equal(["1", "2", "3", "full", "full", "held"], all.Select(m => m.ToString()).Order());
    }

    [Fact]
    public void A_discarding_strategy_sends_to_dead_letters()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        Flooded("discard", DiscardToDeadLetterStrategy.Instance);
        Assert.Equal(["1", "2", "3", "held"], ReceiveN(4).Select(m => m.ToString()).Order());
        Assert.Equal([4, 5], new[] { letters.ExpectMsg<DeadLetter>().Message, letters.ExpectMsg<DeadLetter>().Message });
    }

    [Fact]
    public void Without_a_strategy_the_overflow_fails_the_actor()
    {
        var restarted = CreateTestProbe();
        var actor = Start("throw", a =>
        {
            a.Restarting = (cause, _) => restarted.Tell(cause);
            a.On("go", () => a.Persist("e", _ =>
            {
                for (var i = 1; i <= 5; i++) a.Ctx.Self.Tell(i, TestActor);
                a.Persist("held", a.Say);
            }));
        });
        actor.Tell("go", TestActor);
        restarted.ExpectMsg<StashOverflowException>();
    }
}
