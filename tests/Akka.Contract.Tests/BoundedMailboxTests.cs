using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class BoundedMailboxTests() : ContractSpec("""
    small-mailbox { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 2, mailbox-push-timeout-time = 1ms }
    """)
{
    [Fact]
    public async Task What_does_not_fit_becomes_a_dead_letter_and_the_rest_is_handled()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Scripted.Props(self =>
        {
            self.On("block", () =>
            {
                TestActor.Tell("blocked");
                gate.Wait();
            });
            self.On<int>(number => TestActor.Tell(number));
        }).WithMailbox("small-mailbox"));
        actor.Tell("block");
        await ExpectMsgAsync("blocked");
        actor.Tell(1);
        actor.Tell(2);
        await EventFilter.DeadLetter<int>(number => number == 3).ExpectOneAsync(() => actor.Tell(3));
        gate.Set();
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
        await ExpectNoMsgAsync();
        actor.Tell(4);
        await ExpectMsgAsync(4);
    }

    [Fact]
    public async Task A_full_mailbox_can_still_be_stopped()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Scripted.Props(self =>
        {
            self.On("block", () =>
            {
                TestActor.Tell("blocked");
                gate.Wait();
            });
        }).WithMailbox("small-mailbox"));
        await WatchAsync(actor);
        actor.Tell("block");
        await ExpectMsgAsync("blocked");
        actor.Tell(1);
        actor.Tell(2);
        Sys.Stop(actor);
        gate.Set();
        await ExpectTerminatedAsync(actor);
    }
}
