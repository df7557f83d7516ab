using System.Threading.Channels;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Akka.TestKit;

namespace Akka.Contract.Tests.Streams.Details;

/// <summary>Operators that wait, while the test holds the clock: what falls into one moment on a machine that is free does so on one that is busy.</summary>
public sealed class TimedFlowDetails() : ProbeTest("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    private readonly Channel<int> _arrived = Channel.CreateUnbounded<int>();

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Silence_is_filled_and_real_elements_go_first()
    {
        var (up, down) = Between(Marked().KeepAlive(Moment, () => 0));
        await down.EnsureSubscriptionAsync();
        await up.SendNextAsync(1);
        await ArrivedAsync(1);
        Time.Advance(2 * Moment);
        await down.RequestNextAsync(1);
        // The operator may have looked at the clock only after it was put forward.
        Time.Advance(2 * Moment);
        await down.RequestNextAsync(0);
        await down.RequestAsync(1);
        await down.ExpectNoMsgAsync(Short);
        await WhileTimePassesAsync(down.ExpectNextAsync(0));
        await up.SendCompleteAsync();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_group_by_time_is_never_empty_and_keeps_the_rest()
    {
        var (up, down) = Between(Marked().GroupedWithin(1000, Moment));
        await down.RequestAsync(2);
        Time.Advance(3 * Moment);
        await down.ExpectNoMsgAsync(Short);
        await up.SendNextAsync(1);
        await up.SendNextAsync(2);
        await ArrivedAsync(2);
        Time.Advance(Moment);
        Assert.Equal([1, 2], await down.ExpectNextAsync());
        Time.Advance(3 * Moment);
        await down.ExpectNoMsgAsync(Short);
        await up.SendNextAsync(3);
        await up.SendCompleteAsync();
        Assert.Equal([3], await down.ExpectNextAsync());
        await down.ExpectCompleteAsync();
    }

    [Theory]
    [InlineData(DelayOverflowStrategy.DropHead, new[] { 5, 6, 7, 8 })]
    [InlineData(DelayOverflowStrategy.DropTail, new[] { 1, 2, 3, 8 })]
    [InlineData(DelayOverflowStrategy.DropNew, new[] { 1, 2, 3, 4 })]
    public async Task What_a_full_delay_keeps(DelayOverflowStrategy strategy, int[] kept)
    {
        var (up, down) = Between(Marked().Via(Flow.Create<int>().Delay(Moment, strategy).WithAttributes(Attributes.CreateInputBuffer(4, 4))));
        await down.RequestAsync(20);
        for (var n = 1; n <= 8; n++) await up.SendNextAsync(n);
        await up.SendCompleteAsync();
        await ArrivedAsync(8);
        await down.ExpectNoMsgAsync(Short);
        foreach (var n in kept) await WhileTimePassesAsync(down.ExpectNextAsync(n));
        await WhileTimePassesAsync(down.ExpectCompleteAsync());
    }

    [Fact]
    public async Task A_cancellation_may_be_taken_after_a_delay()
    {
        var up = this.CreatePublisherProbe<int>();
        var (one, other) = (this.CreateSubscriberProbe<int>(), this.CreateSubscriberProbe<int>());
        var delayed = new Attributes.CancellationStrategy(new Attributes.CancellationStrategy.AfterDelay(Moment, new Attributes.CancellationStrategy.CompleteStage()));
        RunnableGraph.FromGraph(GraphDsl.Create(b =>
        {
            var fan = b.Add(new Broadcast<int>(2, eagerCancel: true).WithAttributes(new Attributes(delayed)));
            b.From(Source.FromPublisher(up)).To(fan.In);
            b.From(fan.Out(0)).To(Sink.FromSubscriber(one));
            b.From(fan.Out(1)).To(Sink.FromSubscriber(other));
            return ClosedShape.Instance;
        })).Run(Materializer);
        await one.EnsureSubscriptionAsync();
        await other.EnsureSubscriptionAsync();
        await one.CancelAsync();
        await other.ExpectNoMsgAsync(Short);
        await WhileTimePassesAsync(other.ExpectCompleteAsync());
        await up.ExpectCancellationAsync();
    }

    /// <summary>Tells what has come as far as the operator behind it: both are run by one actor, so that a timer comes after it there.</summary>
    private Flow<int, int, NotUsed> Marked() => Flow.Create<int>().Select(n =>
    {
        _arrived.Writer.TryWrite(n);
        return n;
    });

    /// <summary>For operators that set their timers one after the other, each in its own time.</summary>
    private async Task WhileTimePassesAsync(Task awaited)
    {
        while (!awaited.IsCompleted)
        {
            Time.Advance(Moment);
            await Task.Yield();
        }

        await awaited;
    }

    private async Task ArrivedAsync(int element)
    {
        while (await _arrived.Reader.ReadAsync().AsTask().WaitAsync(Limit) != element)
        {
            // An earlier one.
        }
    }
}
