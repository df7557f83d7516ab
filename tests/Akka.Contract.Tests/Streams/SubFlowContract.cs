using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.TestKit;
using Supervision = Akka.Streams.Supervision;

namespace Akka.Contract.Tests.Streams;

/// <summary>Streams of streams: groups, splits, prefixes.</summary>
public sealed class SubFlowContract : ProbeTest
{
    /// <summary>The sub-streams themselves, out of a sub-flow.</summary>
    private (TestPublisher.Probe<int> Up, TestSubscriber.Probe<(int Key, Source<int, NotUsed> Stream)> Down) Groups(int keys, int max = 10) =>
        Between(Flow.Create<int>().GroupBy(max, n => n % keys).Streams(n => n % keys));

    private (TestPublisher.Probe<int> Up, TestSubscriber.Probe<Source<int, NotUsed>> Down) Splits(Func<Flow<int, int, NotUsed>, SubFlow<int, NotUsed, Sink<int, NotUsed>>> split) =>
        Between(split(Flow.Create<int>()).Streams());

    private async Task<int[]> Merged(IFlow<int, NotUsed> flow) => [.. await ((Source<int, NotUsed>)flow).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit)];

    private async Task<string[]> Merged(IFlow<string, NotUsed> flow) => [.. await ((Source<string, NotUsed>)flow).RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit)];

    [Fact]
    public async Task Each_key_has_a_stream_of_its_own_and_all_are_merged_again()
    {
        var sums = await Merged(Source.From(Enumerable.Range(1, 9)).GroupBy(3, n => n % 3).Aggregate(0, (sum, n) => sum + n).MergeSubstreams());
        Assert.Equal([12, 15, 18], sums.Order());
    }

    [Fact]
    public async Task A_group_that_takes_what_held_the_others_up_lets_them_go_on()
    {
        var (up, down) = Groups(2);
        await down.RequestAsync(2);
        await up.SendNextAsync(1);
        await up.SendNextAsync(2);
        var odd = Probe((await down.ExpectNextAsync()).Stream);
        var even = Probe((await down.ExpectNextAsync()).Stream);
        await odd.RequestNextAsync(1);
        await even.RequestAsync(2);
        await even.ExpectNextAsync(2);
        await up.SendNextAsync(3); // nobody asked for it: it stands in front of 4
        await odd.RequestNextAsync(3);
        await up.SendNextAsync(4);
        await even.ExpectNextAsync(4);
    }

    [Fact]
    public async Task A_group_ends_in_a_sink_run_for_each()
    {
        var all = new System.Collections.Concurrent.ConcurrentBag<int>();
        var sink = Flow.Create<int>().Aggregate(0, (sum, n) => sum + n).To(Sink.ForEach<int>(all.Add));
        Source.From(Enumerable.Range(1, 6)).GroupBy(2, n => n % 2).To(sink).Run(Materializer);
        await AwaitConditionAsync(() => Task.FromResult(all.Count == 2), Limit);
        Assert.Equal([9, 12], all.Order());
    }

    [Fact]
    public void Elements_wait_for_the_demand_of_their_own_stream()
    {
        var (up, down) = Groups(2);
        down.Request(2);
        up.SendNext(1);
        var odd = Probe(down.ExpectNext().Stream);
        odd.EnsureSubscription();
        odd.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        odd.Request(1);
        odd.ExpectNext(1);
        up.SendNext(2);
        var even = Probe(down.ExpectNext().Stream);
        even.Request(1);
        even.ExpectNext(2);
        up.SendNext(3);
        odd.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        odd.Request(1);
        odd.ExpectNext(3);
        up.SendComplete();
        odd.ExpectComplete();
        even.ExpectComplete();
        down.ExpectComplete();
    }

    [Fact]
    public void A_failure_upstream_fails_every_stream()
    {
        var (up, down) = Groups(2);
        down.Request(2);
        up.SendNext(1);
        var odd = Probe(down.ExpectNext().Stream);
        odd.Request(2);
        odd.ExpectNext(1);
        up.SendError(Boom);
        Assert.Same(Boom, odd.ExpectError());
        Assert.Same(Boom, down.ExpectError());
    }

    [Fact]
    public void A_cancelled_group_drops_its_elements_and_the_others_go_on()
    {
        var (up, down) = Groups(2);
        down.Request(2);
        up.SendNext(1);
        var odd = Probe(down.ExpectNext().Stream);
        odd.Request(1);
        odd.ExpectNext(1);
        odd.Cancel();
        up.SendNext(3);
        up.SendNext(2);
        var even = Probe(down.ExpectNext().Stream);
        even.Request(1);
        even.ExpectNext(2);
    }

    [Fact]
    public void Too_many_groups_fail_the_stream()
    {
        var (up, down) = Groups(3, max: 2);
        down.Request(3);
        up.SendNext(1);
        var first = Probe(down.ExpectNext().Stream);
        first.Request(5);
        first.ExpectNext(1);
        up.SendNext(2);
        var second = Probe(down.ExpectNext().Stream);
        second.Request(5);
        second.ExpectNext(2);
        up.SendNext(3);
        Assert.Contains("too many substreams", down.ExpectError().Message, StringComparison.Ordinal);
        first.ExpectError();
        second.ExpectError();
    }

    [Fact]
    public void A_group_that_nobody_runs_in_time_cannot_be_run_any_more()
    {
        var hasty = Sys.Materializer(ActorMaterializerSettings.Create(Sys).WithSubscriptionTimeoutSettings(
            new StreamSubscriptionTimeoutSettings(StreamSubscriptionTimeoutTerminationMode.CancelTermination, TimeSpan.FromMilliseconds(100))));
        var groups = Source.Single(1).Via(Flow.Create<int>().GroupBy(10, n => n).Streams()).RunWith(this.SinkProbe<Source<int, NotUsed>>(), hasty);
        groups.Request(1);
        var stream = groups.ExpectNext();
        // The group has given its stream up, so that nothing is left.
        groups.ExpectComplete();
        Assert.IsType<SubscriptionTimeoutException>(Probe(stream).ExpectSubscriptionAndError());
    }

    [Fact]
    public async Task The_key_function_is_supervised()
    {
        var flow = Source.From(Enumerable.Range(1, 5)).GroupBy(3, n => n == 3 ? throw Boom : n % 2).MergeSubstreams();
        var resumed = ((Source<int, NotUsed>)flow).WithAttributes(Supervise(Supervision.Directive.Resume));
        Assert.Equal([1, 2, 4, 5], (await resumed.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit)).Order());
        await Assert.ThrowsAsync<InvalidOperationException>(() => ((Source<int, NotUsed>)flow).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_split_begins_a_stream_with_each_match()
    {
        var texts = await Merged(Source.From(new[] { 1, 2, 3, 4, 5, 6 }).SplitWhen(n => n % 3 == 0).Aggregate("", (text, n) => text + n).ConcatSubstream());
        Assert.Equal(["12", "345", "6"], texts);
    }

    [Fact]
    public async Task A_split_after_ends_a_stream_with_each_match()
    {
        var texts = await Merged(Source.From(new[] { 3, 1, 2, 3, 4, 5, 6 }).SplitAfter(n => n % 3 == 0).Aggregate("", (text, n) => text + n).ConcatSubstream());
        Assert.Equal(["3", "123", "456"], texts);
    }

    [Fact]
    public void A_split_stream_completes_when_the_next_one_begins()
    {
        var (up, down) = Splits(flow => flow.SplitWhen(n => n == 3));
        down.Request(1);
        up.SendNext(1);
        var first = Probe(down.ExpectNext());
        first.Request(5);
        first.ExpectNext(1);
        up.SendNext(2);
        first.ExpectNext(2);
        up.SendNext(3);
        first.ExpectComplete();
        down.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        down.Request(1);
        var second = Probe(down.ExpectNext());
        second.Request(5);
        second.ExpectNext(3);
        up.SendComplete();
        second.ExpectComplete();
        down.ExpectComplete();
    }

    [Fact]
    public void A_cancelled_split_stream_is_drained_or_ends_all()
    {
        var (up, down) = Splits(flow => flow.SplitWhen(SubstreamCancelStrategy.Drain, n => n == 3));
        down.Request(2);
        up.SendNext(1);
        var first = Probe(down.ExpectNext());
        first.EnsureSubscription();
        first.Cancel();
        up.SendNext(2);
        up.SendNext(3);
        var second = Probe(down.ExpectNext());
        second.Request(1);
        second.ExpectNext(3);

        var (upTwo, downTwo) = Splits(flow => flow.SplitWhen(SubstreamCancelStrategy.Propagate, n => n == 3));
        downTwo.Request(2);
        upTwo.SendNext(1);
        var only = Probe(downTwo.ExpectNext());
        only.EnsureSubscription();
        only.Cancel();
        upTwo.ExpectCancellation();
        downTwo.ExpectComplete();
    }

    [Fact]
    public void A_predicate_that_throws_fails_stream_and_sub_stream()
    {
        var (up, down) = Splits(flow => flow.SplitWhen(n => n == 3 ? throw Boom : false));
        down.Request(1);
        up.SendNext(1);
        var first = Probe(down.ExpectNext());
        first.Request(5);
        first.ExpectNext(1);
        up.SendNext(3);
        Assert.Same(Boom, first.ExpectError());
        Assert.Same(Boom, down.ExpectError());
        up.ExpectCancellation();
    }

    [Fact]
    public async Task A_prefix_comes_with_the_rest_as_a_source()
    {
        var (prefix, tail) = await Source.From(Enumerable.Range(1, 5)).PrefixAndTail(2).RunWith(Sink.First<(System.Collections.Immutable.IImmutableList<int>, Source<int, NotUsed>)>(), Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2], prefix);
        Assert.Equal([3, 4, 5], await tail.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));

        var (all, rest) = await Source.From(Enumerable.Range(1, 2)).PrefixAndTail(5).RunWith(Sink.First<(System.Collections.Immutable.IImmutableList<int>, Source<int, NotUsed>)>(), Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2], all);
        Assert.Empty(await rest.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }
}

internal static class SubFlowProbes
{
    /// <summary>Sub-streams as elements: each is reduced to itself by a prefix of nothing.</summary>
    internal static Flow<int, Source<int, NotUsed>, NotUsed> Streams(this SubFlow<int, NotUsed, Sink<int, NotUsed>> flow) =>
        ((Flow<int, (System.Collections.Immutable.IImmutableList<int> None, Source<int, NotUsed> Stream), NotUsed>)flow.PrefixAndTail(0).MergeSubstreams()).Select(pair => pair.Stream);

    internal static Flow<int, (int Key, Source<int, NotUsed> Stream), NotUsed> Streams(this SubFlow<int, NotUsed, Sink<int, NotUsed>> flow, Func<int, int> key) =>
        flow.Streams().Select(stream => (key(0), stream));
}
