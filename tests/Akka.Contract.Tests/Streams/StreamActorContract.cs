using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Actors;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams;

/// <summary>Actors at the ends of streams.</summary>
public sealed class StreamActorContract : ProbeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    [Fact]
    public async Task A_publishing_actor_pushes_what_is_demanded()
    {
        var (actor, down) = Source.ActorPublisher<int>(Props.Create(() => new Numbers(TestActor))).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(2);
        await ExpectMsgAsync<long>(n => n > 0);
        actor.Tell(1);
        actor.Tell(2);
        await down.AsyncBuilder().ExpectNext(1, 2).ExecuteAsync();
        actor.Tell("complete");
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task Pushing_without_demand_is_an_error_of_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Numbers(TestActor)));
        var down = this.CreateManualSubscriberProbe<int>();
        ActorPublisher.Create<int>(actor).Subscribe(down);
        var subscription = await down.ExpectSubscriptionAsync();
        actor.Tell(1);
        await ExpectMsgAsync("OnNext is not allowed when the stream has not requested elements, total demand was 0");
        subscription.Request(1);
        await ExpectMsgAsync(1L);
        actor.Tell(2);
        await down.ExpectNextAsync(2);
        subscription.Cancel();
        await ExpectMsgAsync("cancelled");
        actor.Tell(3);
        await down.ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task Its_second_subscriber_and_those_after_the_end_are_told_so()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Numbers(TestActor)));
        var publisher = ActorPublisher.Create<int>(actor);
        var (first, second, third) = (this.CreateManualSubscriberProbe<int>(), this.CreateManualSubscriberProbe<int>(), this.CreateManualSubscriberProbe<int>());
        publisher.Subscribe(first);
        await first.ExpectSubscriptionAsync();
        publisher.Subscribe(second);
        Assert.IsType<Akka.Pattern.IllegalStateException>(await second.ExpectSubscriptionAndErrorAsync(false));
        actor.Tell("fail");
        Assert.Same(Boom, await first.ExpectErrorAsync());
        publisher.Subscribe(third);
        Assert.Same(Boom, await third.ExpectSubscriptionAndErrorAsync(false));
    }

    [Fact]
    public async Task It_stops_once_a_subscriber_knows_of_the_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Numbers(TestActor)));
        Watch(actor);
        actor.Tell("complete then stop");
        await ExpectNoMsgAsync(Short);
        var down = this.CreateManualSubscriberProbe<int>();
        ActorPublisher.Create<int>(actor).Subscribe(down);
        await down.ExpectSubscriptionAndCompleteAsync(false);
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task A_restart_keeps_subscriber_and_demand()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Numbers(TestActor)));
        var down = this.CreateManualSubscriberProbe<int>();
        ActorPublisher.Create<int>(actor).Subscribe(down);
        (await down.ExpectSubscriptionAsync()).Request(3);
        await ExpectMsgAsync(3L);
        actor.Tell(1);
        await down.ExpectNextAsync(1);
        actor.Tell("boom");
        actor.Tell(2);
        await down.ExpectNextAsync(2);
        Sys.Stop(actor);
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task It_hears_that_nobody_came()
    {
        Sys.ActorOf(Props.Create(() => new Numbers(TestActor, TimeSpan.FromMilliseconds(30))));
        await ExpectMsgAsync("nobody came");
    }

    [Fact]
    public async Task A_subscribing_actor_gets_elements_and_the_end()
    {
        var actor = Source.From(Enumerable.Range(1, 5)).RunWith(Sink.ActorSubscriber<int>(Props.Create(() => new Listener(TestActor, new WatermarkRequestStrategy(2)))), Materializer);
        for (var n = 1; n <= 5; n++) await ExpectMsgAsync(n);
        await ExpectMsgAsync("complete");
        Assert.NotNull(actor);
    }

    [Fact]
    public async Task A_subscribing_actor_demands_by_its_strategy_or_by_hand()
    {
        var (up, actor) = this.SourceProbe<int>().ToMaterialized(Sink.ActorSubscriber<int>(Props.Create(() => new Listener(TestActor, ZeroRequestStrategy.Instance))), Keep.Both).Run(Materializer);
        await up.SendNextAsync(1);
        await ExpectNoMsgAsync(Short);
        actor.Tell("ready");
        await ExpectMsgAsync(1);
        await up.SendNextAsync(2);
        await ExpectNoMsgAsync(Short);
        actor.Tell("boom");
        actor.Tell("ready");
        await ExpectMsgAsync(2);
        actor.Tell("cancel");
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task A_subscribing_actor_that_stops_cancels_and_a_failure_is_told()
    {
        var (up, actor) = this.SourceProbe<int>().ToMaterialized(Sink.ActorSubscriber<int>(Props.Create(() => new Listener(TestActor, OneByOneRequestStrategy.Instance))), Keep.Both).Run(Materializer);
        await up.SendNextAsync(1);
        await ExpectMsgAsync(1);
        Sys.Stop(actor);
        await up.ExpectCancellationAsync();
        var failing = this.SourceProbe<int>().To(Sink.ActorSubscriber<int>(Props.Create(() => new Listener(TestActor, OneByOneRequestStrategy.Instance)))).Run(Materializer);
        await failing.SendErrorAsync(Boom);
        await ExpectMsgAsync(Boom);
    }

    [Fact]
    public void Strategies_say_how_much()
    {
        var marks = new WatermarkRequestStrategy(10);
        Assert.Equal((10, 5, 0, 6), (marks.RequestDemand(0), marks.LowWatermark, marks.RequestDemand(5), marks.RequestDemand(4)));
        var room = new Room();
        Assert.Equal(10, room.RequestDemand(0));
        room.Count = 4;
        Assert.Equal((6, 0), (room.RequestDemand(0), room.RequestDemand(2)));
    }

    private sealed class Room() : MaxInFlightRequestStrategy(10)
    {
        internal int Count { get; set; }
        public override int InFlight => Count;
    }

    private sealed class Numbers : ActorPublisher<int>
    {
        private readonly IActorRef _probe;

        public Numbers(IActorRef probe) => _probe = probe;

        public Numbers(IActorRef probe, TimeSpan patience) : this(probe) => SubscriptionTimeout = patience;

        protected override bool Receive(object message)
        {
            switch (message)
            {
                case int n: Push(n); break;
                case Request request: _probe.Tell(request.Count); break;
                case Cancel: _probe.Tell("cancelled"); break;
                case SubscriptionTimeoutExceeded: _probe.Tell("nobody came"); break;
                case "complete": OnComplete(); break;
                case "complete then stop": OnCompleteThenStop(); break;
                case "fail": OnError(Boom); break;
                case "boom": throw Boom;
                default: return false;
            }

            return true;
        }

        private void Push(int n)
        {
            try
            {
                OnNext(n);
            }
            catch (Akka.Pattern.IllegalStateException e)
            {
                _probe.Tell(e.Message);
            }
        }
    }

    private sealed class Listener(IActorRef probe, IRequestStrategy strategy) : ActorSubscriber
    {
        public override IRequestStrategy RequestStrategy => strategy;

        protected override bool Receive(object message)
        {
            switch (message)
            {
                case OnNext next: probe.Tell(next.Element); break;
                case OnComplete: probe.Tell("complete"); break;
                case OnError error: probe.Tell(error.Cause); break;
                case "ready": Request(1); break;
                case "cancel": Cancel(); break;
                case "boom": throw Boom;
                default: return false;
            }

            return true;
        }
    }
}
