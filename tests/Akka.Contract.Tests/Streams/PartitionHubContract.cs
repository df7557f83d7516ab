using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams;

/// <summary>A hub that gives each element to one consumer.</summary>
public sealed class PartitionHubContract : ProbeTest
{
    [Fact]
    public async Task Elements_are_chosen_by_position()
    {
        var source = Source.From(Enumerable.Range(0, 10)).RunWith(PartitionHub.Sink<int>((size, n) => n % size, 2, 8), Materializer);
        var first = source.RunWith(Sink.Seq<int>(), Materializer);
        var second = source.RunWith(Sink.Seq<int>(), Materializer);
        var both = new[] { await first.WaitAsync(Limit), await second.WaitAsync(Limit) }.OrderBy(list => list[0]).ToArray();
        Assert.Equal([0, 2, 4, 6, 8], both[0]);
        Assert.Equal([1, 3, 5, 7, 9], both[1]);
    }

    [Fact]
    public void Elements_wait_for_enough_consumers_and_the_producer_for_room()
    {
        var (up, source) = this.SourceProbe<int>().ToMaterialized(PartitionHub.Sink<int>((_, _) => 0, 1, 4), Keep.Both).Run(Materializer);
        for (var i = 0; i < 4; i++) up.SendNext(i);
        var consumer = Probe(source);
        consumer.Request(4);
        consumer.ExpectNext(0, 1, 2, 3);
        up.SendComplete();
        consumer.ExpectComplete();
    }

    [Fact]
    public async Task A_stateful_function_knows_the_consumers_and_may_drop()
    {
        var (up, source) = this.SourceProbe<int>().ToMaterialized(
            PartitionHub.StatefulSink<int>(
                () =>
                {
                    var next = -1L;
                    return (consumers, n) => n < 0 ? -1 : consumers.ConsumerIdByIndex((int)(++next % consumers.Size));
                },
                2,
                8),
            Keep.Both).Run(Materializer);
        var first = source.RunWith(Sink.Seq<int>(), Materializer);
        var second = source.RunWith(Sink.Seq<int>(), Materializer);
        up.SendNext(1);
        up.SendNext(-1);
        up.SendNext(2);
        up.SendNext(3);
        up.SendComplete();
        var heard = new[] { await first.WaitAsync(Limit), await second.WaitAsync(Limit) }.OrderBy(list => list[0]).ToArray();
        Assert.Equal([1, 3], heard[0]);
        Assert.Equal([2], heard[1]);
    }

    [Fact]
    public void A_failure_reaches_consumers_also_those_that_come_later()
    {
        var (up, source) = this.SourceProbe<int>().ToMaterialized(PartitionHub.Sink<int>((_, _) => 0, 1, 4), Keep.Both).Run(Materializer);
        var consumer = Probe(source);
        consumer.Request(1);
        up.SendError(Boom);
        Assert.Same(Boom, consumer.ExpectError());
        var late = Probe(source);
        Assert.Same(Boom, late.ExpectSubscriptionAndError());
    }

    [Fact]
    public void Sizes_are_checked() => Assert.Throws<ArgumentException>(() => PartitionHub.Sink<int>((_, _) => 0, 0, 0));
}
