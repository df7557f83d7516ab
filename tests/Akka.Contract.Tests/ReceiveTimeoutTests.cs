using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class ReceiveTimeoutTests() : ContractSpec(VirtualTime)
{
    [Fact]
    public async Task Silence_gives_the_timeout_and_goes_on_giving_it()
    {
        var actor = await Idle(Second);
        Time.Advance(Second);
        await ExpectMsgAsync("timeout");
        await Settle(actor);
        Time.Advance(Second);
        await ExpectMsgAsync("timeout");
    }

    [Fact]
    public async Task A_message_starts_the_silence_anew()
    {
        var actor = await Idle(Second);
        Time.Advance(Second * 0.6);
        actor.Tell("any");
        await Settle(actor);
        Time.Advance(Second * 0.6);
        await ExpectNoMsgAsync();
        Time.Advance(Second * 0.4);
        await ExpectMsgAsync("timeout");
    }

    [Fact]
    public async Task A_message_that_does_not_influence_it_does_not()
    {
        var actor = await Idle(Second);
        Time.Advance(Second * 0.6);
        actor.Tell(new Quiet());
        await ExpectMsgAsync("quiet");
        Time.Advance(Second * 0.4);
        await ExpectMsgAsync("timeout");
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        var actor = await Idle(Second);
        actor.Tell("off");
        await Settle(actor);
        Time.Advance(Second * 5);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task It_may_be_set_while_it_is_handled()
    {
        var rounds = 0;
        Spawn(self =>
        {
            self.Timeout(Second);
            self.On<ReceiveTimeout>(_ =>
            {
                TestActor.Tell(++rounds);
                self.Timeout(rounds == 2 ? null : Second * 2);
            });
            TestActor.Tell("ready");
        });
        await ExpectMsgAsync("ready");
        await AdvanceUntilAsync(1, Second);
        await AdvanceUntilAsync(2, Second * 2);
        Time.Advance(Second * 10);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task It_ends_with_the_incarnation()
    {
        var isFirst = true;
        var actor = Spawn(self =>
        {
            if (isFirst)
            {
                isFirst = false;
                self.Timeout(Second);
            }

            self.On("fail", () => throw new BoomException());
            self.On<ReceiveTimeout>(_ => TestActor.Tell("timeout"));
        });
        await Settle(actor);
        actor.Tell("fail");
        await Settle(actor);
        Time.Advance(Second * 3);
        await ExpectNoMsgAsync();
    }

    private async Task AdvanceUntilAsync(int expected, TimeSpan step)
    {
        // The actor sets its timeout after it has reported; the next round must not overtake that.
        await AwaitConditionAsync(() =>
        {
            Time.Advance(step);
            return HasMessages;
        });
        await ExpectMsgAsync(expected);
    }

    private async Task<IActorRef> Idle(TimeSpan timeout)
    {
        var actor = Spawn(self =>
        {
            self.Timeout(timeout);
            self.On<ReceiveTimeout>(_ => TestActor.Tell("timeout"));
            self.On<Quiet>(_ => TestActor.Tell("quiet"));
            self.On("off", () => self.Timeout(null));
            self.On("any", () => { });
        });
        await Settle(actor);
        return actor;
    }

    private sealed class Quiet : INotInfluenceReceiveTimeout;
}
