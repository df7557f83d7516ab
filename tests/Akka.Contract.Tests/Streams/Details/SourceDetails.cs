using System.Collections.Immutable;
using Akka.Actor;
using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Akka.Util;

namespace Akka.Contract.Tests.Streams.Details;

/// <summary>What sources do at their edges: empty, cancelled early, shut down, asked twice.</summary>
public sealed class SourceDetails : ProbeTest
{
    [Fact]
    public async Task A_source_made_from_the_materializer_gets_it_with_the_attributes()
    {
        var value = Source.FromMaterializer((materializer, attributes) =>
                Source.Single(attributes.GetNameLifted().Contains("made", StringComparison.Ordinal) && materializer.IsShutdown == false))
            .Named("made").RunWith(Sink.First<bool>(), Materializer);
        Assert.True(await value.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_flow_and_a_sink_made_from_the_materializer_work_too()
    {
        var flow = Flow.FromMaterializer((_, _) => Flow.Create<int>().Select(n => n + 1));
        var sink = Sink.FromMaterializer((_, _) => Sink.First<int>());
        var first = await Source.Single(1).Via(flow).RunWith(sink, Materializer).WaitAsync(Limit);
        Assert.Equal(2, await first.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_maybe_that_is_given_a_value_emits_it_and_completes()
    {
        var (promise, down) = Source.Maybe<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(1);
        await down.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        promise.SetResult(6);
        await down.ExpectNextAsync(6);
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_cancelled_maybe_gives_its_promise_the_default()
    {
        var (promise, down) = Source.Maybe<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(1);
        await down.CancelAsync();
        Assert.Equal(0, await promise.Task.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_failed_promise_fails_the_maybe()
    {
        var (promise, down) = Source.Maybe<int>().ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(1);
        promise.SetException(Boom);
        Assert.Equal("boom", Unwrapped(await down.ExpectErrorAsync()).Message);
    }

    [Fact]
    public async Task The_promise_of_a_maybe_fails_when_the_materializer_is_shut_down()
    {
        var own = ActorMaterializer.Create(Sys);
        var promise = Source.Maybe<int>().To(Sink.Ignore<int>()).Run(own);
        own.Shutdown();
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => promise.Task.WaitAsync(Limit));
    }

    [Fact]
    public async Task The_actor_of_an_actor_source_is_named_after_its_stage()
    {
        var (actor, down) = Source.ActorRef<int>(10, OverflowStrategy.Fail).WithAttributes(Attributes.CreateName("SomeCustomName"))
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        Assert.Contains("SomeCustomName", actor.Path.ToString(), StringComparison.Ordinal);
        actor.Tell(PoisonPill.Instance);
    }

    [Fact]
    public async Task An_actor_source_ends_with_its_stream()
    {
        var (actor, down) = Source.ActorRef<int>(10, OverflowStrategy.Fail).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        Watch(actor);
        await down.EnsureSubscriptionAsync();
        await down.CancelAsync();
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task An_actor_source_emits_what_it_holds_before_it_completes()
    {
        var (actor, down) = Source.ActorRef<int>(3, OverflowStrategy.DropBuffer).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        actor.Tell(new Status.Success("ok"));
        await down.RequestAsync(10);
        await down.AsyncBuilder().ExpectNext(1, 2, 3).ExpectComplete().ExecuteAsync();
    }

    [Fact]
    public async Task An_actor_source_without_a_buffer_drops_what_nobody_asked_for()
    {
        var (actor, down) = Source.ActorRef<int>(0, OverflowStrategy.DropHead).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        Watch(actor);
        await down.EnsureSubscriptionAsync();
        actor.Tell(100);
        await Task.Delay(100);
        await down.RequestAsync(1);
        await down.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        actor.Tell(101);
        await down.ExpectNextAsync(101);
        await down.CancelAsync();
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public void An_actor_source_cannot_hold_its_senders_back()
    {
        Assert.Throws<NotSupportedException>(() => Source.ActorRef<int>(1, OverflowStrategy.Backpressure));
        Assert.Throws<ArgumentException>(() => Source.ActorRef<int>(-1, OverflowStrategy.Fail));
    }

    [Fact]
    public async Task Offers_to_a_queue_whose_stream_failed_fail()
    {
        var queue = Source.Queue<int>(4, OverflowStrategy.Fail).Select<int, int, ISourceQueueWithComplete<int>>(_ => throw Boom).To(Sink.Ignore<int>()).Run(Materializer);
        await queue.OfferAsync(1);
        await Assert.ThrowsAnyAsync<Exception>(() => queue.WatchCompletionAsync().WaitAsync(Limit));
        await Assert.ThrowsAsync<StreamDetachedException>(() => queue.OfferAsync(2).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_queue_that_was_completed_emits_what_it_holds()
    {
        var (queue, down) = Source.Queue<int>(1, OverflowStrategy.Fail).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        await queue.OfferAsync(1).WaitAsync(Limit);
        queue.Complete();
        Assert.False(queue.WatchCompletionAsync().IsCompleted);
        await down.RequestNextAsync(1);
        await down.ExpectCompleteAsync();
        await queue.WatchCompletionAsync().WaitAsync(Limit);
    }

    [Fact]
    public async Task A_queue_that_was_failed_passes_the_failure_at_once()
    {
        var (queue, down) = Source.Queue<int>(1, OverflowStrategy.Fail).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        await queue.OfferAsync(1).WaitAsync(Limit);
        queue.Fail(Boom);
        Assert.Same(Boom, await down.ExpectErrorAsync());
        Assert.Same(Boom, await Assert.ThrowsAsync<InvalidOperationException>(() => queue.WatchCompletionAsync().WaitAsync(Limit)));
    }

    [Fact]
    public async Task A_queue_without_buffer_takes_one_offer_at_a_time()
    {
        var (queue, down) = Source.Queue<int>(0, OverflowStrategy.Backpressure).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        var first = queue.OfferAsync(1);
        await Assert.ThrowsAsync<IllegalStateException>(() => queue.OfferAsync(2).WaitAsync(Limit));
        await down.RequestNextAsync(1);
        Assert.IsType<QueueOfferResult.Enqueued>(await first.WaitAsync(Limit));
        await down.CancelAsync();
    }

    [Fact]
    public async Task A_queue_of_a_shut_down_materializer_is_detached()
    {
        var own = ActorMaterializer.Create(Sys);
        var queue = Source.Queue<int>(1, OverflowStrategy.Fail).To(Sink.FromSubscriber(this.CreateManualSubscriberProbe<int>())).Run(own);
        await queue.OfferAsync(1).WaitAsync(Limit);
        own.Shutdown();
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => queue.WatchCompletionAsync().WaitAsync(Limit));
        await Assert.ThrowsAsync<StreamDetachedException>(() => queue.OfferAsync(2).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_tick_tells_that_it_was_cancelled()
    {
        var (tick, down) = Source.Tick(TimeSpan.FromMilliseconds(20), TimeSpan.FromHours(1), "tick").ToMaterialized(this.SinkProbe<string>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(2);
        await down.ExpectNextAsync("tick");
        Assert.False(tick.IsCancellationRequested);
        tick.Cancel();
        Assert.True(tick.IsCancellationRequested);
        await down.ExpectCompleteAsync();
        tick.Cancel();
        Assert.True(tick.IsCancellationRequested);
    }

    [Fact]
    public async Task A_tick_may_be_cancelled_before_it_ticks()
    {
        var (tick, down) = Source.Tick(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), 1).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        tick.Cancel();
        await down.ExpectSubscriptionAndCompleteAsync();
    }

    [Fact]
    public async Task A_lazy_source_that_cannot_be_made_fails_stream_and_value()
    {
        var (value, down) = Source.Lazily<int, NotUsed>(() => throw Boom).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(1);
        Assert.Same(Boom, await down.ExpectErrorAsync());
        Assert.Same(Boom, await Assert.ThrowsAnyAsync<Exception>(() => value.WaitAsync(Limit)));
    }

    [Fact]
    public async Task A_lazy_source_that_nobody_pulls_is_never_made()
    {
        var made = false;
        var (value, down) = Source.Lazily(() => { made = true; return Source.Single(1); }).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        await down.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => value.WaitAsync(Limit));
        Assert.Contains("Downstream canceled without triggering lazy source materialization", failure.Message, StringComparison.Ordinal);
        Assert.False(made);
    }

    [Fact]
    public async Task A_task_source_source_gives_elements_and_value()
    {
        var inner = new TaskCompletionSource<Source<int, string>>();
        var (value, down) = Source.FromTaskSource(inner.Task).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(5);
        await down.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        inner.SetResult(Source.From([1, 2]).MapMaterializedValue(_ => "foo"));
        Assert.Equal("foo", await value.WaitAsync(Limit));
        await down.AsyncBuilder().ExpectNext(1, 2).ExpectComplete().ExecuteAsync();
    }

    [Fact]
    public async Task A_task_source_that_is_cancelled_while_it_waits_tells_its_value()
    {
        var inner = new TaskCompletionSource<Source<int, string>>();
        var (value, down) = Source.FromTaskSource(inner.Task).ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.EnsureSubscriptionAsync();
        await down.CancelAsync();
        await Assert.ThrowsAsync<StreamDetachedException>(() => value.WaitAsync(Limit));
    }

    [Fact]
    public async Task An_enumeration_that_throws_fails_the_stream_after_what_it_gave()
    {
        static IEnumerable<int> Numbers()
        {
            yield return 1;
            yield return 2;
            throw Boom;
        }

        var down = Probe(Source.From(Numbers()));
        await down.RequestAsync(5);
        await down.AsyncBuilder().ExpectNext(1, 2).ExecuteAsync();
        Assert.Same(Boom, await down.ExpectErrorAsync());
    }

    [Fact]
    public async Task A_cycle_of_nothing_fails()
    {
        var down = Probe(Source.Cycle(() => Enumerable.Empty<int>().GetEnumerator()));
        await down.RequestAsync(1);
        Assert.IsType<ArgumentException>(await down.ExpectErrorAsync());
    }

    [Fact]
    public async Task A_cycle_goes_on()
    {
        Assert.Equal([1, 2, 3, 1, 2, 3, 1], await Source.Cycle(() => new List<int> { 1, 2, 3 }.GetEnumerator()).Take(7).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task An_unfolding_that_throws_fails_the_stream()
    {
        var down = Probe(Source.Unfold(0, n => n == 2 ? throw Boom : Option<(int, int)>.Create((n + 1, n))));
        await down.RequestAsync(5);
        await down.AsyncBuilder().ExpectNext(0, 1).ExecuteAsync();
        Assert.Same(Boom, await down.ExpectErrorAsync());
    }

    [Fact]
    public async Task A_resource_is_made_anew_when_the_decider_restarts_it()
    {
        var opened = 0;
        var closed = 0;
        var source = Source.UnfoldResource<int, IEnumerator<int>>(
                () => { opened++; return Enumerable.Range(1, 3).GetEnumerator(); },
                numbers => !numbers.MoveNext() ? Option<int>.None : numbers.Current == 2 && opened == 1 ? throw Boom : numbers.Current,
                _ => closed++)
            .WithAttributes(Supervise(Akka.Streams.Supervision.Directive.Restart));
        Assert.Equal([1, 1, 2, 3], await source.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal((2, 2), (opened, closed));
    }

    [Fact]
    public async Task Sources_are_combined_by_the_junction_given()
    {
        var combined = Source.Combine(Source.From([1, 2]), Source.From([3]), n => new Concat<int, int>(n), Source.From([4, 5]));
        Assert.Equal([1, 2, 3, 4, 5], await combined.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        var values = Source.CombineMaterialized(Source.Queue<int>(1, OverflowStrategy.Fail), Source.Single(9), n => new Merge<int>(n), Keep.Left);
        var (queue, down) = values.ToMaterialized(this.SinkProbe<int>(), Keep.Both).Run(Materializer);
        await down.RequestAsync(3);
        await down.ExpectNextAsync(9);
        await queue.OfferAsync(1).WaitAsync(Limit);
        await down.ExpectNextAsync(1);
        queue.Complete();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task Nothing_is_zipped_from_no_sources()
    {
        await Probe(Source.ZipN(ImmutableList<Source<int, NotUsed>>.Empty)).ExpectSubscriptionAndCompleteAsync();
    }

    [Fact]
    public async Task Materialising_after_the_shutdown_is_refused()
    {
        var own = ActorMaterializer.Create(Sys);
        var value = Source.Maybe<int>().RunWith(Sink.Aggregate<int, int>(0, (sum, n) => sum + n), own);
        own.Shutdown();
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => value.WaitAsync(Limit));
        Assert.True(own.IsShutdown);
        Assert.Throws<IllegalStateException>(() => { Source.Single(1).To(Sink.Ignore<int>()).Run(own); });
    }

    private static Exception Unwrapped(Exception thrown) => thrown is AggregateException { InnerExceptions.Count: 1 } one ? one.InnerException! : thrown;
}
