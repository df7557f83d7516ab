using Akka.Actor;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Health;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Events;

namespace OpenClaw.Gateway.Tests.Lifecycle;

public sealed class SupervisionTests : GatewayTest
{
    [Fact]
    public async Task The_broadcaster_keeps_its_subscribers_when_an_event_fails()
    {
        var (socket, _) = await ConnectAsync();
        await socket.CallAsync("health");
        var payload = "{\"jobId\":\"j\",\"action\":\"started\"}"u8.ToArray();
        Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.Publish(EventNames.Cron, payload, Audience: _ => throw new InvalidOperationException("a bug")));
        Gateway.Gateway.Broadcast.Tell(new BroadcastProtocol.Publish(EventNames.Cron, payload));
        await socket.EventAsync(EventNames.Cron);
    }

    [Fact]
    public async Task Health_keeps_its_facts_when_a_report_fails()
    {
        var (socket, _) = await ConnectAsync();
        Gateway.Gateway.Health.Tell(new HealthProtocol.Report(facts => facts with { NodesPaired = 3 }));
        Gateway.Gateway.Health.Tell(new HealthProtocol.Report(_ => throw new InvalidOperationException("a bug")));
        Assert.Equal(3, (await socket.CallAsync("health", """{"probe":true}""")).GetProperty("nodes").GetProperty("paired").GetInt32());
    }

    [Fact]
    public async Task A_part_that_fails_is_restarted_and_nobody_else_notices()
    {
        var part = new FragilePart(TestActor);
        Parts = [part];
        var (socket, _) = await ConnectAsync();
        await ExpectMsgAsync("started", TimeSpan.FromSeconds(60));
        Gateway.Gateway.Parts["fragile"].Tell("fail");
        await ExpectMsgAsync("started", TimeSpan.FromSeconds(60));
        await socket.CallAsync("health");
    }

    [Fact]
    public async Task A_stop_stops_the_parts_from_last_to_first_after_the_connections()
    {
        Parts = [new FragilePart(TestActor, "first"), new FragilePart(TestActor, "second")];
        var (socket, _) = await ConnectAsync();
        await ExpectMsgAsync("started", TimeSpan.FromSeconds(60));
        await ExpectMsgAsync("started", TimeSpan.FromSeconds(60));
        Supervisor.Tell(new GatewayProtocol.Stop("gateway stopping"), TestActor);
        await socket.ClosedAsync();
        await ExpectMsgAsync("stopped second", TimeSpan.FromSeconds(60));
        await ExpectMsgAsync("stopped first", TimeSpan.FromSeconds(60));
        await ExpectMsgAsync<GatewayProtocol.Stopped>(TimeSpan.FromSeconds(60));
        Supervisor.Tell(new GatewayProtocol.Stop("again"), TestActor);
        await ExpectMsgAsync<GatewayProtocol.Stopped>(TimeSpan.FromSeconds(60));
    }

    private sealed class FragilePart(IActorRef observer, string name = "fragile") : IGatewayPart
    {
        public string Name => name;

        public Props? Props(GatewayContext gateway) => Akka.Actor.Props.Create(() => new FragileActor(observer, name));

        public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [];
    }

    private sealed class FragileActor : ReceiveActor
    {
        private readonly IActorRef _observer;
        private readonly string _name;

        public FragileActor(IActorRef observer, string name)
        {
            _observer = observer;
            _name = name;
            Receive<string>(_ => throw new InvalidOperationException("a bug"));
        }

        protected override void PreStart() => _observer.Tell("started");

        protected override void PostStop()
        {
            if (_name != "fragile")
            {
                _observer.Tell($"stopped {_name}");
            }
        }
    }
}
