using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.TestKit;
using Akka.Util;
using Directive = Akka.Streams.Supervision.Directive;

namespace Akka.Contract.Tests.Streams.Details;

/// <summary>What operators do at their edges: limits of their arguments, failures among other elements, ends while something waits.</summary>
public sealed class FlowDetails : ProbeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    [Fact]
    public void Arguments_out_of_range_are_refused_at_once()
    {
        var flow = Flow.Create<int>();
        Assert.ThrowsAny<ArgumentException>(() => flow.Buffer(0, OverflowStrategy.Backpressure));
        Assert.ThrowsAny<ArgumentException>(() => flow.Grouped(0));
        Assert.ThrowsAny<ArgumentException>(() => flow.Sliding(0));
        Assert.ThrowsAny<ArgumentException>(() => flow.Sliding(1, 0));
        Assert.ThrowsAny<ArgumentException>(() => flow.GroupedWithin(0, Short));
        Assert.ThrowsAny<ArgumentException>(() => flow.GroupedWithin(1, TimeSpan.Zero));
        Assert.ThrowsAny<ArgumentException>(() => flow.Throttle(0, Short, 1, ThrottleMode.Shaping));
        Assert.ThrowsAny<ArgumentException>(() => flow.Throttle(1, TimeSpan.Zero, 1, ThrottleMode.Shaping));
        Assert.ThrowsAny<ArgumentException>(() => flow.Throttle(1, Short, -1, ThrottleMode.Enforcing));
        Assert.ThrowsAny<ArgumentException>(() => flow.Interleave(Source.Single(1), 0));
        Assert.ThrowsAny<ArgumentException>(() => flow.GroupBy(0, n => n));
        Assert.ThrowsAny<ArgumentException>(() => flow.RecoverWithRetries(_ => Source.Single(1), -2));
        Assert.ThrowsAny<ArgumentException>(() => new Merge<int>(0));
        Assert.ThrowsAny<ArgumentException>(() => new Broadcast<int>(0));
        Assert.ThrowsAny<ArgumentException>(() => new Balance<int>(0));
        Assert.ThrowsAny<ArgumentException>(() => new Concat<int, int>(1));
        Assert.ThrowsAny<ArgumentException>(() => new Interleave<int, int>(1, 1));
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, new[] { 102, 103, 104 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 100, 101, 104 })]
    [InlineData(OverflowStrategy.DropNew, new[] { 100, 101, 102 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 103, 104 })]
    public async Task What_a_full_buffer_keeps(OverflowStrategy strategy, int[] kept)
    {
        var (up, down) = Between(Flow.Create<int>().Buffer(3, strategy));
        await down.EnsureSubscriptionAsync();
        for (var n = 100; n < 105; n++) await up.SendNextAsync(n);
        await down.ExpectNoMsgAsync(Short);
        await down.RequestAsync(5);
        foreach (var n in kept) await down.ExpectNextAsync(n);
        await up.SendNextAsync(200);
        await down.ExpectNextAsync(200);
        await up.SendCompleteAsync();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_buffer_that_must_not_overflow_fails_when_it_does()
    {
        var (up, down) = Between(Flow.Create<int>().Buffer(1, OverflowStrategy.Fail));
        await down.EnsureSubscriptionAsync();
        await up.SendNextAsync(1);
        await up.SendNextAsync(2);
        await up.ExpectCancellationAsync();
        Assert.IsType<BufferOverflowException>(await down.ExpectErrorAsync());
    }

    [Fact]
    public async Task Elements_without_value_are_a_failure_that_is_supervised()
    {
        var source = Source.From(["a", "b", "c"]).Select(s => s == "b" ? null! : s);
        await Assert.ThrowsAsync<ArgumentNullException>(() => source.RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
        Assert.Equal(["a", "c"], await source.WithAttributes(Supervise(Directive.Resume)).RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Tasks_without_value_are_a_failure_that_is_supervised()
    {
        var source = Source.From(["a", "b", "c"]).SelectAsync(2, s => Task.FromResult(s == "b" ? null! : s));
        await Assert.ThrowsAsync<ArgumentNullException>(() => source.RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
        Assert.Equal(["a", "c"], await source.WithAttributes(Supervise(Directive.Resume)).RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Several_failed_tasks_in_a_row_are_resumed()
    {
        var numbers = Source.From(Enumerable.Range(0, 6)).SelectAsync(2, n => n < 5 ? Task.FromException<string>(Boom) : Task.FromResult("happy"));
        Assert.Equal(["happy"], await numbers.WithAttributes(Supervise(Directive.Resume)).RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_failed_task_ends_the_stream_though_an_earlier_one_still_runs()
    {
        var never = new TaskCompletionSource<int>();
        var (up, down) = Between(Flow.Create<int>().SelectAsync(4, n => n == 1 ? never.Task : Task.FromException<int>(Boom)));
        await down.RequestAsync(5);
        await up.SendNextAsync(1);
        await up.SendNextAsync(2);
        var error = await down.ExpectErrorAsync();
        Assert.Same(Boom, error is AggregateException { InnerException: { } inner } ? inner : error);
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task The_decider_hears_of_a_failed_task_once()
    {
        var asked = 0;
        var done = Source.From([true, false]).SelectAsync(1, fails => fails ? Task.FromException<int>(Boom) : Task.FromResult(1))
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(_ => { Interlocked.Increment(ref asked); return Directive.Resume; }))
            .RunWith(Sink.Seq<int>(), Materializer);
        Assert.Equal([1], await done.WaitAsync(Limit));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_throttle_that_enforces_fails_what_comes_too_fast()
    {
        var error = await Assert.ThrowsAsync<RateExceededException>(() => Source.From(Enumerable.Range(1, 5))
            .Throttle(1, TimeSpan.FromHours(1), 3, ThrottleMode.Enforcing).RunWith(Sink.Ignore<int>(), Materializer).WaitAsync(Limit));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public async Task A_throttle_lets_a_burst_through()
    {
        var (up, down) = Between(Flow.Create<int>().Throttle(1, TimeSpan.FromHours(1), 5, ThrottleMode.Shaping));
        await down.RequestAsync(20);
        for (var n = 1; n <= 6; n++) await up.SendNextAsync(n);
        for (var n = 1; n <= 5; n++) await down.ExpectNextAsync(n);
        await down.ExpectNoMsgAsync(Short);
        await down.CancelAsync();
    }

    [Fact]
    public async Task A_delay_that_may_emit_early_does_when_it_is_full()
    {
        var (up, down) = Between(Flow.Create<int>().Delay(TimeSpan.FromHours(1), DelayOverflowStrategy.EmitEarly)
            .WithAttributes(Attributes.CreateInputBuffer(4, 4)));
        await down.RequestAsync(20);
        for (var n = 1; n <= 4; n++) await up.SendNextAsync(n);
        await down.ExpectNoMsgAsync(Short);
        await up.SendNextAsync(5);
        await down.ExpectNextAsync(1);
        await up.SendNextAsync(6);
        await down.ExpectNextAsync(2);
        await down.CancelAsync();
    }

    [Fact]
    public async Task A_delay_passes_a_failure_at_once()
    {
        var (up, down) = Between(Flow.Create<int>().Delay(TimeSpan.FromSeconds(30)));
        await down.RequestAsync(2);
        await up.SendNextAsync(1);
        await up.SendErrorAsync(Boom);
        Assert.Same(Boom, await down.ExpectErrorAsync());
    }

    [Fact]
    public async Task A_recovery_may_give_nothing_and_then_the_failure_passes()
    {
        var (up, down) = Between(Flow.Create<int>().Recover(_ => Option<int>.None));
        await down.RequestAsync(2);
        await up.SendNextAsync(1);
        await up.SendErrorAsync(Boom);
        await down.ExpectNextAsync(1);
        Assert.Same(Boom, await down.ExpectErrorAsync());
    }

    [Fact]
    public async Task A_recovery_waits_for_demand()
    {
        var (up, down) = Between(Flow.Create<int>().Recover(_ => 42));
        await down.RequestAsync(1);
        await up.SendNextAsync(1);
        await down.ExpectNextAsync(1);
        await up.SendErrorAsync(Boom);
        await down.ExpectNoMsgAsync(Short);
        await down.RequestNextAsync(42);
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task Retries_of_a_recovery_are_counted()
    {
        var tried = 0;
        var source = Source.Failed<int>(Boom).RecoverWithRetries(_ => { tried++; return Source.Failed<int>(Boom); }, 3);
        await Assert.ThrowsAsync<InvalidOperationException>(() => source.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal(3, tried);
        var once = Source.Failed<int>(Boom).RecoverWithRetries(_ => Source.Single(1), 0);
        await Assert.ThrowsAsync<InvalidOperationException>(() => once.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task An_expansion_does_not_lose_the_last_element()
    {
        var (up, down) = Between(Flow.Create<int>().Expand(n => new List<int> { n }.GetEnumerator()));
        await down.EnsureSubscriptionAsync();
        await up.SendNextAsync(1);
        await down.RequestNextAsync(1);
        await up.SendNextAsync(2);
        await up.SendCompleteAsync();
        await down.ExpectNoMsgAsync(Short);
        await down.RequestNextAsync(2);
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_batch_that_weighs_too_much_passes_alone()
    {
        var (up, down) = Between(Flow.Create<int>().BatchWeighted(3, _ => 4, n => n, (sum, n) => sum + n));
        await down.EnsureSubscriptionAsync();
        for (var n = 1; n <= 2; n++) await up.SendNextAsync(n);
        for (var n = 1; n <= 2; n++) await down.RequestNextAsync(n);
        await up.SendCompleteAsync();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_failing_inner_source_cancels_its_siblings()
    {
        var first = this.CreatePublisherProbe<int>();
        var second = this.CreatePublisherProbe<int>();
        var (up, down) = Between(Flow.Create<int>().MergeMany(10, n => Source.FromPublisher(n == 1 ? first : second)));
        await down.RequestAsync(10);
        await up.SendNextAsync(1);
        await up.SendNextAsync(2);
        await first.SendNextAsync(11);
        await down.ExpectNextAsync(11);
        await second.SendErrorAsync(Boom);
        Assert.Same(Boom, await down.ExpectErrorAsync());
        await first.ExpectCancellationAsync();
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Intersperse_puts_ends_around_nothing_too()
    {
        Assert.Equal(["[", "]"], await Source.Empty<string>().Intersperse("[", ",", "]").RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
        Assert.Equal(["[", "a", ",", "b", "]"], await Source.From(["a", "b"]).Intersperse("[", ",", "]").RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task Identity_and_the_wire_tap_are_stages_of_their_own()
    {
        var shown = new List<int>();
        var graph = Source.FromGraph(GraphDsl.Create(b =>
        {
            var tap = b.Add(WireTap.Create<int>());
            b.From(Source.From([1, 2, 3]).Via(GraphStages.Identity<int>())).To(tap.In);
            b.From(tap.Out(1)).To(Sink.ForEach<int>(shown.Add).MapMaterializedValue(_ => NotUsed.Instance));
            return new SourceShape<int>(tap.Out(0));
        }));
        Assert.Equal([1, 2, 3], await graph.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_stage_may_be_told_how_to_take_a_cancellation()
    {
        async Task<TestSubscriber.Probe<int>> Cancelled(Attributes.CancellationStrategy.IStrategy strategy)
        {
            var one = this.CreateSubscriberProbe<int>();
            var other = this.CreateSubscriberProbe<int>();
            var broadcast = new Broadcast<int>(2, eagerCancel: true).WithAttributes(new Attributes(new Attributes.CancellationStrategy(strategy)));
            RunnableGraph.FromGraph(GraphDsl.Create(b =>
            {
                var fan = b.Add(broadcast);
                b.From(Source.Never<int>()).To(fan.In);
                b.From(fan.Out(0)).To(Sink.FromSubscriber(one));
                b.From(fan.Out(1)).To(Sink.FromSubscriber(other));
                return ClosedShape.Instance;
            })).Run(Materializer);
            await one.EnsureSubscriptionAsync();
            await other.EnsureSubscriptionAsync();
            await one.CancelAsync();
            return other;
        }

        var completed = await Cancelled(new Attributes.CancellationStrategy.CompleteStage());
        await completed.ExpectCompleteAsync();
        var failed = await Cancelled(new Attributes.CancellationStrategy.FailStage());
        Assert.IsAssignableFrom<SubscriptionWithCancelException>(await failed.ExpectErrorAsync());
        var kept = await Cancelled(new Attributes.CancellationStrategy.PropagateFailure());
        await kept.ExpectCompleteAsync();
    }

    [Fact]
    public void A_port_takes_one_link() =>
        Assert.Throws<ArgumentException>(() => RunnableGraph.FromGraph(GraphDsl.Create(b =>
        {
            var merge = b.Add(new MergePreferred<int>(1));
            b.From(Source.Single(1)).To(merge.Preferred);
            b.From(Source.Single(2)).To(merge.Preferred);
            return ClosedShape.Instance;
        })));

    [Fact]
    public async Task A_prefix_that_is_run_twice_refuses_the_second()
    {
        var tail = (await Source.From(Enumerable.Range(1, 2)).PrefixAndTail(1).RunWith(Sink.First<(System.Collections.Immutable.IImmutableList<int>, Source<int, NotUsed>)>(), Materializer).WaitAsync(Limit)).Item2;
        var first = this.CreateSubscriberProbe<int>();
        tail.To(Sink.FromSubscriber(first)).Run(Materializer);
        await first.EnsureSubscriptionAsync();
        var second = this.CreateSubscriberProbe<int>();
        tail.To(Sink.FromSubscriber(second)).Run(Materializer);
        Assert.Equal("Substream Source cannot be materialized more than once", (await second.ExpectSubscriptionAndErrorAsync()).Message);
        await first.RequestNextAsync(2);
        await first.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_negative_prefix_is_an_empty_one()
    {
        var (prefix, tail) = await Source.From([1, 2, 3]).PrefixAndTail(-1).RunWith(Sink.First<(System.Collections.Immutable.IImmutableList<int>, Source<int, NotUsed>)>(), Materializer).WaitAsync(Limit);
        Assert.Empty(prefix);
        Assert.Equal([1, 2, 3], await tail.RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task A_stream_is_cancelled_when_the_tail_of_its_prefix_is()
    {
        var up = this.CreatePublisherProbe<int>();
        var first = Source.FromPublisher(up).PrefixAndTail(1).RunWith(Sink.First<(System.Collections.Immutable.IImmutableList<int>, Source<int, NotUsed>)>(), Materializer);
        await up.SendNextAsync(1);
        var tail = (await first.WaitAsync(Limit)).Item2.RunWith(this.SinkProbe<int>(), Materializer);
        await tail.EnsureSubscriptionAsync();
        await tail.CancelAsync();
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task What_is_watched_fails_the_stream_when_it_ends()
    {
        var watched = CreateTestProbe();
        var (_, down) = Between(Flow.Create<int>().Watch(watched));
        await down.RequestAsync(1);
        Sys.Stop(watched);
        var error = Assert.IsType<WatchedActorTerminatedException>(await down.ExpectErrorAsync());
        Assert.Contains(watched.Ref.Path.Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_to_an_ask_may_be_a_failure()
    {
        var answering = CreateTestProbe();
        var (up, down) = Between(Flow.Create<int>().Ask<int, int, string, NotUsed>(answering, Limit));
        await down.RequestAsync(5);
        await up.SendNextAsync(1);
        await answering.ExpectMsgAsync(1);
        answering.Reply(new Actor.Status.Failure(Boom));
        var error = await down.ExpectErrorAsync();
        Assert.Same(Boom, error is AggregateException { InnerException: { } inner } ? inner : error);
    }

    [Fact]
    public async Task An_ask_names_the_type_of_its_answer_alone()
    {
        var answering = CreateTestProbe();
        var (up, down) = Between(Flow.Create<int>().Ask<string>(answering, Limit, 4));
        await down.RequestAsync(1);
        await up.SendNextAsync(1);
        await answering.ExpectMsgAsync(1);
        answering.Reply("one");
        await down.ExpectNextAsync("one");
        Assert.Equal("self", await Source.Single(1).Ask<string>(Sys.ActorOf(Scripted.Props(self => self.OnAny(_ => self.From.Tell("self", Actor.ActorRefs.NoSender)))), Limit).RunWith(Sink.First<string>(), Materializer));
    }

    [Fact]
    public async Task An_ask_in_a_stream_takes_the_answer_out_of_a_success_and_the_cause_out_of_a_failure()
    {
        var answering = Sys.ActorOf(Scripted.Props(self => self.On<int>(n => self.From.Tell(n > 0 ? new Actor.Status.Success($"{n}") : new Actor.Status.Failure(Boom), Actor.ActorRefs.NoSender))));
        Assert.Equal("1", await Source.Single(1).Ask<string>(answering, Limit).RunWith(Sink.First<string>(), Materializer));
        var failed = await Record.ExceptionAsync(() => Source.Single(-1).Ask<string>(answering, Limit).RunWith(Sink.First<string>(), Materializer));
        Assert.Contains("boom", failed!.ToString(), StringComparison.Ordinal);
    }
}
