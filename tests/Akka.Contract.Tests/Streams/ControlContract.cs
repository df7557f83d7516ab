using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Contract.Tests.Streams;

/// <summary>Kill switches, restarts and graphs wired by hand.</summary>
public sealed class ControlContract : StreamTest
{
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task Unique_switch_completes_or_fails_its_stream()
    {
        var (shut, completed) = Source.Never<int>().ViaMaterialized(KillSwitches.Single<int>(), Keep.Right).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        shut.Shutdown();
        shut.Abort(Boom);
        Assert.Empty(await completed.WaitAsync(Limit));
        var (abort, failed) = Source.Never<int>().ViaMaterialized(KillSwitches.Single<int>(), Keep.Right).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        abort.Abort(Boom);
        Assert.Same(Boom, await Fails<InvalidOperationException>(failed));
    }

    [Fact]
    public async Task Shared_switch_ends_running_and_later_streams()
    {
        var killSwitch = KillSwitches.Shared("switch");
        var running = Source.Never<int>().Via(killSwitch.Flow<int>()).RunWith(Sink.Seq<int>(), Materializer);
        var other = Source.Never<string>().Via(killSwitch.Flow<string>()).RunWith(Sink.Seq<string>(), Materializer);
        killSwitch.Abort(Boom);
        Assert.Same(Boom, await Fails<InvalidOperationException>(running));
        Assert.Same(Boom, await Fails<InvalidOperationException>(other));
        Assert.Same(Boom, await Fails<InvalidOperationException>(Source.Never<int>().Via(killSwitch.Flow<int>()).RunWith(Sink.Seq<int>(), Materializer)));
    }

    [Fact]
    public async Task Cancellation_token_ends_a_stream()
    {
        using var graceful = new CancellationTokenSource();
        var completed = Source.Never<int>().Via(graceful.Token.AsFlow<int>(cancelGracefully: true)).RunWith(Sink.Seq<int>(), Materializer);
        await graceful.CancelAsync();
        Assert.Empty(await completed.WaitAsync(Limit));
        using var hard = new CancellationTokenSource();
        var failed = Source.Never<int>().Via(hard.Token.AsFlow<int>()).RunWith(Sink.Seq<int>(), Materializer);
        await hard.CancelAsync();
        await Fails<OperationCanceledException>(failed);
    }

    private static readonly RestartSettings Quick = RestartSettings.Create(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5), 0);

    [Fact]
    public async Task Restarting_source_begins_anew_until_its_budget_is_used()
    {
        var made = 0;
        var endless = RestartSource.WithBackoff(() => Source.From([++made, -1]), Quick);
        Assert.Equal([1, -1, 2, -1, 3], await endless.Take(5).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        var attempts = 0;
        var bounded = RestartSource.OnFailuresWithBackoff(() =>
        {
            attempts++;
            return Source.Failed<int>(Boom);
        }, Quick.WithMaxRestarts(2, TimeSpan.FromMinutes(1)));
        Assert.Same(Boom, await Fails<InvalidOperationException>(bounded.RunWith(Sink.Seq<int>(), Materializer)));
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task Restarting_sink_and_flow_go_on_after_the_inner_one_ends()
    {
        var received = System.Threading.Channels.Channel.CreateUnbounded<int>();
        var sink = RestartSink.WithBackoff(() => Flow.Create<int>().Take(1).To(Sink.ForEach<int>(n => received.Writer.TryWrite(n))), Quick);
        var queue = Source.Queue<int>(10, OverflowStrategy.Backpressure).To(sink).Run(Materializer);
        await queue.OfferAsync(1).WaitAsync(Limit);
        Assert.Equal(1, await received.Reader.ReadAsync().AsTask().WaitAsync(Limit));
        for (var n = 2; !received.Reader.TryPeek(out _); n++)
        {
            await queue.OfferAsync(n).WaitAsync(Limit);
            await Task.Yield();
        }

        var flow = RestartFlow.WithBackoff(() => Flow.Create<int>().Select(n => n == 2 ? throw Boom : n), Quick);
        Assert.Equal([1, 3], await Source.From([1, 2, 3]).Via(flow).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Ports_are_wired_by_hand()
    {
        var graph = GraphDsl.Create(Sink.Seq<int>(), (builder, sink) =>
        {
            var broadcast = builder.Add(new Broadcast<int>(2));
            var merge = builder.Add(new Merge<int>(2));
            builder.From(Source.From([1, 2, 3])).To(broadcast.In);
            builder.From(broadcast.Out(0)).Via(Flow.Create<int>().Select(n => n * 10)).To(merge.In(0));
            builder.From(broadcast.Out(1)).To(merge.In(1));
            builder.From(merge.Out).To(sink.Inlet);
            return ClosedShape.Instance;
        });
        var all = await RunnableGraph.FromGraph(graph).Run(Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2, 3, 10, 20, 30], all.Order());
        Assert.Throws<ArgumentException>(() => GraphDsl.Create(builder =>
        {
            builder.Add(Source.Single(1));
            return ClosedShape.Instance;
        }));
    }
}
