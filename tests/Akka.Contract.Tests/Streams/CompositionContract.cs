using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.TestKit;
using Akka.Util;
using Supervision = Akka.Streams.Supervision;

namespace Akka.Contract.Tests.Streams;

/// <summary>Layers, graphs made late, several sources, a look from outside.</summary>
public sealed class CompositionContract : ProbeTest
{
    private static BidiFlow<int, string, string, int, NotUsed> Codec => BidiFlow.FromFunction<int, string, string, int>(
        n => n.ToString(System.Globalization.CultureInfo.InvariantCulture), text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task Layers_are_stacked_and_closed()
    {
        var framing = BidiFlow.FromFunction<string, string, string, string>(text => $"<{text}>", text => text.Trim('<', '>'));
        var echo = Flow.Create<string>().Select(text => text.Replace("1", "11", StringComparison.Ordinal));
        var stack = Codec.Atop(framing).Join(echo);
        Assert.Equal([11, 2, 311], await Source.From([1, 2, 31]).Via(stack).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_layer_may_be_turned_and_put_under_a_flow()
    {
        Assert.Equal(["1!"], await Source.Single("1").Via(Codec.Reversed().Join(Flow.Create<int>())).Select(text => text + "!").RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
        var flow = Flow.Create<int>().Select(n => n + 1).Join(Codec);
        Assert.Equal(["5"], await Source.Single("4").Via(flow).RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Values_of_layers_are_combined()
    {
        var layer = BidiFlow.FromFlowsMat(Flow.Create<int>().MapMaterializedValue(_ => "a"), Flow.Create<int>().MapMaterializedValue(_ => "b"), (left, right) => left + right);
        var (value, result) = Source.Single(1)
            .ViaMaterialized(layer.JoinMaterialized(Flow.Create<int>().MapMaterializedValue(_ => "c"), (left, right) => left + right), Keep.Right)
            .ToMaterialized(Sink.First<int>(), Keep.Both)
            .Run(Materializer);
        Assert.Equal("abc", value);
        Assert.Equal(1, await result.WaitAsync(Limit));
    }

    [Fact]
    public async Task Setup_gives_the_materializer_and_the_value_of_the_inner_graph()
    {
        var source = Source.Setup((materializer, _) => Source.Single(materializer.IsShutdown).MapMaterializedValue(_ => "source"));
        var (value, element) = source.ToMaterialized(Sink.First<bool>(), Keep.Both).Run(Materializer);
        Assert.Equal("source", await value.WaitAsync(Limit));
        Assert.False(await element.WaitAsync(Limit));

        var flow = Flow.Setup((_, _) => Flow.Create<int>().Select(n => n * 2).MapMaterializedValue(_ => "flow"));
        var (flowValue, list) = Source.From([1, 2]).ViaMaterialized(flow, Keep.Right).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        Assert.Equal("flow", await flowValue.WaitAsync(Limit));
        Assert.Equal([2, 4], await list.WaitAsync(Limit));

        var sink = Sink.Setup((_, _) => Sink.Seq<int>());
        var inner = await Source.From([1, 2]).RunWith(sink, Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2], await inner.WaitAsync(Limit));

        var broken = Source.Setup<int, NotUsed>((_, _) => throw Boom);
        var (failed, end) = broken.ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(Materializer);
        await Assert.ThrowsAsync<InvalidOperationException>(() => failed.WaitAsync(Limit));
        await Assert.ThrowsAsync<InvalidOperationException>(() => end.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_lazy_flow_is_made_for_the_first_element()
    {
        var made = new TaskCompletionSource<Flow<int, string, int>>();
        var (up, (value, down)) = this.SourceProbe<int>()
            .ViaMaterialized(Flow.LazyInitAsync(() => made.Task), Keep.Both)
            .ToMaterialized(this.SinkProbe<string>(), (left, right) => (left.Item1, (left.Item2, right)))
            .Run(Materializer);
        down.Request(3);
        up.SendNext(1);
        down.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        made.SetResult(Flow.Create<int>().Select(n => $"#{n}").MapMaterializedValue(_ => 7));
        down.ExpectNext("#1");
        Assert.Equal(Option<int>.Create(7), await value.WaitAsync(Limit));
        up.SendNext(2);
        down.ExpectNext("#2");
        up.SendComplete();
        down.ExpectComplete();

        var (none, empty) = Source.Empty<int>().ViaMaterialized(Flow.LazyInitAsync(() => made.Task), Keep.Right).ToMaterialized(Sink.Seq<string>(), Keep.Both).Run(Materializer);
        Assert.Empty(await empty.WaitAsync(Limit));
        Assert.Equal(Option<int>.None, await none.WaitAsync(Limit));
    }

    [Fact]
    public async Task Many_sources_are_zipped()
    {
        var zipped = await Source.ZipN([Source.From([1, 2, 3]), Source.From([10, 20]), Source.From([100, 200, 300])]).RunWith(Sink.Seq<System.Collections.Immutable.IImmutableList<int>>(), Materializer).WaitAsync(Limit);
        Assert.Equal([111, 222], zipped.Select(list => list.Sum()));
        var sums = await Source.ZipWithN(list => list.Sum(), [Source.From([1, 2]), Source.From([10, 20])]).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal([11, 22], sums);
        Assert.Empty(await Source.ZipN<int>([]).RunWith(Sink.Seq<System.Collections.Immutable.IImmutableList<int>>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Ordered_sources_are_merged_in_order()
    {
        var merged = await Source.From([1, 3, 5, 7]).MergeSorted(Source.From([2, 3, 6])).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2, 3, 3, 5, 6, 7], merged);
        Assert.Equal([4], await Source.Empty<int>().MergeSorted(Source.Single(4)).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public void A_monitor_tells_the_last_signal()
    {
        var ((up, monitor), down) = this.SourceProbe<int>().Monitor(Keep.Both).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        Assert.Same(FlowMonitor.Initialized.Instance, monitor.State);
        down.Request(5);
        up.SendNext(4);
        down.ExpectNext(4);
        Assert.Equal(4, Assert.IsType<FlowMonitor.Received<int>>(monitor.State).Message);
        up.SendError(Boom);
        down.ExpectError();
        Assert.Same(Boom, Assert.IsType<FlowMonitor.Failed>(monitor.State).Cause);

        var ((second, finished), end) = this.SourceProbe<int>().Monitor(Keep.Both).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        end.EnsureSubscription();
        second.SendComplete();
        end.ExpectComplete();
        Assert.Same(FlowMonitor.Finished.Instance, finished.State);
    }

    [Fact]
    public async Task A_resource_of_tasks_is_read_to_its_end_and_closed_once()
    {
        var closed = 0;
        Source<int, NotUsed> Of(Func<Queue<int>, int> read) => Source.UnfoldResourceAsync<int, Queue<int>>(
            () => Task.FromResult(new Queue<int>([1, 2, 3])),
            async queue =>
            {
                await Task.Yield();
                return queue.Count == 0 ? Option<int>.None : read(queue);
            },
            _ =>
            {
                Interlocked.Increment(ref closed);
                return Task.FromResult(Done.Instance);
            });

        Assert.Equal([1, 2, 3], await Of(queue => queue.Dequeue()).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal(1, closed);

        Assert.Equal([1], await Of(queue => queue.Dequeue()).Take(1).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        await AwaitConditionAsync(() => Task.FromResult(closed == 2), Limit);

        int OddOnly(Queue<int> queue) => queue.Dequeue() is var n && n == 2 ? throw Boom : n;
        await Assert.ThrowsAnyAsync<Exception>(() => Of(OddOnly).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal(3, closed);
        Assert.Equal([1, 3], await Of(OddOnly).WithAttributes(Supervise(Supervision.Directive.Resume)).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        var restarted = await Of(OddOnly).WithAttributes(Supervise(Supervision.Directive.Restart)).Take(3).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal([1, 1, 1], restarted);
    }

    [Fact]
    public void Ready_made_publishers_end_at_once_or_on_demand()
    {
        Probe(Source.FromPublisher(TestPublisher.Empty<int>())).ExpectSubscriptionAndComplete();
        Assert.Same(Boom, Probe(Source.FromPublisher(TestPublisher.Error<int>(Boom))).ExpectSubscriptionAndError());
        Probe(Source.FromPublisher(TestPublisher.LazyEmpty<int>())).ExpectSubscriptionAndComplete();
        Assert.Same(Boom, Probe(Source.FromPublisher(TestPublisher.LazyError<int>(Boom))).ExpectSubscriptionAndError());
    }

    [Fact]
    public void The_materializer_tells_what_runs()
    {
        var impl = Assert.IsType<ActorMaterializerImpl>(Materializer);
        var (_, down) = Between(Flow.Create<int>());
        down.EnsureSubscription();
        impl.Supervisor.Tell(StreamSupervisor.GetChildren.Instance, TestActor);
        Assert.Single(ExpectMsg<StreamSupervisor.Children>().Refs);
        down.Cancel();
    }
}
