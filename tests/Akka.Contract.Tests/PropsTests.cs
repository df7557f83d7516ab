using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class PropsTests : ContractSpec
{
    [Fact]
    public async Task Arguments_are_evaluated_once_and_used_by_each_incarnation()
    {
        var evaluations = 0;
        Func<object> argument = () => $"argument {++evaluations}";
        var actor = Sys.ActorOf(Props.Create(() => new Holder(argument())));
        actor.Tell("get");
        await ExpectMsgAsync("argument 1");
        actor.Tell("fail");
        actor.Tell("get");
        await ExpectMsgAsync("argument 1");
        Assert.Equal(1, evaluations);
    }

    [Fact]
    public void Only_a_constructor_call_can_be_read() =>
        Assert.Throws<ArgumentException>(() => Props.Create(() => Make()));

    [Fact]
    public async Task Arguments_may_be_given_apart()
    {
        var actor = Sys.ActorOf(Props.Create<Holder>("given"));
        actor.Tell("get");
        await ExpectMsgAsync("given");
        var typed = Sys.ActorOf(Props.Create(typeof(Holder), "typed"));
        typed.Tell("get");
        await ExpectMsgAsync("typed");
    }

    [Fact]
    public void Props_never_change()
    {
        var props = Props.Create(() => new Holder("x"));
        Assert.Equal("some.dispatcher", props.WithDispatcher("some.dispatcher").Dispatcher);
        Assert.NotEqual("some.dispatcher", props.Dispatcher);
        Assert.Equal(typeof(Holder), props.Type);
        Assert.Equal(["x"], props.Arguments);
    }

    [Fact]
    public async Task A_producer_makes_every_incarnation_and_releases_it()
    {
        var producer = new Producer();
        var actor = Sys.ActorOf(Props.CreateBy(producer));
        actor.Tell("fail");
        actor.Tell("get");
        await ExpectMsgAsync("made 2");
        await actor.GracefulStop(Patience);
        Assert.Equal(2, producer.Made);
        await AwaitConditionAsync(() => producer.Released == 2);
    }

    [Fact]
    public async Task An_actor_knows_its_parent_its_props_and_its_system()
    {
        var actor = Spawn(self => self.OnAny(_ => self.From.Tell((self.Ctx.Parent.Path.Name, self.Ctx.Props.Type, ReferenceEquals(self.Ctx.System, Sys)))));
        actor.Tell("x");
        await ExpectMsgAsync(("user", typeof(Scripted), true));
    }

    [Fact]
    public async Task Creating_an_actor_with_new_outside_of_actors_is_refused() =>
        // On a thread of its own: the test's own, and any that ran a test before, runs as a test actor.
        await Assert.ThrowsAsync<ActorInitializationException>(() =>
            Task.Factory.StartNew(() => new Holder("x"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    private static Holder Make() => throw new NotSupportedException("never called");

    private sealed class Holder : ReceiveActor
    {
        public Holder(object value)
        {
            Receive<string>(_ => throw new BoomException(), text => text == "fail");
            Receive<string>(_ => Sender.Tell(value));
        }
    }

    private sealed class Producer : IIndirectActorProducer
    {
        public int Made { get; private set; }

        public int Released { get; private set; }

        public Type ActorType => typeof(Holder);

        public ActorBase Produce() => new Holder($"made {++Made}");

        public void Release(ActorBase actor) => Released++;
    }
}
