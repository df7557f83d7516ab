using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.Supervision;
using Akka.Util;

namespace Akka.Contract.Tests.Streams;

public sealed class OperatorContract : StreamTest
{
    private static readonly InvalidOperationException Boom = new("boom");

    private async Task<IEnumerable<T>> All<T>(Source<T, NotUsed> source) => await source.RunWith(Sink.Seq<T>(), Materializer).WaitAsync(Limit);

    private static Source<int, NotUsed> Numbers(int count) => Source.From(Enumerable.Range(1, count));

    private static readonly Attributes Resuming = ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider);
    private static readonly Attributes Restarting = ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider);

    [Fact]
    public async Task Elements_are_mapped_filtered_and_flattened()
    {
        Assert.Equal([2, 4], await All(Numbers(5).Where(n => n % 2 == 0)));
        Assert.Equal(["1", "3"], await All(Numbers(3).Collect(n => n == 2 ? null! : n.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal([1, 2, 2, 3, 3, 3], await All(Numbers(3).SelectMany(n => Enumerable.Repeat(n, n))));
        Assert.Equal([(1, 0L), (2, 1L)], await All(Numbers(2).ZipWithIndex()));
    }

    [Fact]
    public async Task Limits_end_or_begin_the_stream()
    {
        Assert.Empty(await All(Numbers(5).Take(0)));
        Assert.Equal([1, 2], await All(Numbers(5).Take(2)));
        Assert.Equal([1, 2], await All(Numbers(5).TakeWhile(n => n < 3)));
        Assert.Equal([1, 2, 3], await All(Numbers(5).TakeWhile(n => n < 3, inclusive: true)));
        Assert.Equal([4, 5], await All(Numbers(5).Skip(3)));
        Assert.Equal([3, 1], await All(Source.From([1, 2, 3, 1]).SkipWhile(n => n < 3)));
        await Fails<StreamLimitReachedException>(Numbers(5).Limit(4).RunWith(Sink.Ignore<int>(), Materializer));
        Assert.Equal([1, 2], await All(Numbers(2).Limit(2)));
    }

    [Fact]
    public async Task Folds_emit_the_running_or_the_last_value()
    {
        Assert.Equal([0, 1, 3, 6], await All(Numbers(3).Scan(0, (sum, n) => sum + n)));
        Assert.Equal([0], await All(Source.Empty<int>().Scan(0, (sum, n) => sum + n)));
        Assert.Equal([6], await All(Numbers(3).Aggregate(0, (sum, n) => sum + n)));
        Assert.Equal([0, 1, 3], await All(Numbers(2).ScanAsync(0, async (sum, n) =>
        {
            await Task.Yield();
            return sum + n;
        })));
        await Fails<NoSuchElementException>(Source.Empty<int>().Sum((a, b) => a + b).RunWith(Sink.Ignore<int>(), Materializer));
    }

    [Fact]
    public async Task Groups_and_windows_keep_the_rest()
    {
        Assert.Equal(["1,2", "3,4", "5"], (await All(Numbers(5).Grouped(2))).Select(Text));
        Assert.Equal(["1,2,3", "2,3,4"], (await All(Numbers(4).Sliding(3))).Select(Text));
        Assert.Equal(["1,2", "4,5"], (await All(Numbers(5).Sliding(2, 3))).Select(Text));
        Assert.Equal(["1,2", "3"], (await All(Numbers(3).GroupedWithin(2, TimeSpan.FromMinutes(1)))).Select(Text));
        Assert.Equal([0, 1, 9, 2, 9, 3, 7], await All(Numbers(3).Intersperse(0, 9, 7)));
        Assert.Equal([1, 9, 2], await All(Numbers(2).Intersperse(9)));
    }

    private static string Text(IEnumerable<int> group) => string.Join(',', group);

    [Fact]
    public async Task Group_within_emits_when_its_time_is_up()
    {
        var (queue, groups) = Source.Queue<int>(10, OverflowStrategy.Backpressure).GroupedWithin(100, TimeSpan.FromMilliseconds(50))
            .ToMaterialized(Sink.Queue<IEnumerable<int>>(), Keep.Both).Run(Materializer);
        await queue.OfferAsync(1).WaitAsync(Limit);
        Assert.Equal([1], (await groups.PullAsync().WaitAsync(Limit)).Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Asynchronous_mapping_keeps_order_and_bounds_parallelism(int parallelism)
    {
        int running = 0, most = 0;
        var mapped = Numbers(50).SelectAsync(parallelism, async n =>
        {
            var now = Interlocked.Increment(ref running);
            lock (Boom) most = Math.Max(most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return n;
        });
        Assert.Equal(Enumerable.Range(1, 50), await All(mapped));
        Assert.InRange(most, 1, parallelism);
    }

    [Fact]
    public async Task Unordered_mapping_emits_what_ends_first()
    {
        TaskCompletionSource<int>[] tasks = [new(), new(), new()];
        var queue = Source.From([0, 1, 2]).SelectAsyncUnordered(3, n => tasks[n].Task).RunWith(Sink.Queue<int>(), Materializer);
        tasks[2].SetResult(2);
        Assert.Equal(2, (await queue.PullAsync().WaitAsync(Limit)).Value);
        tasks[0].SetResult(0);
        Assert.Equal(0, (await queue.PullAsync().WaitAsync(Limit)).Value);
        tasks[1].SetResult(1);
        Assert.Equal(1, (await queue.PullAsync().WaitAsync(Limit)).Value);
        Assert.False((await queue.PullAsync().WaitAsync(Limit)).HasValue);
    }

    [Fact]
    public async Task Supervision_resumes_restarts_or_stops()
    {
        static int Check(int n) => n == 3 ? throw Boom : n;
        Assert.Same(Boom, await Fails<InvalidOperationException>(Numbers(5).Select(Check).RunWith(Sink.Ignore<int>(), Materializer)));
        Assert.Equal([1, 2, 4, 5], await All(Numbers(5).Select(Check).WithAttributes(Resuming)));
        Assert.Equal([0, 1, 3, 0, 4, 9], await All(Numbers(5).Scan(0, (sum, n) => sum + Check(n)).WithAttributes(Restarting)));
        Assert.Equal([0, 1, 3, 7, 12], await All(Numbers(5).Scan(0, (sum, n) => sum + Check(n)).WithAttributes(Resuming)));
        Assert.Equal([1, 2, 4, 5], await All(Numbers(5).SelectAsync(2, async n =>
        {
            await Task.Yield();
            return Check(n);
        }).WithAttributes(Resuming)));
        var failure = await Fails<Exception>(Numbers(5).SelectAsync(2, n => n == 3 ? Task.FromException<int>(Boom) : Task.FromResult(n))
            .RunWith(Sink.Ignore<int>(), Materializer));
        Assert.Same(Boom, failure.GetBaseException());
    }

    [Fact]
    public async Task Failures_are_recovered_replaced_or_mapped()
    {
        var failing = Numbers(3).Select(n => n == 3 ? throw Boom : n);
        Assert.Equal([1, 2, 9], await All(failing.Recover(_ => Option<int>.Create(9))));
        Assert.Equal([1, 2, 7, 8], await All(failing.RecoverWithRetries(_ => Source.From([7, 8]))));
        Assert.Equal([1, 2, 1, 2, 1, 2], await All(failing.RecoverWithRetries(_ => failing, 2).Recover(_ => Option<int>.None).SelectError(e => e)
            .Recover(_ => Option<int>.Create(0)).Where(n => n != 0)));
        await Fails<NotSupportedException>(failing.SelectError(_ => new NotSupportedException()).RunWith(Sink.Ignore<int>(), Materializer));
    }

    [Fact]
    public async Task Streams_are_joined()
    {
        Assert.Equal([1, 2, 1, 2, 3], await All(Numbers(2).Concat(Numbers(3))));
        Assert.Equal([1, 2, 3, 1, 2], await All(Numbers(2).Prepend(Numbers(3))));
        Assert.Equal([1, 1, 2, 2, 3], (await All(Numbers(2).Merge(Numbers(3)))).Order());
        Assert.Equal([(1, "a"), (2, "b")], await All(Numbers(5).Zip(Source.From(["a", "b"]))));
        Assert.Equal([2, 4], await All(Numbers(2).ZipWith(Numbers(9), (a, b) => a + b)));
        Assert.Equal([1, 2, 10, 11, 3, 4, 12], await All(Numbers(4).Interleave(Source.From([10, 11, 12]), 2)));
        Assert.Equal([1, 2], await All(Numbers(2).OrElse(Numbers(9))));
        Assert.Equal([1, 2, 3], await All(Source.Empty<int>().OrElse(Numbers(3))));
        Assert.Equal([1, 1, 2], await All(Numbers(2).ConcatMany(Numbers)));
        Assert.Equal([1, 1, 1, 2, 2, 3], (await All(Numbers(3).MergeMany(3, Numbers))).Order());
    }

    [Fact]
    public async Task Elements_are_copied_and_diverted_aside()
    {
        var copied = new List<int>();
        Assert.Equal([1, 2, 3], await All(Numbers(3).AlsoTo(Sink.ForEach<int>(copied.Add))));
        Assert.Equal([1, 2, 3], copied);
        var diverted = new List<int>();
        Assert.Equal([1, 3], await All(Numbers(4).DivertTo(Sink.ForEach<int>(diverted.Add), n => n % 2 == 0)));
        Assert.Equal([2, 4], diverted);
        Assert.Equal(Enumerable.Range(1, 100), await All(Numbers(100).WireTap(Sink.Cancelled<int>())));
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, new[] { 2, 3, 4 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 1, 2, 4 })]
    [InlineData(OverflowStrategy.DropNew, new[] { 1, 2, 3 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 4 })]
    public async Task Full_buffer_drops_by_its_strategy(OverflowStrategy strategy, int[] expected)
    {
        // The gate opens when the source has given all: nothing is taken out of the buffer before.
        var gate = new TaskCompletionSource();
        var buffered = Source.From([1, 2, 3, 4]).WatchTermination((_, done) =>
        {
            done.ContinueWith(_ => gate.SetResult(), TaskScheduler.Default);
            return NotUsed.Instance;
        }).Buffer(3, strategy).InitialDelay(TimeSpan.FromMilliseconds(100));
        Assert.Equal(expected, await All(buffered));
        await gate.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task Full_buffer_holds_or_fails_upstream()
    {
        Assert.Equal(Enumerable.Range(1, 100), await All(Numbers(100).Buffer(3, OverflowStrategy.Backpressure)));
        await Fails<BufferOverflowException>(Numbers(100).Buffer(3, OverflowStrategy.Fail).InitialDelay(TimeSpan.FromMinutes(1))
            .RunWith(Sink.Ignore<int>(), Materializer));
    }

    [Fact]
    public async Task Slow_downstream_gets_elements_folded_together()
    {
        Assert.Equal([15], await All(Numbers(5).Conflate((a, b) => a + b).InitialDelay(TimeSpan.FromMilliseconds(50))));
        var batches = await All(Numbers(5).Batch(2, n => n, (a, b) => a + b).InitialDelay(TimeSpan.FromMilliseconds(50)));
        // Two fill the first batch while downstream is held; what comes after it goes as fast as downstream takes it.
        Assert.Equal((3, 15), (batches.First(), batches.Sum()));
        Assert.Equal([1, 1, 1], await All(Numbers(1).Concat(Source.Never<int>()).Expand(n => Enumerable.Repeat(n, 1000).GetEnumerator()).Take(3)));
    }

    [Fact]
    public async Task Throttle_shapes_or_refuses()
    {
        Assert.Equal([1, 2, 3], await All(Numbers(3).Throttle(1, TimeSpan.FromMilliseconds(10), 1, ThrottleMode.Shaping)));
        await Fails<RateExceededException>(Numbers(5).Throttle(1, TimeSpan.FromMinutes(1), 2, ThrottleMode.Enforcing).RunWith(Sink.Ignore<int>(), Materializer));
        Assert.Throws<ArgumentException>(() => Numbers(5).Throttle(1, TimeSpan.FromMinutes(1), 0, ThrottleMode.Enforcing));
    }

    [Fact]
    public async Task Timeouts_fail_a_silent_stream()
    {
        var silent = Source.Never<int>();
        var moment = TimeSpan.FromMilliseconds(20);
        await Fails<TimeoutException>(silent.InitialTimeout(moment).RunWith(Sink.Ignore<int>(), Materializer));
        await Fails<TimeoutException>(silent.IdleTimeout(moment).RunWith(Sink.Ignore<int>(), Materializer));
        await Fails<TimeoutException>(silent.CompletionTimeout(moment).RunWith(Sink.Ignore<int>(), Materializer));
        Assert.Equal([1], await All(Numbers(1).IdleTimeout(moment).InitialTimeout(moment).CompletionTimeout(moment)));
        Assert.Empty(await All(silent.TakeWithin(moment)));
    }

    [Fact]
    public async Task Keep_alive_injects_when_upstream_is_silent()
    {
        Assert.Equal([1, 0, 0], await All(Numbers(1).Concat(Source.Never<int>()).KeepAlive(TimeSpan.FromMilliseconds(10), () => 0).Take(3)));
    }

    [Fact]
    public async Task Delay_moves_elements_and_keeps_their_order()
    {
        Assert.Equal(Enumerable.Range(1, 10), await All(Numbers(10).Delay(TimeSpan.FromMilliseconds(20))));
    }

    [Fact]
    public async Task End_of_a_stream_is_watched()
    {
        await Numbers(3).WatchTermination(Keep.Right).To(Sink.Ignore<int>()).Run(Materializer).WaitAsync(Limit);
        Assert.Same(Boom, await Fails<InvalidOperationException>(
            Source.Failed<int>(Boom).WatchTermination(Keep.Right).To(Sink.Ignore<int>()).Run(Materializer)));
        await Source.Never<int>().WatchTermination(Keep.Right).To(Sink.Cancelled<int>()).Run(Materializer).WaitAsync(Limit);
    }
}
