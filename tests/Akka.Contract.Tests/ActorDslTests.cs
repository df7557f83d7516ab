using Akka.Actor;
using Akka.Actor.Dsl;

namespace Akka.Contract.Tests;

/// <summary>Actors that are written where they are started.</summary>
public sealed class ActorDslTests : ContractSpec
{
    [Fact]
    public void Handlers_hooks_and_behaviours_work()
    {
        var actor = Sys.ActorOf(
            dsl =>
            {
                dsl.OnPreStart = _ => TestActor.Tell("start");
                dsl.OnPostStop = _ => TestActor.Tell("stop");
                dsl.Receive<string>((text, context) => context.Sender.Tell(text.Length), text => text != "switch");
                dsl.Receive<string>((_, _) => dsl.BecomeStacked((message, context) =>
                {
                    context.Sender.Tell($"other {message}");
                    dsl.UnbecomeStacked();
                }));
                dsl.ReceiveAny((message, context) => context.Sender.Tell(message));
            },
            "written");
        Assert.Equal("written", actor.Path.Name);
        ExpectMsg("start");
        actor.Tell("four", TestActor);
        actor.Tell("switch", TestActor);
        actor.Tell("x", TestActor);
        actor.Tell(1, TestActor);
        ExpectMsg(4);
        ExpectMsg("other x");
        ExpectMsg(1);
        Sys.Stop(actor);
        ExpectMsg("stop");
    }

    [Fact]
    public void Children_are_supervised_by_the_strategy_given()
    {
        var actor = Sys.ActorOf((dsl, context) =>
        {
            dsl.Strategy = new OneForOneStrategy(_ => Directive.Restart);
            var child = dsl.ActorOf(inner =>
            {
                inner.OnPostRestart = (cause, _) => TestActor.Tell(cause.Message);
                inner.OnPreRestart = (cause, message, _) => TestActor.Tell($"{cause.Message} {message}");
                inner.ReceiveAny((_, _) => throw new BoomException());
            });
            dsl.ReceiveAny((message, _) => child.Forward(message));
        });
        EventFilter.Exception<BoomException>().ExpectOne(() => actor.Tell("go", TestActor));
        ExpectMsg("boom go");
        ExpectMsg("boom");
    }
}
