using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Contract.Tests.Streams;

public sealed class QueueSourceContract : StreamTest
{
    private (ISourceQueueWithComplete<int> In, ISinkQueue<int> Out) Start(int size, OverflowStrategy strategy) =>
        Source.Queue<int>(size, strategy).ToMaterialized(Sink.Queue<int>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both).Run(Materializer);

    private static async Task<string> Offer(ISourceQueueWithComplete<int> queue, int n) => (await queue.OfferAsync(n).WaitAsync(Limit)).GetType().Name;

    [Fact]
    public async Task Offers_are_answered_and_emitted_in_order()
    {
        var (queue, sink) = Start(10, OverflowStrategy.Backpressure);
        for (var i = 0; i < 5; i++) Assert.Equal("Enqueued", await Offer(queue, i));
        for (var i = 0; i < 5; i++) Assert.Equal(i, (await sink.PullAsync().WaitAsync(Limit)).Value);
        queue.Complete();
        Assert.False((await sink.PullAsync().WaitAsync(Limit)).HasValue);
        await queue.WatchCompletionAsync().WaitAsync(Limit);
        await Fails<StreamDetachedException>(queue.OfferAsync(6));
    }

    [Fact]
    public async Task Full_queue_with_back_pressure_holds_one_offer()
    {
        var (queue, sink) = Start(1, OverflowStrategy.Backpressure);
        Assert.Equal("Enqueued", await Offer(queue, 1));
        Assert.Equal("Enqueued", await Offer(queue, 2));
        var third = queue.OfferAsync(3);
        await Fails<Akka.Pattern.IllegalStateException>(queue.OfferAsync(4));
        Assert.False(third.IsCompleted);
        Assert.Equal(1, (await sink.PullAsync().WaitAsync(Limit)).Value);
        Assert.IsType<QueueOfferResult.Enqueued>(await third.WaitAsync(Limit));
        queue.Complete();
        Assert.Equal(2, (await sink.PullAsync().WaitAsync(Limit)).Value);
        Assert.Equal(3, (await sink.PullAsync().WaitAsync(Limit)).Value);
        Assert.False((await sink.PullAsync().WaitAsync(Limit)).HasValue);
    }

    [Fact]
    public async Task Full_queue_drops_or_fails_as_told()
    {
        var (queue, _) = Start(1, OverflowStrategy.DropNew);
        Assert.Equal("Enqueued", await Offer(queue, 1));
        Assert.Equal("Enqueued", await Offer(queue, 2));
        Assert.Equal("Dropped", await Offer(queue, 3));

        var (failing, sink) = Start(1, OverflowStrategy.Fail);
        Assert.Equal("Enqueued", await Offer(failing, 1));
        Assert.Equal("Enqueued", await Offer(failing, 2));
        Assert.Equal("Failure", await Offer(failing, 3));
        await Fails<BufferOverflowException>(failing.WatchCompletionAsync());
        Assert.Equal(1, (await sink.PullAsync().WaitAsync(Limit)).Value);
        await Fails<BufferOverflowException>(sink.PullAsync());
    }

    [Fact]
    public async Task Cancelled_queue_closes_the_offer_that_waits()
    {
        var (killSwitch, queue) = Source.Queue<int>(1, OverflowStrategy.Backpressure).ViaMaterialized(KillSwitches.Single<int>(), (q, k) => (k, q))
            .To(Sink.FromGraph(new NeverPulls())).Run(Materializer);
        Assert.Equal("Enqueued", await Offer(queue, 1));
        var waiting = queue.OfferAsync(2);
        killSwitch.Shutdown();
        Assert.IsType<QueueOfferResult.QueueClosed>(await waiting.WaitAsync(Limit));
        await queue.WatchCompletionAsync().WaitAsync(Limit);
    }

    private sealed class NeverPulls : Akka.Streams.Stage.GraphStage<SinkShape<int>>
    {
        private readonly Inlet<int> _in = new("in");

        public override SinkShape<int> Shape => new(_in);

        protected override Akka.Streams.Stage.GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

        private sealed class Logic : Akka.Streams.Stage.InGraphStageLogic
        {
            public Logic(NeverPulls stage) : base(stage.Shape) => SetHandler(stage._in, this);

            public override void OnPush() { }
        }
    }

    [Fact]
    public async Task Actor_source_emits_what_it_is_told_and_ends_with_status()
    {
        var (actor, all) = Source.ActorRef<int>(10, OverflowStrategy.DropHead).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        actor.Tell(1);
        actor.Tell("not a number");
        actor.Tell(2);
        actor.Tell(new Status.Success("done"));
        Assert.Equal([1, 2], await all.WaitAsync(Limit));
        Assert.True(await actor.WatchAsync().WaitAsync(Limit));

        var (failing, failed) = Source.ActorRef<int>(10, OverflowStrategy.DropHead).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        failing.Tell(new Status.Failure(new InvalidOperationException("boom")));
        await Fails<InvalidOperationException>(failed);
        Assert.Throws<NotSupportedException>(() => Source.ActorRef<int>(10, OverflowStrategy.Backpressure));
    }
}
