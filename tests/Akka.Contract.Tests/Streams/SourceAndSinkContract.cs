using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Util;

namespace Akka.Contract.Tests.Streams;

public sealed class SourceAndSinkContract : StreamTest
{
    private static readonly InvalidOperationException Boom = new("boom");

    [Fact]
    public async Task Enumeration_is_emitted_in_order_and_completes()
    {
        var all = await Source.From(Enumerable.Range(1, 1000)).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal(Enumerable.Range(1, 1000), all);
    }

    [Fact]
    public async Task Blueprint_may_be_run_and_reused_many_times()
    {
        var doubled = Flow.Create<int>().Select(x => x * 2);
        var source = Source.From([1, 2]).Via(doubled).Via(doubled);
        Assert.Equal([4, 8], await source.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal([4, 8], await source.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task First_cancels_and_fails_on_an_empty_stream()
    {
        var (ended, first) = Source.Repeat(7).WatchTermination(Keep.Right).ToMaterialized(Sink.First<int>(), Keep.Both).Run(Materializer);
        Assert.Equal(7, await first.WaitAsync(Limit));
        await ended.WaitAsync(Limit);
        await Fails<NoSuchElementException>(Source.Empty<int>().RunWith(Sink.First<int>(), Materializer));
        Assert.Equal(0, await Source.Empty<int>().RunWith(Sink.FirstOrDefault<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Last_and_folds_give_their_value_at_the_end()
    {
        var source = Source.From(Enumerable.Range(1, 5));
        Assert.Equal(5, await source.RunWith(Sink.Last<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal(15, await source.RunAggregate(0, (sum, x) => sum + x, Materializer).WaitAsync(Limit));
        Assert.Equal(15, await source.RunSum((a, b) => a + b, Materializer).WaitAsync(Limit));
        Assert.Equal(15, await source.RunAggregateAsync(0, async (sum, x) =>
        {
            await Task.Yield();
            return sum + x;
        }, Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Failure_reaches_the_sink()
    {
        Assert.Same(Boom, await Fails<InvalidOperationException>(Source.Failed<int>(Boom).RunWith(Sink.Ignore<int>(), Materializer)));
        Assert.Same(Boom, await Fails<InvalidOperationException>(Source.Failed<int>(Boom).RunForeach(_ => { }, Materializer)));
        Assert.Same(Boom, await Fails<InvalidOperationException>(Source.Single(1).RunForeach(_ => throw Boom, Materializer)));
    }

    [Fact]
    public async Task Task_source_gives_the_result_or_the_failure()
    {
        var promise = new TaskCompletionSource<int>();
        var result = Source.FromTask(promise.Task).RunWith(Sink.First<int>(), Materializer);
        promise.SetResult(3);
        Assert.Equal(3, await result.WaitAsync(Limit));
        var failure = await Fails<Exception>(Source.FromTask(Task.FromException<int>(Boom)).RunWith(Sink.First<int>(), Materializer));
        Assert.Same(Boom, failure.GetBaseException());
    }

    [Fact]
    public async Task Unfold_ends_with_the_step_that_gives_none()
    {
        var steps = Source.Unfold<int, int>(1, n => n > 3 ? Option<(int, int)>.None : (n + 1, n));
        Assert.Equal([1, 2, 3], await steps.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        var later = Source.UnfoldAsync<int, int>(1, async n =>
        {
            await Task.Yield();
            return n > 3 ? Option<(int, int)>.None : (n + 1, n);
        });
        Assert.Equal([1, 2, 3], await later.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Resource_is_closed_when_downstream_cancels()
    {
        var closed = new TaskCompletionSource();
        var source = Source.UnfoldResource(() => new Queue<int>([1, 2, 3]), queue => Option<int>.Create(queue.Dequeue()), _ => closed.SetResult());
        Assert.Equal(1, await source.RunWith(Sink.First<int>(), Materializer).WaitAsync(Limit));
        await closed.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task Tick_is_stopped_by_its_value()
    {
        var (tick, all) = Source.Tick(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), "tick").Take(2)
            .Concat(Source.Never<string>()).ViaMaterialized(Flow.Create<string>(), Keep.Left)
            .ToMaterialized(Sink.Queue<string>(), Keep.Both).Run(Materializer);
        Assert.Equal("tick", (await all.PullAsync().WaitAsync(Limit)).Value);
        Assert.Equal("tick", (await all.PullAsync().WaitAsync(Limit)).Value);
        tick.Cancel();
        Assert.True(tick.IsCancellationRequested);
    }

    [Fact]
    public async Task Asynchronous_enumeration_is_read_on_demand_and_cancelled_with_the_stream()
    {
        var read = 0;
        var cancelled = new TaskCompletionSource();
        async IAsyncEnumerable<int> Numbers([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            using var registration = token.Register(() => cancelled.TrySetResult());
            while (true)
            {
                await Task.Yield();
                yield return ++read;
            }
        }

        var taken = await Source.From(() => Numbers()).Take(3).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2, 3], taken);
        await cancelled.Task.WaitAsync(Limit);
        Assert.Equal(3, read);
    }

    [Fact]
    public async Task Channels_are_read_and_written()
    {
        var (writer, reader) = Source.Channel<int>(4).ToMaterialized(Sink.ChannelReader<int>(4, true), Keep.Both).Run(Materializer);
        for (var i = 0; i < 100; i++)
        {
            await writer.WriteAsync(i).AsTask().WaitAsync(Limit);
            Assert.Equal(i, await reader.ReadAsync().AsTask().WaitAsync(Limit));
        }

        writer.Complete();
        Assert.False(await reader.WaitToReadAsync().AsTask().WaitAsync(Limit));
    }

    [Fact]
    public async Task Sink_queue_gives_elements_then_none()
    {
        var queue = Source.From([1, 2]).RunWith(Sink.Queue<int>(), Materializer);
        Assert.Equal(1, (await queue.PullAsync().WaitAsync(Limit)).Value);
        Assert.Equal(2, (await queue.PullAsync().WaitAsync(Limit)).Value);
        Assert.False((await queue.PullAsync().WaitAsync(Limit)).HasValue);
    }

    [Fact]
    public async Task Lazy_source_is_made_on_demand_only()
    {
        var made = false;
        var (value, queue) = Source.Lazily(() =>
        {
            made = true;
            return Source.Single(1).MapMaterializedValue(_ => "value");
        }).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        Assert.Equal([1], await queue.WaitAsync(Limit));
        Assert.True(made);
        Assert.Equal("value", await value.WaitAsync(Limit));
    }

    [Fact]
    public async Task Materialised_values_are_kept_and_mapped_as_asked()
    {
        var source = Source.Single(1).MapMaterializedValue(_ => "left");
        var sink = Sink.First<int>().MapMaterializedValue(first => ("right", first));
        Assert.Equal("left", source.To(sink).Run(Materializer));
        var (left, (right, first)) = source.ToMaterialized(sink, Keep.Both).Run(Materializer);
        Assert.Equal(("left", "right", 1), (left, right, await first.WaitAsync(Limit)));
        Assert.Equal(NotUsed.Instance, source.ToMaterialized(sink, Keep.None).Run(Materializer));
    }

    [Fact]
    public async Task Shut_down_materialiser_ends_streams_abruptly_and_takes_no_new_ones()
    {
        var own = Sys.Materializer();
        var running = Source.Never<int>().RunWith(Sink.Seq<int>(), own);
        own.Shutdown();
        await Fails<Exception>(running);
        Assert.ThrowsAny<Akka.Pattern.IllegalStateException>(() => { Source.Empty<int>().To(Sink.Ignore<int>()).Run(own); });
    }

    [Fact]
    public async Task Pre_materialised_source_continues_the_running_one()
    {
        var (queue, rest) = Source.Queue<int>(8, OverflowStrategy.Backpressure).PreMaterialize(Materializer);
        await queue.OfferAsync(1).WaitAsync(Limit);
        var all = rest.RunWith(Sink.Seq<int>(), Materializer);
        queue.Complete();
        Assert.Equal([1], await all.WaitAsync(Limit));
    }
}
