using Akka.Actor;
using Akka.Event;
using Akka.Routing;

namespace Akka.Contract.Tests;

public sealed class TypedActorTests : ContractSpec
{
    [Fact]
    public async Task Messages_go_to_the_handler_of_their_type_or_of_the_nearest_above()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Handler()));
        Assert.Equal("text a", await actor.Ask<string>("a"));
        Assert.Equal("number 1", await actor.Ask<string>(1));
        Assert.Equal("argument null", await actor.Ask<string>(new ArgumentNullException()));
        Assert.Equal("argument", await actor.Ask<string>(new ArgumentOutOfRangeException()));
    }

    [Fact]
    public async Task What_has_no_handler_is_unhandled()
    {
        Sys.EventStream.Subscribe<UnhandledMessage>(TestActor);
        Sys.ActorOf(Props.Create(() => new Handler())).Tell(2.5);
        Assert.Equal(2.5, (await ExpectMsgAsync<UnhandledMessage>()).Message);
    }

    [Fact]
    public async Task What_a_handler_throws_goes_to_the_supervisor_bare()
    {
        var seen = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var supervisor = Supervisor(new OneForOneStrategy(e =>
        {
            seen.TrySetResult(e);
            return Directive.Stop;
        }));
        var child = await supervisor.Ask<IActorRef>(Props.Create(() => new Handler()));
        child.Tell('x');
        Assert.IsType<InvalidOperationException>(await seen.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Listeners_come_and_go_by_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gossip()));
        var probe = CreateTestProbe();
        actor.Tell(new Listen(probe));
        actor.Tell(new Listen(probe));
        actor.Tell("news");
        await probe.ExpectMsgAsync("news");
        actor.Tell(new WithListeners(listener => listener.Tell("called")));
        await probe.ExpectMsgAsync("called");
        actor.Tell(new Deafen(probe));
        actor.Tell("more");
        await probe.ExpectNoMsgAsync(100);
    }

    [Fact]
    public async Task A_router_of_ones_own_routes_to_what_it_was_made_with()
    {
        var router = Sys.ActorOf(Props.Empty.WithRouter(new Voting(TestActor)));
        router.Tell("a");
        router.Tell("b");
        await ExpectMsgAsync("a");
        await ExpectMsgAsync("b");
        Assert.Single((await router.Ask<Routees>(GetRoutees.Instance)).Members);
    }

    private sealed class Handler : TypedActor, IHandle<string>, IHandle<int>, IHandle<char>, IHandle<ArgumentException>, IHandle<ArgumentNullException>
    {
        public void Handle(string message) => Sender.Tell("text " + message);

        public void Handle(int message) => Sender.Tell("number " + message);

        public void Handle(char message) => throw new InvalidOperationException();

        public void Handle(ArgumentException message) => Sender.Tell("argument");

        public void Handle(ArgumentNullException message) => Sender.Tell("argument null");
    }

    private sealed class Gossip : UntypedActor, IListeners
    {
        public ListenerSupport Listeners { get; } = new();

        protected override void OnReceive(object message)
        {
            if (!Listeners.ListenerReceive(message)) Listeners.Gossip(message);
        }
    }

    private sealed class Voting(IActorRef target) : CustomRouterConfig
    {
        public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic(), target);

        public override Akka.Util.ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();
    }
}
