using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class IgnoreRefTests : ContractSpec
{
    private IActorRef Ignored => ((ExtendedActorSystem)Sys).Provider.IgnoreRef;

    [Fact]
    public async Task What_it_is_told_is_gone_without_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        Ignored.Tell("lost");
        await ExpectNoMsgAsync();
        await Assert.ThrowsAsync<AskTimeoutException>(() => Ignored.Ask("question", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task It_never_terminates()
    {
        Watch(Ignored);
        Sys.Stop(Ignored);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public void It_is_found_by_its_path()
    {
        Assert.Equal(Ignored, ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(Ignored.Path.ToSerializationFormat()));
        Assert.True(IgnoreActorRef.IsIgnoreRefPath(Ignored.Path));
    }

    [Fact]
    public void A_reference_is_found_again_by_what_stands_for_it()
    {
        var actor = Spawn(_ => { }, "found");
        Assert.Equal(actor, actor.ToSurrogate(Sys).FromSurrogate(Sys));
        Assert.Equal(Sys.DeadLetters, Sys.DeadLetters.ToSurrogate(Sys).FromSurrogate(Sys));
    }
}
