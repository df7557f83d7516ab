using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams;

/// <summary>Demand, elements and ends as publishers and subscribers see them.</summary>
public sealed class ProbeContract : Akka.TestKit.Xunit2.TestKit
{
    private readonly ActorMaterializer _materializer;

    public ProbeContract() : base(PatientKit.Hocon) => _materializer = Sys.Materializer();

    [Fact]
    public void Probes_drive_a_flow_from_both_ends()
    {
        this.AssertAllStagesStopped(() =>
        {
            var (source, sink) = this.SourceProbe<int>().Select(n => n * 2).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(_materializer);
            sink.Request(2);
            source.SendNext(1).SendNext(2);
            sink.ExpectNext(2).ExpectNext(4);
            sink.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
            source.SendNext(3);
            sink.RequestNext(6);
            source.SendComplete();
            sink.ExpectComplete();
        }, _materializer);
    }

    [Fact]
    public void Cancellation_travels_up_and_failure_down()
    {
        var (source, sink) = this.SourceProbe<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(_materializer);
        sink.Request(1);
        sink.Cancel();
        source.ExpectCancellation();

        var (failing, failed) = this.SourceProbe<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(_materializer);
        failed.EnsureSubscription();
        var cause = new InvalidOperationException("boom");
        failing.SendError(cause);
        Assert.Same(cause, failed.ExpectError());
    }

    [Fact]
    public void Publisher_is_asked_for_a_buffer_and_then_for_half_of_it()
    {
        var publisher = this.CreateManualPublisherProbe<int>();
        var subscriber = this.CreateManualSubscriberProbe<int>();
        Source.FromPublisher(publisher).WithAttributes(Attributes.CreateInputBuffer(4, 4)).RunWith(Sink.FromSubscriber(subscriber), _materializer);
        var up = publisher.ExpectSubscription();
        var down = subscriber.ExpectSubscription();
        up.ExpectRequest(4, default);
        for (var i = 0; i < 4; i++) up.SendNext(i);
        publisher.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        down.Request(1);
        subscriber.ExpectNext(0);
        publisher.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        down.Request(1);
        subscriber.ExpectNext(1);
        up.ExpectRequest(2, default);
        up.SendComplete();
        down.Request(5);
        subscriber.ExpectNext(2).ExpectNext(3).ExpectComplete();
    }

    [Fact]
    public void Publisher_of_a_stream_takes_one_subscriber_and_remembers_its_end()
    {
        var publisher = Source.Single(1).RunWith(Sink.AsPublisher<int>(false), _materializer);
        var first = this.CreateManualSubscriberProbe<int>();
        publisher.Subscribe(first);
        var second = this.CreateManualSubscriberProbe<int>();
        publisher.Subscribe(second);
        second.ExpectSubscriptionAndError(false);
        first.ExpectSubscription().Request(1);
        first.ExpectNext(1).ExpectComplete();
    }

    [Fact]
    public void Fan_out_publisher_goes_as_fast_as_the_slowest_subscriber()
    {
        var publisher = Source.From([1, 2, 3]).RunWith(Sink.AsPublisher<int>(true), _materializer);
        var fast = this.CreateManualSubscriberProbe<int>();
        var slow = this.CreateManualSubscriberProbe<int>();
        publisher.Subscribe(fast);
        publisher.Subscribe(slow);
        var fastDemand = fast.ExpectSubscription();
        var slowDemand = slow.ExpectSubscription();
        fastDemand.Request(3);
        fast.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        slowDemand.Request(1);
        fast.ExpectNext(1);
        slow.ExpectNext(1);
        slowDemand.Cancel();
        fast.ExpectNext(2).ExpectNext(3).ExpectComplete();
    }

    [Fact]
    public void Demand_below_one_fails_the_subscriber()
    {
        var subscriber = this.CreateManualSubscriberProbe<int>();
        Source.Repeat(1).RunWith(Sink.FromSubscriber(subscriber), _materializer);
        subscriber.ExpectSubscription().Request(0);
        Assert.IsAssignableFrom<ArgumentException>(subscriber.ExpectError());
    }

    [Fact]
    public async Task Probes_wait_without_a_thread()
    {
        var (source, sink) = this.SourceProbe<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(_materializer);
        await sink.RequestAsync(2);
        await source.SendNextAsync(1);
        await sink.ExpectNextAsync(1);
        await source.SendCompleteAsync();
        await sink.ExpectCompleteAsync();
    }

    [Fact]
    public async Task Steps_are_chained()
    {
        var (source, sink) = this.SourceProbe<int>().Select(n => n + 1).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(_materializer);
        await sink.AsyncBuilder().Request(3).ExecuteAsync();
        await source.AsyncBuilder().SendNext([1, 2, 3]).ExecuteAsync();
        await sink.AsyncBuilder().ExpectNext(2, 3).ExpectNext(4).Cancel().ExecuteAsync();
        await source.AsyncBuilder().ExpectCancellation().ExecuteAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sink.AsyncBuilder().ExpectNext(5, TimeSpan.FromMilliseconds(20)).ExecuteAsync());
    }

    /// <summary>A function that maps a value may use it: what it sends waits for the stream to start.</summary>
    [Fact]
    public async Task Materialised_value_works_while_it_is_mapped()
    {
        var all = await Source.Queue<int>(4, OverflowStrategy.Backpressure).MapMaterializedValue(queue =>
        {
            _ = queue.OfferAsync(1);
            queue.Complete();
            return queue;
        }).RunWith(Sink.Seq<int>(), _materializer).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([1], all);
    }
}
