using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Contract.Tests.Streams;

public sealed class ActorSinkContract : StreamTest
{
    private sealed record Init;

    private sealed record Ack;

    private sealed record Complete;

    private sealed record Failed(Exception Cause);

    private (ISourceQueueWithComplete<int> Queue, System.Threading.Channels.ChannelReader<(object Message, IActorRef Sender)> Log, IActorRef Target) Start(Attributes? attributes = null)
    {
        var (target, log) = StartRecorder();
        var sink = Sink.ActorRefWithAck<int>(target, new Init(), new Ack(), new Complete(), cause => new Failed(cause));
        var queue = Source.Queue<int>(100, OverflowStrategy.Backpressure).To(attributes is null ? sink : sink.WithAttributes(attributes)).Run(Materializer);
        return (queue, log, target);
    }

    private static async Task<IActorRef> Expect(System.Threading.Channels.ChannelReader<(object Message, IActorRef Sender)> log, object expected)
    {
        var (message, sender) = await log.ReadAsync().AsTask().WaitAsync(Limit);
        Assert.Equal(expected, message);
        return sender;
    }

    [Fact]
    public async Task Each_element_waits_for_the_acknowledgement_of_the_one_before()
    {
        var (queue, log, _) = Start();
        for (var i = 1; i <= 3; i++) Assert.IsType<QueueOfferResult.Enqueued>(await queue.OfferAsync(i).WaitAsync(Limit));
        queue.Complete();
        var stage = await Expect(log, new Init());
        for (var i = 1; i <= 3; i++)
        {
            Assert.False(log.TryRead(out _));
            stage.Tell(new Ack());
            Assert.Equal(stage, await Expect(log, i));
        }

        // The end is told behind the last element; it needs no acknowledgement.
        await Expect(log, new Complete());
    }

    [Fact]
    public async Task Upstream_is_held_when_the_buffer_is_full()
    {
        var (target, log) = StartRecorder();
        var pulled = 0;
        var sink = Sink.ActorRefWithAck<int>(target, new Init(), new Ack(), new Complete()).WithAttributes(Attributes.CreateInputBuffer(2, 2));
        Source.From(Enumerable.Range(1, 100)).Select(n =>
        {
            Interlocked.Increment(ref pulled);
            return n;
        }).To(sink).Run(Materializer);
        var stage = await Expect(log, new Init());
        stage.Tell(new Ack());
        await Expect(log, 1);
        stage.Tell(new Ack());
        await Expect(log, 2);
        // Two were sent and two may wait in the buffer; one more may be under way.
        Assert.InRange(Volatile.Read(ref pulled), 2, 5);
    }

    [Fact]
    public async Task Failure_is_told_and_a_stopped_actor_cancels()
    {
        var (queue, log, _) = Start();
        var stage = await Expect(log, new Init());
        var cause = new InvalidOperationException("boom");
        queue.Fail(cause);
        await Expect(log, new Failed(cause));

        var (queue2, log2, target2) = Start();
        await Expect(log2, new Init());
        Sys.Stop(target2);
        await queue2.WatchCompletionAsync().WaitAsync(Limit);
        Assert.True(await stage.WatchAsync().WaitAsync(Limit));
    }

    [Fact]
    public async Task Plain_actor_sink_tells_all_and_then_the_end()
    {
        var (target, log) = StartRecorder();
        Source.From([1, 2]).RunWith(Sink.ActorRef<int>(target, new Complete()), Materializer);
        await Expect(log, 1);
        await Expect(log, 2);
        await Expect(log, new Complete());
        Source.Failed<int>(new InvalidOperationException("boom")).RunWith(Sink.ActorRef<int>(target, new Complete()), Materializer);
        Assert.IsType<Status.Failure>((await log.ReadAsync().AsTask().WaitAsync(Limit)).Message);
    }

    private sealed class Owner : ReceiveActor
    {
        public Owner(TaskCompletionSource<Task> ended)
        {
            var materializer = Context.Materializer();
            Receive<string>(_ => ended.SetResult(Source.Never<int>().WatchTermination(Keep.Right).To(Sink.Ignore<int>()).Run(materializer)));
        }
    }

    [Fact]
    public async Task Streams_of_an_actors_materialiser_die_with_the_actor()
    {
        var running = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        var owner = Sys.ActorOf(Props.Create(() => new Owner(running)));
        owner.Tell("run");
        var ended = await running.Task.WaitAsync(Limit);
        Assert.False(ended.IsCompleted);
        Sys.Stop(owner);
        await Fails<Exception>(ended);
    }
}
