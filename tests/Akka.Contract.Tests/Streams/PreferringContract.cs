using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Akka.Util;

namespace Akka.Contract.Tests.Streams;

/// <summary>Junctions that prefer, and those of many types.</summary>
public sealed class PreferringContract : ProbeTest
{
    private Task<System.Collections.Immutable.IImmutableList<T>> All<T, TMat>(Source<T, TMat> source) => source.RunWith(Sink.Seq<T>(), Materializer).WaitAsync(Limit);

    [Fact]
    public async Task The_preferred_inlet_goes_first_and_none_is_lost()
    {
        var merged = Source.FromGraph(GraphDsl.Create(b =>
        {
            var merge = b.Add(new MergePreferred<int>(1));
            b.From(Source.Repeat(1).Take(100)).To(merge.Preferred);
            b.From(Source.Repeat(2).Take(100)).To(merge.In(0));
            return new SourceShape<int>(merge.Out);
        }));
        var got = await All(merged);
        Assert.InRange(got.Take(110).Count(n => n == 1), 99, 100);
        Assert.Equal(100, got.Count(n => n == 2));
    }

    [Fact]
    public async Task Priorities_share_out_the_turns()
    {
        var got = (await All(Source.Repeat(1).MergePrioritized(Source.Repeat(2), 9, 1).Take(2000))).Count(n => n == 1);
        Assert.InRange(got, 1600, 1960);
        Assert.Throws<ArgumentException>(() => new MergePrioritized<int>([1, 0]));
    }

