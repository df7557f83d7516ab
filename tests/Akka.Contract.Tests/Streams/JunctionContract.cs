using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams;

/// <summary>Who may go, and what becomes of the others, at places where streams part and meet.</summary>
public sealed class JunctionContract : ProbeTest
{
    [Fact]
    public async Task A_broadcast_goes_on_while_one_listens()
    {
        var (up, a, b) = FanOut(new Broadcast<int>(2));
        a.Request(2);
        b.Request(2);
        await up.SendNextAsync(1);
        a.ExpectNext(1);
        b.ExpectNext(1);
        a.Cancel();
        await up.SendNextAsync(2);
        b.ExpectNext(2);
        b.Cancel();
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task An_eager_broadcast_ends_with_the_first_who_leaves()
    {
        var (up, a, b) = FanOut(new Broadcast<int>(2, eagerCancel: true));
        a.Request(1);
        b.Request(1);
        a.Cancel();
        await up.ExpectCancellationAsync();
        await b.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_broadcast_waits_for_the_slowest()
    {
        var (up, a, b) = FanOut(new Broadcast<int>(2));
        a.Request(5);
        await up.SendNextAsync(1);
        await a.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        b.Request(1);
        a.ExpectNext(1);
        b.ExpectNext(1);
    }

    [Fact]
    public async Task A_balance_gives_to_whoever_asks()
    {
        var (up, a, b) = FanOut(new Balance<int>(2));
        a.Request(1);
        await up.SendNextAsync(1);
        a.ExpectNext(1);
        b.Request(1);
        await up.SendNextAsync(2);
        b.ExpectNext(2);
        await up.SendCompleteAsync();
        await a.ExpectCompleteAsync();
        await b.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_balance_may_wait_until_all_have_asked()
    {
        var (up, a, b) = FanOut(new Balance<int>(2, waitForAllDownstreams: true));
        a.Request(1);
        await up.SendNextAsync(1);
        await a.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        b.Request(1);
        a.ExpectNext(1);
    }

    [Fact]
    public async Task A_balance_that_waits_stops_waiting_for_who_left()
    {
        var (up, a, b) = FanOut(new Balance<int>(2, waitForAllDownstreams: true));
        a.Request(1);
        await up.SendNextAsync(1);
        b.Cancel();
        a.ExpectNext(1);
        a.Cancel();
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task A_partition_sends_each_element_one_way_and_waits_for_its_demand()
    {
        var (up, a, b) = FanOut(new Partition<int>(2, static n => n % 2));
        a.Request(2);
        await up.SendNextAsync(1);
        await a.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        b.Request(1);
        b.ExpectNext(1);
        await up.SendNextAsync(2);
        a.ExpectNext(2);
        await up.SendNextAsync(3);
        await up.SendCompleteAsync();
        await a.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        b.Request(1);
        b.ExpectNext(3);
        await b.ExpectCompleteAsync();
        await a.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_partition_drops_what_goes_where_nobody_is()
    {
        var (up, a, b) = FanOut(new Partition<int>(2, static n => n % 2));
        b.Cancel();
        a.Request(1);
        await up.SendNextAsync(1);
        await up.SendNextAsync(2);
        a.ExpectNext(2);
        a.Cancel();
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task A_partition_that_points_nowhere_fails()
    {
        var (up, a, b) = FanOut(new Partition<int>(2, static n => n));
        a.Request(1);
        b.Request(1);
        await up.SendNextAsync(7);
        Assert.IsType<PartitionOutOfBoundsException>(await a.ExpectErrorAsync());
        Assert.IsType<PartitionOutOfBoundsException>(await b.ExpectErrorAsync());
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Unzipping_goes_on_for_the_one_who_stays()
    {
        var (up, a, b) = this.SourceProbe<(int, string)>().ToMaterialized(
            Sink.FromGraph(GraphDsl.Create<SinkShape<(int, string)>, (TestSubscriber.Probe<int>, TestSubscriber.Probe<string>), TestSubscriber.Probe<int>, TestSubscriber.Probe<string>, SinkShape<int>, SinkShape<string>>(
                this.SinkProbe<int>(), this.SinkProbe<string>(), Keep.Both, (builder, first, second) =>
                {
                    var unzip = builder.Add(new UnZip<int, string>());
                    builder.From(unzip.Out0).To(first.Inlet);
                    builder.From(unzip.Out1).To(second.Inlet);
                    return new SinkShape<(int, string)>(unzip.In);
                })),
            static (u, probes) => (u, probes.Item1, probes.Item2)).Run(Materializer);
        a.Request(1);
        b.Request(3);
        await up.SendNextAsync((1, "a"));
        a.ExpectNext(1);
        b.ExpectNext("a");
        a.Cancel();
        await up.SendNextAsync((2, "b"));
        b.ExpectNext("b");
        b.Cancel();
        await up.ExpectCancellationAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_merge_ends_with_the_last_or_the_first_when_eager(bool eager)
    {
        var (a, b, down) = FanIn(new Merge<int>(2, eager));
        down.Request(10);
        await a.SendNextAsync(1);
        down.ExpectNext(1);
        await a.SendCompleteAsync();
        if (eager)
        {
            await down.ExpectCompleteAsync();
            await b.ExpectCancellationAsync();
            return;
        }

        await b.SendNextAsync(2);
        down.ExpectNext(2);
        await b.SendCompleteAsync();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_merge_fails_with_either()
    {
        var (a, b, down) = FanIn(new Merge<int>(2));
        down.Request(1);
        await b.SendErrorAsync(Boom);
        Assert.Same(Boom, await down.ExpectErrorAsync());
        await a.ExpectCancellationAsync();
    }

    [Fact]
    public async Task A_concatenation_fails_with_the_one_that_has_not_had_its_turn()
    {
        var (a, b, down) = FanIn(new Concat<int>());
        down.Request(1);
        await a.SendNextAsync(1);
        down.ExpectNext(1);
        await b.SendErrorAsync(Boom);
        Assert.Same(Boom, await down.ExpectErrorAsync());
        await a.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Interleaving_takes_segments_and_the_rest_of_who_is_left()
    {
        var result = await Source.From([1, 2, 3, 4, 5]).Interleave(Source.From([10, 20, 30]), 2)
            .RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2, 10, 20, 3, 4, 30, 5], result);
        var eager = await Source.From([1]).Via(Eager()).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal([1], eager);

        static IGraph<FlowShape<int, int>, NotUsed> Eager() => GraphDsl.Create(static builder =>
        {
            var interleave = builder.Add(Interleave.Create<int>(2, 2, eagerClose: true));
            builder.From(Source.From([10, 20, 30])).To(interleave.In(1));
            return new FlowShape<int, int>(interleave.In(0), interleave.Out);
        });
    }

    [Fact]
    public async Task Zipping_ends_when_no_pair_can_come()
    {
        var (a, b, down) = Zipped();
        down.Request(3);
        await a.SendNextAsync(1);
        await a.SendCompleteAsync();
        await b.SendNextAsync(10);
        down.ExpectNext((1, 10));
        await down.ExpectCompleteAsync();
        await b.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Zipping_ends_without_demand_when_one_side_has_nothing_left()
    {
        var (a, b, down) = Zipped();
        down.EnsureSubscription();
        await a.SendCompleteAsync();
        await down.ExpectCompleteAsync();
        await b.ExpectCancellationAsync();
    }

    [Fact]
    public async Task The_second_choice_is_taken_only_when_the_first_has_nothing()
    {
        Assert.Equal([1], await Source.Single(1).OrElse(Source.Single(2)).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal([2], await Source.Empty<int>().OrElse(Source.Single(2)).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        var (a, b, down) = FanIn(new OrElse<int>());
        down.Request(1);
        await a.SendNextAsync(1);
        down.ExpectNext(1);
        await b.ExpectCancellationAsync();
    }

    private (TestPublisher.Probe<int> Up, TestSubscriber.Probe<int> A, TestSubscriber.Probe<int> B) FanOut(IGraph<UniformFanOutShape<int, int>, NotUsed> junction) =>
        this.SourceProbe<int>().ToMaterialized(
            Sink.FromGraph(GraphDsl.Create<SinkShape<int>, (TestSubscriber.Probe<int>, TestSubscriber.Probe<int>), TestSubscriber.Probe<int>, TestSubscriber.Probe<int>, SinkShape<int>, SinkShape<int>>(
                this.SinkProbe<int>(), this.SinkProbe<int>(), Keep.Both, (builder, first, second) =>
                {
                    var fan = builder.Add(junction);
                    builder.From(fan.Out(0)).To(first.Inlet);
                    builder.From(fan.Out(1)).To(second.Inlet);
                    return new SinkShape<int>(fan.In);
                })),
            static (up, probes) => (up, probes.Item1, probes.Item2)).Run(Materializer);

    private (TestPublisher.Probe<int> A, TestPublisher.Probe<int> B, TestSubscriber.Probe<int> Down) FanIn(IGraph<UniformFanInShape<int, int>, NotUsed> junction) =>
        Source.FromGraph(GraphDsl.Create<SourceShape<int>, (TestPublisher.Probe<int>, TestPublisher.Probe<int>), TestPublisher.Probe<int>, TestPublisher.Probe<int>, SourceShape<int>, SourceShape<int>>(
            this.SourceProbe<int>(), this.SourceProbe<int>(), Keep.Both, (builder, first, second) =>
            {
                var fan = builder.Add(junction);
                builder.From(first.Outlet).To(fan.In(0));
                builder.From(second.Outlet).To(fan.In(1));
                return new SourceShape<int>(fan.Out);
            })).ToMaterialized(this.SinkProbe<int>(), static (probes, down) => (probes.Item1, probes.Item2, down)).Run(Materializer);

    private (TestPublisher.Probe<int> A, TestPublisher.Probe<int> B, TestSubscriber.Probe<(int, int)> Down) Zipped() =>
        this.SourceProbe<int>().ZipMaterialized(this.SourceProbe<int>(), Keep.Both)
            .ToMaterialized(this.SinkProbe<(int, int)>(), static (probes, down) => (probes.Item1, probes.Item2, down)).Run(Materializer);
}
