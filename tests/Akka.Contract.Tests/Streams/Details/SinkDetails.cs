using Akka.Actor;
using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Directive = Akka.Streams.Supervision.Directive;

namespace Akka.Contract.Tests.Streams.Details;

/// <summary>What sinks and hubs do at their edges.</summary>
public sealed class SinkDetails : ProbeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    [Fact]
    public async Task A_lazy_sink_without_an_element_has_no_value()
    {
        var value = await Source.Empty<int>().RunWith(Sink.LazyInitAsync(() => Task.FromResult(Sink.Seq<int>())), Materializer).WaitAsync(Limit);
        Assert.False(value.HasValue);
    }

    [Fact]
    public async Task A_lazy_sink_is_made_once_and_gets_all_elements()
    {
        var made = 0;
        var sink = Sink.LazyInitAsync(() => { made++; return Task.FromResult(Sink.Seq<int>()); });
        var value = await Source.From([1, 2, 3]).RunWith(sink, Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2, 3], await value.Value.WaitAsync(Limit));
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_lazy_sink_that_cannot_be_made_cancels_its_stream()
    {
        var (up, value) = this.SourceProbe<int>().ToMaterialized(Sink.LazyInitAsync<int, NotUsed>(() => throw Boom), Keep.Both).Run(Materializer);
        await up.SendNextAsync(1);
        await up.ExpectCancellationAsync();
        Assert.Same(Boom, await Assert.ThrowsAnyAsync<Exception>(() => value.WaitAsync(Limit)));
    }

    [Fact]
    public async Task A_lazy_sink_cancels_when_the_inner_sink_does()
    {
        var inner = this.CreateSubscriberProbe<int>();
        var (up, value) = this.SourceProbe<int>().ToMaterialized(Sink.LazyInitAsync(() => Task.FromResult(Sink.FromSubscriber(inner))), Keep.Both).Run(Materializer);
        await up.SendNextAsync(1);
        Assert.True((await value.WaitAsync(Limit)).HasValue);
        await inner.RequestNextAsync(1);
        await inner.CancelAsync();
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Pulling_a_sink_queue_twice_at_once_is_refused()
    {
        var (up, queue) = this.SourceProbe<int>().ToMaterialized(Sink.Queue<int>(), Keep.Both).Run(Materializer);
        var first = queue.PullAsync();
        await Assert.ThrowsAsync<IllegalStateException>(() => queue.PullAsync().WaitAsync(Limit));
        await up.SendNextAsync(7);
        Assert.Equal(7, (await first.WaitAsync(Limit)).Value);
        await up.SendCompleteAsync();
        Assert.False((await queue.PullAsync().WaitAsync(Limit)).HasValue);
        await Assert.ThrowsAsync<StreamDetachedException>(() => queue.PullAsync().WaitAsync(Limit));
    }

    [Fact]
    public async Task A_sink_queue_tells_the_failure_after_the_elements()
    {
        var (up, queue) = this.SourceProbe<int>().ToMaterialized(Sink.Queue<int>(), Keep.Both).Run(Materializer);
        await up.SendNextAsync(1);
        await up.SendErrorAsync(Boom);
        Assert.Equal(1, (await queue.PullAsync().WaitAsync(Limit)).Value);
        Assert.Same(Boom, await Assert.ThrowsAnyAsync<Exception>(() => queue.PullAsync().WaitAsync(Limit)));
    }

    [Fact]
    public void A_sink_that_needs_a_buffer_must_have_one()
    {
        var none = Attributes.CreateInputBuffer(0, 0);
        Assert.Throws<ArgumentException>(() => { Source.Single(1).To(Sink.Queue<int>().WithAttributes(none)).Run(Materializer); });
        Assert.Throws<ArgumentException>(() =>
        {
            Source.Single(1).To(Sink.ActorRefWithAck<int>(TestActor, "init", "ack", "done").WithAttributes(none)).Run(Materializer);
        });
    }

    [Fact]
    public async Task An_acknowledging_actor_holds_its_stream()
    {
        var actor = CreateTestProbe();
        var up = this.SourceProbe<int>().To(Sink.ActorRefWithAck<int>(actor, "init", "ack", "done").WithAttributes(Attributes.CreateInputBuffer(1, 1))).Run(Materializer);
        await actor.ExpectMsgAsync("init");
        var stage = actor.LastSender;
        await up.SendNextAsync(1);
        await actor.ExpectNoMsgAsync(Short);
        actor.Send(stage, "ack");
        await actor.ExpectMsgAsync(1);
        await up.SendNextAsync(2);
        await actor.ExpectNoMsgAsync(Short);
        actor.Send(stage, "ack");
        await actor.ExpectMsgAsync(2);
        await up.SendCompleteAsync();
        await actor.ExpectMsgAsync("done");
    }

    [Fact]
    public async Task An_acknowledging_actor_that_stops_cancels_its_stream()
    {
        var actor = CreateTestProbe();
        var up = this.SourceProbe<int>().To(Sink.ActorRefWithAck<int>(actor, "init", "ack", "done")).Run(Materializer);
        await actor.ExpectMsgAsync("init");
        Sys.Stop(actor);
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Actions_of_a_sink_are_supervised()
    {
        var seen = new List<int>();
        var sink = Sink.ForEach<int>(n => { if (n == 2) throw Boom; seen.Add(n); });
        await Source.From([1, 2, 3]).RunWith(sink.WithAttributes(Supervise(Directive.Resume)), Materializer).WaitAsync(Limit);
        Assert.Equal([1, 3], seen);
        await Assert.ThrowsAnyAsync<Exception>(() => Source.From([1, 2, 3]).RunWith(sink, Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Values_of_sinks_fail_when_their_stream_is_cut()
    {
        var own = ActorMaterializer.Create(Sys);
        Task[] values =
        [
            Source.Never<int>().RunWith(Sink.Ignore<int>(), own), Source.Never<int>().RunWith(Sink.Seq<int>(), own),
            Source.Never<int>().RunWith(Sink.First<int>(), own), Source.Never<int>().RunWith(Sink.Last<int>(), own),
            Source.Never<int>().RunWith(Sink.Aggregate<int, int>(0, (a, b) => a + b), own), Source.Never<int>().RunForeach(_ => { }, own),
        ];
        own.Shutdown();
        foreach (var value in values) await Assert.ThrowsAsync<AbruptStageTerminationException>(() => value.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_publisher_of_a_stream_refuses_a_second_subscriber_and_serves_the_first()
    {
        var publisher = Source.From([1, 2]).RunWith(Sink.AsPublisher<int>(false), Materializer);
        var first = this.CreateSubscriberProbe<int>();
        publisher.Subscribe(first);
        await first.EnsureSubscriptionAsync();
        var second = this.CreateSubscriberProbe<int>();
        publisher.Subscribe(second);
        Assert.IsType<IllegalStateException>(await second.ExpectSubscriptionAndErrorAsync());
        await first.RequestAsync(3);
        await first.AsyncBuilder().ExpectNext(1, 2).ExpectComplete().ExecuteAsync();
    }

    [Fact]
    public void Sizes_of_hubs_are_checked()
    {
        Assert.ThrowsAny<ArgumentException>(() => MergeHub.Source<int>(0));
        Assert.ThrowsAny<ArgumentException>(() => BroadcastHub.Sink<int>(0));
        Assert.ThrowsAny<ArgumentException>(() => BroadcastHub.Sink<int>(3));
        Assert.ThrowsAny<ArgumentException>(() => BroadcastHub.Sink<int>(8192));
    }

    [Fact]
    public async Task Producers_of_a_merge_hub_learn_that_its_consumer_left()
    {
        var (sink, consumer) = MergeHub.Source<int>(16).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        var first = this.SourceProbe<int>().To(sink).Run(Materializer);
        await consumer.RequestAsync(2);
        await first.SendNextAsync(1);
        await consumer.ExpectNextAsync(1);
        await consumer.CancelAsync();
        await first.ExpectCancellationAsync();
        var late = this.SourceProbe<int>().To(sink).Run(Materializer);
        await late.ExpectCancellationAsync();
    }

    [Fact]
    public async Task A_merge_hub_takes_no_more_than_its_buffer_from_each_producer()
    {
        var (sink, consumer) = MergeHub.Source<int>(3).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        var seen = new List<int>();
        var buffered = new TaskCompletionSource();
        await consumer.EnsureSubscriptionAsync();
        Source.From(Enumerable.Range(1, 20)).Select(n =>
        {
            lock (seen) seen.Add(n);
            if (n == 3) buffered.SetResult();
            return n;
        }).To(sink).Run(Materializer);
        await buffered.Task.WaitAsync(Limit);
        await consumer.ExpectNoMsgAsync(Short);
        lock (seen) Assert.Equal([1, 2, 3], seen);
        await consumer.RequestAsync(2);
        await consumer.AsyncBuilder().ExpectNext(1, 2).ExecuteAsync();
        await consumer.CancelAsync();
    }

    [Fact]
    public async Task Consumers_of_a_broadcast_hub_hear_of_the_end_also_when_they_come_late()
    {
        var source = Source.Empty<int>().RunWith(BroadcastHub.Sink<int>(8), Materializer);
        await Probe(source).ExpectSubscriptionAndCompleteAsync();
        var (up, hub) = this.SourceProbe<int>().ToMaterialized(BroadcastHub.Sink<int>(8), Keep.Both).Run(Materializer);
        var consumer = Probe(hub);
        await consumer.RequestAsync(3);
        await Task.Delay(100);
        await up.SendNextAsync(1);
        await consumer.ExpectNextAsync(1);
        await up.SendCompleteAsync();
        await consumer.ExpectCompleteAsync();
        await Probe(hub).ExpectSubscriptionAndCompleteAsync();
    }

    [Fact]
    public async Task A_slow_consumer_of_a_broadcast_hub_holds_the_others()
    {
        var (up, hub) = this.SourceProbe<int>().ToMaterialized(BroadcastHub.Sink<int>(2), Keep.Both).Run(Materializer);
        var slow = Probe(hub);
        var fast = Probe(hub);
        await slow.RequestAsync(1);
        await fast.RequestAsync(100);
        await Task.Delay(100);
        for (var n = 1; n <= 4; n++) up.UnsafeSendNext(n);
        await slow.ExpectNextAsync(1);
        await fast.ExpectNextAsync(1);
        await slow.CancelAsync();
        for (var n = 2; n <= 4; n++) await fast.ExpectNextAsync(n);
        await fast.CancelAsync();
    }

    [Fact]
    public async Task A_switch_that_was_thrown_ends_flows_that_come_later()
    {
        var shared = KillSwitches.Shared("shared");
        shared.Shutdown();
        var (up, down) = Between(Flow.FromGraph(shared.Flow<int>()).MapMaterializedValue(_ => NotUsed.Instance));
        await up.ExpectCancellationAsync();
        await down.ExpectSubscriptionAndCompleteAsync();
        shared.Abort(Boom);
        var (_, still) = Between(Flow.FromGraph(shared.Flow<int>()).MapMaterializedValue(_ => NotUsed.Instance));
        await still.ExpectSubscriptionAndCompleteAsync();
    }

    [Fact]
    public async Task Switches_tell_both_sides_and_only_once()
    {
        var ((up, single), down) = this.SourceProbe<int>().ViaMaterialized(KillSwitches.Single<int>(), Keep.Both).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(1);
        await up.SendNextAsync(1);
        await down.ExpectNextAsync(1);
        single.Abort(Boom);
        single.Shutdown();
        await up.ExpectCancellationAsync();
        Assert.Same(Boom, await down.ExpectErrorAsync());
    }
}
