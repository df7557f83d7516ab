using Akka.Actor;
using Akka.TestKit.Xunit2;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Tests.Connections;

/// <summary>A request whose handler has a bug.</summary>
public sealed class ServingActorTests : TestKit
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_client_is_answered_and_the_actor_supervised(bool isPersistent)
    {
        var supervisor = CreateTestProbe();
        var failing = isPersistent ? Props.Create(() => new FailingPersistent()) : Props.Create(() => new Failing());
        var actor = Sys.ActorOf(Props.Create(() => new Parent(supervisor.Ref, failing)));
        actor.Tell(new Request(new ReplyTo(TestActor, "r1")), ActorRefs.NoSender);
        var answer = ExpectMsg<MethodReply.Failed>();
        Assert.Equal(("r1", "UNAVAILABLE", "internal error"), (answer.RequestId, answer.Error.Code, answer.Error.Message));
        Assert.Equal("a bug", supervisor.ExpectMsg<InvalidOperationException>().Message);
    }

    [Fact]
    public void Other_messages_fail_as_ever()
    {
        var supervisor = CreateTestProbe();
        Sys.ActorOf(Props.Create(() => new Parent(supervisor.Ref, Props.Create(() => new Failing())))).Tell("no request", TestActor);
        supervisor.ExpectMsg<InvalidOperationException>();
        ExpectNoMsg(TimeSpan.Zero);
    }

    private sealed record Request(ReplyTo ReplyTo) : IMethodRequest;

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _observer;

        public Parent(IActorRef observer, Props failing)
        {
            _observer = observer;
            var child = Context.ActorOf(failing);
            ReceiveAny(child.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
        {
            _observer.Tell(failure);
            return Directive.Resume;
        });
    }

    private sealed class Failing : ServingActor
    {
        public Failing() => ReceiveAny(_ => throw new InvalidOperationException("a bug"));
    }

    private sealed class FailingPersistent : ServingPersistentActor
    {
        public FailingPersistent() => Command<Request>(_ => throw new InvalidOperationException("a bug"));

        public override string PersistenceId => "failing";
    }
}