    [Fact]
    public async Task The_latest_of_both_come_for_each_new_one()
    {
        var (first, second) = (this.CreatePublisherProbe<int>(), this.CreatePublisherProbe<int>());
        var down = Probe(Source.FromPublisher(first).MergeLatest(Source.FromPublisher(second)));
        await down.RequestAsync(10);
        await first.SendNextAsync(1);
        await second.SendNextAsync(2);
        Assert.Equal([1, 2], await down.ExpectNextAsync());
        await first.SendNextAsync(3);
        Assert.Equal([3, 2], await down.ExpectNextAsync());
        await first.SendCompleteAsync();
        await second.SendNextAsync(4);
        Assert.Equal([3, 4], await down.ExpectNextAsync());
        await second.SendCompleteAsync();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task Latest_pairs_wait_for_both_and_end_with_either()
    {
        var (first, second) = (this.CreatePublisherProbe<int>(), this.CreatePublisherProbe<string>());
        var down = Probe(Source.FromPublisher(first).ZipLatest(Source.FromPublisher(second)));
        await down.RequestAsync(10);
        await first.SendNextAsync(1);
        await second.SendNextAsync("a");
        await down.ExpectNextAsync((1, "a"));
        await second.SendNextAsync("b");
        await down.ExpectNextAsync((1, "b"));
        await first.SendCompleteAsync();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task Nine_inlets_zip_and_seven_outlets_unzip()
    {
        var zipped = Source.FromGraph(GraphDsl.Create(b =>
        {
            var zip = b.Add(ZipWith.Apply<int, int, int, int, int, int, int, int, string, string>(
                (a, c, d, e, f, g, h, i, j) => $"{a}{c}{d}{e}{f}{g}{h}{i}{j}"));
            Inlet<int>[] inlets = [zip.In0, zip.In1, zip.In2, zip.In3, zip.In4, zip.In5, zip.In6, zip.In7];
            for (var n = 0; n < inlets.Length; n++) b.From(Source.From([n, n + 1])).To(inlets[n]);
            b.From(Source.From(["x", "y", "z"])).To(zip.In8);
            return new SourceShape<string>(zip.Out);
        }));
        Assert.Equal(["01234567x", "12345678y"], await All(zipped));

        var unzipped = Source.FromGraph(GraphDsl.Create(b =>
        {
            var unzip = b.Add(UnzipWith.Apply<int, int, int, string>(n => (n, n * 10, $"{n}")));
            var merge = b.Add(new Merge<int>(2));
            b.From(Source.From([1, 2])).To(unzip.In);
            b.From(unzip.Out0).To(merge.In(0));
            b.From(unzip.Out1).To(merge.In(1));
            b.From(unzip.Out2).To(Sink.Cancelled<string>());
            return new SourceShape<int>(merge.Out);
        }));
        Assert.Equal([1, 2, 10, 20], (await All(unzipped)).Order());
    }

    [Fact]
    public async Task A_graph_may_use_its_own_value()
    {
        var sum = Sink.Aggregate<int, int>(0, (a, b) => a + b);
        var source = Source.FromGraph(GraphDsl.Create<SourceShape<int>, Task<int>, SinkShape<int>>(sum, (b, sink) =>
        {
            b.From(Source.From([1, 2, 3])).To(sink);
            var value = b.From(b.MaterializedValue).Via(Flow.Create<Task<int>>().SelectAsync(4, task => task));
            var shape = b.Add(Flow.Identity<int>());
            value.To(shape.Inlet);
            return new SourceShape<int>(shape.Outlet);
        }));
        var (value, elements) = source.ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        Assert.Equal([6], await elements.WaitAsync(Limit));
        Assert.Equal(6, await value.WaitAsync(Limit));
    }

    [Fact]
    public async Task Both_sides_of_a_coupled_flow_end_together()
    {
        var (up, down) = (this.CreatePublisherProbe<int>(), this.CreateSubscriberProbe<int>());
        var (outer, inner) = (this.SinkProbe<int>(), this.SourceProbe<int>());
        var (sinkProbe, sourceProbe) = Source.FromPublisher(up)
            .ViaMaterialized(CoupledTerminationFlow.FromSinkAndSource(outer, inner), Keep.Right)
            .To(Sink.FromSubscriber(down)).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        await sinkProbe.EnsureSubscriptionAsync();
        await up.SendCompleteAsync();
        await sinkProbe.ExpectCompleteAsync();
        await down.ExpectCompleteAsync();
        await sourceProbe.ExpectCancellationAsync();
    }

    [Fact]
    public async Task An_element_is_tried_again_until_its_answer_will_do()
    {
        var flow = RetryFlow.WithBackoff(
            TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5), 0, 3, Flow.Create<int>().Select(n => n / 2),
            (_, answer) => answer > 0 ? Option<int>.Create(answer) : Option<int>.None);
        Assert.Equal([0, 0, 0, 6], await All(Source.From([1, 3, 6, 100]).Via(flow)));
    }

    [Fact]
    public async Task A_failure_may_be_retried_with_less()
    {
        var flow = Flow.Create<(int, int)>().Select(pair => (pair.Item1 > 5 ? Result.Failure<int>(Boom) : Result.Success(pair.Item1), pair.Item2));
        var halving = Flow.FromGraph(Retry.Create(flow, (int state) => Option<(int, int)>.Create((state / 2, state / 2))));
        Assert.Equal([3, 5, 1], (await All(Source.From([(3, 3), (21, 21), (1, 1)]).Via(halving))).Select(pair => pair.Item1.Value));
        var splitting = Flow.FromGraph(Retry.Concat(10, flow, (int state) => state > 100 ? null : [(state / 2, state / 2), (state - (state / 2), state - (state / 2))]));
        Assert.Equal([3, 5, 5, 1], (await All(Source.From([(3, 3), (10, 10), (200, 200), (1, 1)]).Via(splitting))).Select(pair => pair.Item1.Value));
        var runs = await All(Source.From([1, 1, 3, 2, 2]).Via(new AccumulateWhileUnchanged<int, int>(n => n)));
        Assert.Equal([2, 1, 2], runs.Select(run => run.Count()));
    }

    [Fact]
    public async Task Processors_and_bidirectional_switches_are_parts_like_others()
    {
        var made = 0;
        var doubling = Flow.FromProcessorMaterialized(() => (Flow.Create<int>().Select(n => n * 2).ToProcessor().Run(Materializer), ++made));
        Assert.Equal([2, 4], await All(Source.From([1, 2]).Via(doubling)));
        Assert.Equal([6], await All(Source.From([3]).Via(doubling)));
        Assert.Equal(2, made);

        var layer = BidiFlow.FromGraph(KillSwitches.SingleBidi<int, int>());
        var ((up, control), down) = this.SourceProbe<int>().ViaMaterialized(layer.JoinMaterialized(Flow.Create<int>(), Keep.Left), Keep.Both)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(2);
        await up.SendNextAsync(1);
        await down.ExpectNextAsync(1);
        control.Shutdown();
        await down.ExpectCompleteAsync();
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Chains_may_be_written_from_their_end()
    {
        var backwards = RunnableGraph.FromGraph(GraphDsl.Create(Sink.Seq<int>(), (b, sink) =>
        {
            var merge = b.Add(new Merge<int>(2));
            var broadcast = b.Add(new Broadcast<int>(2));
            b.To(sink).Via(Flow.Create<int>().Select(n => n * 10)).Via(merge).Via(broadcast).From(Source.From([1, 2]));
            b.To(merge).Via(b.Add(Flow.Create<int>().Select(n => n + 100))).From(broadcast);
            return ClosedShape.Instance;
        }));
        Assert.Equal([10, 20, 1010, 1020], (await backwards.Run(Materializer).WaitAsync(Limit)).Order());

        var layer = BidiFlow.BidirectionalIdleTimeout<int, int>(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAsync<TimeoutException>(() => Source.Never<int>().Via(layer.Join(Flow.Create<int>())).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Contexts_stay_with_their_elements()
    {
        var source = Source.From(["a1", "b2", "c3"]).AsSourceWithContext(text => (int)char.GetNumericValue(text[1]));
        var flow = FlowWithContext.Create<string, int>().Select(text => text[0]).Where(letter => letter != 'b');
        Assert.Equal([('a', 10), ('c', 30)], await All(source.Via(flow).SelectContext(n => n * 10).AsSource()));
        var grouped = await All(source.Grouped(2).AsSource());
        Assert.Equal([1, 2], grouped[0].Item2);
        Assert.Equal(["c3"], grouped[1].Item1);
    }

    [Fact]
    public async Task A_closed_valve_holds_the_stream()
    {
        var ((up, valve), down) = this.SourceProbe<int>().ViaMaterialized(new Valve<int>(SwitchMode.Close), Keep.Both)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        var control = await valve.WaitAsync(Limit);
        await down.RequestAsync(2);
        await up.SendNextAsync(1);
        Assert.Equal(SwitchMode.Close, await control.GetMode().WaitAsync(Limit));
        Assert.True(await control.Flip(SwitchMode.Open).WaitAsync(Limit));
        await down.ExpectNextAsync(1);
        Assert.False(await control.Flip(SwitchMode.Open).WaitAsync(Limit));
        await up.SendCompleteAsync();
        await down.ExpectCompleteAsync();
        await Assert.ThrowsAsync<StreamDetachedException>(() => control.Flip(SwitchMode.Close).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_state_unfolds_through_a_flow_until_it_says_the_end()
    {
        var collatz = SourceGen.UnfoldFlowWith<int, int, int, NotUsed>(
            27, Flow.Create<int>().Select(n => n == 1 ? 0 : n % 2 == 0 ? n / 2 : (3 * n) + 1),
            next => next == 0 ? Option<(int, int)>.None : Option<(int, int)>.Create((next, next)), Limit);
        var got = await All(collatz);
        Assert.Equal(111, got.Count);
        Assert.Equal(1, got[^1]);
    }

    [Fact]
    public async Task Observables_and_events_become_streams_and_back()
    {
        var (feed, observable) = this.SourceProbe<int>().ToMaterialized(Sink.AsObservable<int>(), Keep.Both).Run(Materializer);
        var wire = new Wire();
        using var subscription = observable.Subscribe(wire);
        var observed = Source.FromObservable(wire).RunWith(Sink.Seq<int>(), Materializer);
        await wire.Connected.WaitAsync(Limit);
        await feed.SendNextAsync(1);
        await feed.SendNextAsync(2);
        await feed.SendCompleteAsync();
        Assert.Equal([1, 2], await observed.WaitAsync(Limit));

        var publisher = new Teller();
        var (done, elements) = Source.FromEvent<int>(h => publisher.Told += h, h => publisher.Told -= h)
            .Take(2).WatchTermination(Keep.Right).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        await AwaitConditionAsync(() => publisher.HasListeners);
        publisher.Tell(1);
        publisher.Tell(2);
        Assert.Equal([1, 2], await elements.WaitAsync(Limit));
        await done.WaitAsync(Limit);
        await AwaitConditionAsync(() => !publisher.HasListeners);
    }

    [Fact]
    public async Task Each_element_may_wait_its_own_time()
    {
        var strategy = new LinearIncreasingDelay<int>(TimeSpan.FromMilliseconds(10), n => n > 1, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(22));
        Assert.Equal([5, 15, 22, 5], new[] { 1, 2, 3, 1 }.Select(n => (int)strategy.NextDelay(n).TotalMilliseconds));
        Assert.Equal([1, 2, 3], await All(Source.From([1, 2, 3]).Via(Flow.FromGraph(new DelayFlow<int>(TimeSpan.FromMilliseconds(5))))));
    }

    /// <summary>Hands on what it observes to its one observer.</summary>
    private sealed class Wire : IObservable<int>, IObserver<int>, IDisposable
    {
        private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IObserver<int>? _observer;

        public Task Connected => _connected.Task;

        public IDisposable Subscribe(IObserver<int> observer)
        {
            _observer = observer;
            _connected.TrySetResult();
            return this;
        }

        public void OnNext(int value) => _observer!.OnNext(value);

        public void OnCompleted() => _observer!.OnCompleted();

        public void OnError(Exception error) => _observer!.OnError(error);

        public void Dispose() { }
    }

    private sealed class Teller
    {
        public event EventHandler<int>? Told;

        public bool HasListeners => Told is not null;

        public void Tell(int number) => Told?.Invoke(this, number);
    }
}
