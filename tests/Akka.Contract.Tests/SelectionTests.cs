using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class SelectionTests : ContractSpec
{
    [Fact]
    public async Task Absolute_and_full_paths_find_the_actor()
    {
        var actor = Spawn(_ => { }, "target");
        foreach (var path in (string[])["/user/target", "user/target", actor.Path.ToString(), $"akka://{Sys.Name}/user/target"])
        {
            Assert.Equal(actor, await Sys.ActorSelection(path).ResolveOne(Patience));
        }

        Assert.Equal(actor, await Sys.ActorSelection(actor.Path).ResolveOne(Patience));
    }

    [Fact]
    public void A_selection_has_a_text_that_finds_the_same_incarnation_again()
    {
        var actor = Spawn(_ => { }, "anchor");
        Assert.Equal($"akka://{Sys.Name}/user/anchor#{actor.Path.Uid}/../*/child", new ActorSelection(actor, "../*/child").ToSerializationFormat());
    }

    [Fact]
    public async Task Wildcards_find_all_that_match()
    {
        var parent = Family();
        await Settle(parent);
        Sys.ActorSelection("/user/parent/*").Tell(new Identify("all"), TestActor);
        var found = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            found.Add((await ExpectMsgAsync<ActorIdentity>()).Subject!.Path.Name);
        }

        Assert.Equal(["a1", "a2", "b1"], found.Order());
        Sys.ActorSelection("/user/parent/a?").Tell(new Identify("some"), TestActor);
        Assert.Equal("some", (await ExpectMsgAsync<ActorIdentity>()).MessageId);
        await ExpectMsgAsync<ActorIdentity>();
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Relative_paths_start_at_the_actor()
    {
        var parent = Family();
        parent.Tell("siblings");
        Assert.Equal("b1", (await ExpectMsgAsync<ActorIdentity>()).Subject!.Path.Name);
        parent.Tell("down");
        Assert.Equal("a2", (await ExpectMsgAsync<ActorIdentity>()).Subject!.Path.Name);
    }

    [Fact]
    public async Task A_missing_actor_is_an_error_in_time()
    {
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/missing").ResolveOne(Second * 3));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/missing/child").ResolveOne(Second * 3));
    }

    [Fact]
    public async Task Identify_names_the_actor_or_nobody()
    {
        var actor = Spawn(_ => { }, "target");
        actor.Tell(new Identify(1));
        var identity = await ExpectMsgAsync<ActorIdentity>();
        Assert.Equal(1, identity.MessageId);
        Assert.Equal(actor, identity.Subject);
        Sys.ActorSelection("/user/missing").Tell(new Identify(2));
        var nobody = await ExpectMsgAsync<ActorIdentity>();
        Assert.Equal(2, nobody.MessageId);
        Assert.Null(nobody.Subject);
    }

    [Fact]
    public async Task A_selection_carries_the_sender()
    {
        Spawn(self => self.OnAny(message => self.From.Tell(message)), "echo");
        Sys.ActorSelection("/user/echo").Tell("x");
        await ExpectMsgAsync("x");
    }

    [Fact]
    public void Paths_say_where_an_actor_lives()
    {
        var actor = Spawn(_ => { }, "target");
        Assert.Equal("target", actor.Path.Name);
        Assert.Equal("/user/target", actor.Path.ToStringWithoutAddress());
        Assert.Equal("user", actor.Path.Parent.Name);
        Assert.Equal(["user", "target"], actor.Path.Elements);
        Assert.Equal($"akka://{Sys.Name}/user/target", actor.Path.ToString());
        Assert.Contains("#", actor.ToString(), StringComparison.Ordinal);
    }

    private IActorRef Family() => Spawn(
        self =>
        {
            foreach (var name in (string[])["a1", "a2", "b1"])
            {
                self.Ctx.ActorOf(
                    Scripted.Props(child => child.On<IActorRef>(probe => child.Ctx.ActorSelection("../b1").Tell(new Identify(0), probe))),
                    name);
            }

            self.On("siblings", () => self.Ctx.Child("a1").Tell(self.From));
            self.On("down", () => self.Ctx.ActorSelection("a2").Tell(new Identify(0), self.From));
        },
        "parent");
}
