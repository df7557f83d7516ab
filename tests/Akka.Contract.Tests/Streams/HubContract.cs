using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Contract.Tests.Streams;

public sealed class HubContract : StreamTest
{
    [Fact]
    public async Task Merge_hub_takes_elements_of_producers_that_come_and_go()
    {
        var (sink, all) = MergeHub.Source<int>(4).Take(300).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        for (var i = 0; i < 3; i++) Source.From(Enumerable.Range(i * 100, 100)).RunWith(sink, Materializer);
        var received = await all.WaitAsync(Limit);
        Assert.Equal(Enumerable.Range(0, 300), received.Order());
        for (var i = 0; i < 3; i++) Assert.Equal(Enumerable.Range(i * 100, 100), received.Where(n => n / 100 == i));
    }

    [Fact]
    public async Task Merge_hub_outlives_a_failing_producer_and_cancels_late_ones()
    {
        var (sink, first) = MergeHub.Source<int>().ToMaterialized(Sink.First<int>(), Keep.Both).Run(Materializer);
        Source.Failed<int>(new InvalidOperationException("boom")).RunWith(sink, Materializer);
        Source.Single(1).Concat(Source.Never<int>()).RunWith(sink, Materializer);
        Assert.Equal(1, await first.WaitAsync(Limit));
        await Source.Never<int>().WatchTermination(Keep.Right).To(sink).Run(Materializer).WaitAsync(Limit);
    }

    [Fact]
    public async Task Broadcast_hub_gives_each_consumer_everything_from_when_it_joined()
    {
        var (queue, source) = Source.Queue<int>(16, OverflowStrategy.Backpressure).ToMaterialized(BroadcastHub.Sink<int>(8), Keep.Both).Run(Materializer);
        var one = source.RunWith(Sink.Queue<int>(), Materializer);
        var two = source.RunWith(Sink.Queue<int>(), Materializer);
        // A pull that is answered proves that the consumer has joined.
        var (first, second) = (one.PullAsync(), two.PullAsync());
        for (var n = 0; !second.IsCompleted; n++)
        {
            await queue.OfferAsync(n).WaitAsync(Limit);
            await Task.Yield();
        }

        var last = 1_000_000;
        await queue.OfferAsync(last).WaitAsync(Limit);
        queue.Complete();
        Assert.Equal(last, await LastOf(one, await first.WaitAsync(Limit)));
        Assert.Equal(last, await LastOf(two, await second.WaitAsync(Limit)));
    }

    private static async Task<int> LastOf(ISinkQueue<int> queue, Akka.Util.Option<int> current)
    {
        var value = current.Value;
        while (await queue.PullAsync().WaitAsync(Limit) is { HasValue: true } next)
        {
            Assert.True(next.Value > value);
            value = next.Value;
        }

        return value;
    }

    [Fact]
    public async Task Broadcast_hub_keeps_elements_for_the_first_consumer_and_passes_failure_on()
    {
        var source = Source.From(Enumerable.Range(1, 5)).RunWith(BroadcastHub.Sink<int>(8), Materializer);
        Assert.Equal([1, 2, 3, 4, 5], await source.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Empty(await source.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        var failed = Source.Failed<int>(new InvalidOperationException("boom")).RunWith(BroadcastHub.Sink<int>(8), Materializer);
        await Fails<InvalidOperationException>(failed.RunWith(Sink.Seq<int>(), Materializer));
    }
}
