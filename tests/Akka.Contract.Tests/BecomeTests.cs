using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class BecomeTests : ContractSpec
{
    [Fact]
    public async Task Become_replaces_the_behaviour()
    {
        var actor = Spawn(First);
        actor.Tell("which");
        await ExpectMsgAsync("first");
        actor.Tell("replace");
        actor.Tell("which");
        await ExpectMsgAsync("second");
    }

    [Fact]
    public async Task A_stacked_behaviour_gives_way_to_the_one_below()
    {
        var actor = Spawn(First);
        actor.Tell("push");
        actor.Tell("which");
        await ExpectMsgAsync("second");
        actor.Tell("pop");
        actor.Tell("which");
        await ExpectMsgAsync("first");
    }

    [Fact]
    public async Task Popping_the_last_behaviour_leaves_it()
    {
        var actor = Spawn(First);
        actor.Tell("pop");
        actor.Tell("pop");
        actor.Tell("which");
        await ExpectMsgAsync("first");
    }

    [Fact]
    public async Task Popping_what_replaced_the_actors_own_behaviour_leads_back_to_it()
    {
        var actor = Spawn(First);
        actor.Tell("replace");
        actor.Tell("pop");
        actor.Tell("which");
        await ExpectMsgAsync("first");
    }

    [Fact]
    public async Task An_untyped_actor_can_change_too()
    {
        var actor = Sys.ActorOf(Props.Create<Flip>());
        actor.Tell("x");
        await ExpectMsgAsync("heads");
        actor.Tell("x");
        await ExpectMsgAsync("tails");
        actor.Tell("x");
        await ExpectMsgAsync("heads");
    }

    private static void First(Scripted self)
    {
        self.On("which", () => self.From.Tell("first"));
        self.On("replace", () => self.Switch(() => Other(self)));
        self.On("push", () => self.Push(() => Other(self)));
        self.On("pop", self.Pop);
    }

    private static void Other(Scripted self)
    {
        self.On("which", () => self.From.Tell("second"));
        self.On("pop", self.Pop);
    }

    private sealed class Flip : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell("heads");
            BecomeStacked(Tails);
        }

        private void Tails(object message)
        {
            Sender.Tell("tails");
            UnbecomeStacked();
        }
    }
}
