using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Akka.TestKit;

namespace Akka.Contract.Tests;

/// <summary>Routers: who gets which message, what the router keeps for itself, and how long it lives.</summary>
public sealed class RoutingTests() : ContractSpec("""
    akka.actor.deployment {
      /configured { router = round-robin-pool, nr-of-instances = 3 }
      /grouped { router = broadcast-group, routees.paths = ["/user/one", "/user/two"] }
    }
    """)
{
    private Props Reporting(string prefix = "") => Scripted.Props(actor => actor.OnAny(message => TestActor.Tell(($"{prefix}{actor.Me.Path.Name}", message))));

    private async Task<IReadOnlyList<Routee>> RouteesOf(IActorRef router) => [.. (await router.Ask<Routees>(GetRoutees.Instance, Patience)).Members];

    [Fact]
    public async Task Round_robin_takes_turns()
    {
        var router = Sys.ActorOf(new RoundRobinPool(3).Props(Reporting()));
        for (var i = 0; i < 6; i++) router.Tell(i, TestActor);
        var got = new List<(string Name, object Message)>();
        for (var i = 0; i < 6; i++) got.Add(await ExpectMsgAsync<(string, object)>());
        Assert.Equal(3, got.Select(g => g.Name).Distinct().Count());
        Assert.All(got.GroupBy(g => g.Name), turn => Assert.Equal(3, (int)turn.Max(g => g.Message)! - (int)turn.Min(g => g.Message)!));
    }

    [Fact]
    public async Task A_broadcast_reaches_all_whatever_the_logic()
    {
        var router = Sys.ActorOf(new RandomPool(3).Props(Reporting()));
        router.Tell(new Broadcast("all"));
        var names = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            var (name, message) = await ExpectMsgAsync<(string, object)>();
            Assert.Equal("all", message);
            names.Add(name);
        }

        Assert.Equal(3, names.Count);
    }

    [Fact]
    public async Task Senders_are_kept()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Scripted.Props(actor => actor.OnAny(message => actor.From.Tell(message)))));
        Assert.Equal("hello", await router.Ask<string>("hello", Patience));
    }

    [Fact]
    public async Task Equal_keys_go_to_the_same_routee()
    {
        var router = Sys.ActorOf(new ConsistentHashingPool(5).WithHashMapping(m => m is int number ? number % 7 : null).Props(Reporting()));
        var owners = new Dictionary<int, string>();
        for (var i = 0; i < 70; i++)
        {
            router.Tell(i);
            var (name, _) = await ExpectMsgAsync<(string, object)>();
            Assert.Equal(owners.GetValueOrDefault(i % 7, name), name);
            owners[i % 7] = name;
        }

        router.Tell(new ConsistentHashableEnvelope("wrapped", 3));
        Assert.Equal((owners[3], (object)"wrapped"), await ExpectMsgAsync<(string, object)>());
    }

    [Fact]
    public async Task The_first_answer_wins()
    {
        var slow = Spawn(_ => { });
        var quick = Spawn(actor => actor.OnAny(_ => actor.From.Tell("quick")));
        string[] paths = [slow.Path.ToStringWithoutAddress(), quick.Path.ToStringWithoutAddress()];
        var scatter = Sys.ActorOf(new ScatterGatherFirstCompletedGroup(paths, TimeSpan.FromSeconds(30)).Props());
        Assert.Equal("quick", await scatter.Ask<string>("q", TimeSpan.FromSeconds(30)));
        var chop = Sys.ActorOf(new TailChoppingGroup(paths, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(20)).Props());
        Assert.Equal("quick", await chop.Ask<string>("q", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task No_answer_in_time_is_a_failure()
    {
        var silent = Spawn(actor => actor.OnAny(_ => { })).Path.ToStringWithoutAddress();
        var scatter = Sys.ActorOf(new ScatterGatherFirstCompletedGroup([silent], TimeSpan.FromMilliseconds(50)).Props());
        await Assert.ThrowsAsync<AskTimeoutException>(() => scatter.Ask<string>("q", TimeSpan.FromSeconds(30)));
        var chop = Sys.ActorOf(new TailChoppingGroup([silent], TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10)).Props());
        await Assert.ThrowsAsync<AskTimeoutException>(() => chop.Ask<string>("q", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task The_smallest_mailbox_gets_the_message()
    {
        using var gate = new ManualResetEventSlim();
        var router = Sys.ActorOf(new SmallestMailboxPool(2).Props(Scripted.Props(actor => actor.OnAny(message =>
        {
            TestActor.Tell((actor.Me, message));
            if (message is "block") gate.Wait();
        }))));
        router.Tell("block");
        var (busy, _) = await ExpectMsgAsync<(IActorRef, object)>();
        // The other one may not be done with a message yet when it has told of it, but nothing waits for it.
        busy.Tell("waits");
        for (var i = 0; i < 3; i++)
        {
            router.Tell(i);
            var (actor, message) = await ExpectMsgAsync<(IActorRef, object)>();
            Assert.Equal(i, message);
            Assert.NotEqual(busy, actor);
        }

        gate.Set();
    }

    [Fact]
    public async Task Routees_come_and_go()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Reporting()));
        Assert.Equal(2, (await RouteesOf(router)).Count);
        router.Tell(new AdjustPoolSize(2));
        Assert.Equal(4, (await RouteesOf(router)).Count);
        router.Tell(new AdjustPoolSize(-3));
        Assert.Single(await RouteesOf(router));
        var stranger = CreateTestProbe();
        router.Tell(new AddRoutee(new ActorRefRoutee(stranger.Ref)));
        Assert.Equal(2, (await RouteesOf(router)).Count);
        router.Tell(new Broadcast("hi"));
        await stranger.ExpectMsgAsync("hi");
        await ExpectMsgAsync<(string, object)>();
        router.Tell(new RemoveRoutee(new ActorRefRoutee(stranger.Ref)));
        Assert.Single(await RouteesOf(router));
    }

    [Fact]
    public async Task A_pool_ends_with_its_last_routee_and_its_routees_with_it()
    {
        var router = Sys.ActorOf(new RoundRobinPool(2).Props(Reporting()));
        await WatchAsync(router);
        router.Tell(new Broadcast(PoisonPill.Instance));
        await ExpectTerminatedAsync(router);

        var second = Sys.ActorOf(new RoundRobinPool(1).Props(Reporting()));
        var routee = ((ActorRefRoutee)(await RouteesOf(second)).Single()).Actor;
        await WatchAsync(routee);
        second.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(routee);
    }

    [Fact]
    public async Task A_failing_routee_is_judged_by_the_pools_strategy()
    {
        var props = Scripted.Props(actor =>
        {
            actor.On<string>(text => throw new BoomException(text));
            actor.Restarted = _ => TestActor.Tell("restarted");
        });
        var router = Sys.ActorOf(new RoundRobinPool(1).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart)).Props(props));
        await EventFilter.Exception<BoomException>().ExpectOneAsync(async () =>
        {
            router.Tell("boom");
            await ExpectMsgAsync("restarted");
        });
        Assert.Single(await RouteesOf(router));
    }

    [Fact]
    public async Task Deployments_make_routers()
    {
        var pool = Sys.ActorOf(Reporting().WithRouter(FromConfig.Instance), "configured");
        Assert.Equal(3, (await RouteesOf(pool)).Count);
        Sys.ActorOf(Scripted.Props(actor => actor.OnAny(m => TestActor.Tell(("one", m)))), "one");
        Sys.ActorOf(Scripted.Props(actor => actor.OnAny(m => TestActor.Tell(("two", m)))), "two");
        Sys.ActorOf(Props.Empty.WithRouter(FromConfig.Instance), "grouped").Tell("hi");
        var names = new[] { (await ExpectMsgAsync<(string, object)>()).Item1, (await ExpectMsgAsync<(string, object)>()).Item1 };
        Assert.Equal(["one", "two"], names.Order());
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Reporting().WithRouter(FromConfig.Instance), "nowhere"));
    }

    [Fact]
    public void A_resizer_follows_the_load()
    {
        var resizer = new DefaultResizer(2, 5, rampupRate: 0.5, backoffThreshold: 0.3, backoffRate: 0.5);
        Assert.Equal(1, resizer.Rampup(2, 2));
        Assert.Equal(0, resizer.Rampup(1, 2));
        Assert.Equal(-2, resizer.Backoff(1, 4));
        Assert.Equal(0, resizer.Backoff(2, 4));
        Assert.Equal(2, resizer.Capacity([]));
        Assert.Throws<ArgumentException>(() => new DefaultResizer(3, 2));
    }
}
