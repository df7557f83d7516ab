using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>Makes sinks.</summary>
public static partial class Sink
{
    /// <summary>A graph of this shape as a sink.</summary>
    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        graph as Sink<TIn, TMat> ?? new Sink<TIn, TMat>(graph.Shape, ModuleExtensions.Of(graph));

    /// <summary>A graph of this shape as a sink.</summary>
    public static Sink<TIn, TMat> Wrap<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) => FromGraph(graph);

    /// <summary>Calls an action for each element; its value ends with the stream.</summary>
    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) => OfTask("ForEachSink", a => new ForEachLogic<TIn>(action, a));

    /// <summary>Calls a function for each element, some at a time; its value ends with the last task.</summary>
    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action) =>
        Flow.Create<TIn>().SelectAsyncUnordered(parallelism, async element =>
        {
            await action(element);
            return NotUsed.Instance;
        }).ToMaterialized(Ignore<NotUsed>(), Keep.Right);

    /// <summary>Calls an action for each element on the thread pool, some at a time.</summary>
    public static Sink<TIn, Task<Done>> ForEachParallel<TIn>(int parallelism, Action<TIn> action) =>
        ForEachAsync<TIn>(parallelism, element => Task.Run(() => action(element)));

    /// <summary>Takes all elements and forgets them; its value ends with the stream.</summary>
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => OfTask("IgnoreSink", static a => new ForEachLogic<TIn>(null, a));

    /// <summary>All elements.</summary>
    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() => OfTask("SeqSink", static _ => new SeqLogic<TIn>());

    /// <summary>The first element; fails with <see cref="NoSuchElementException"/> when there is none.</summary>
    public static Sink<TIn, Task<TIn>> First<TIn>() => OfTask("FirstSink", static _ => new FirstLogic<TIn>(true));

    /// <summary>The first element or the default value.</summary>
    public static Sink<TIn, Task<TIn>> FirstOrDefault<TIn>() => OfTask("FirstOrDefaultSink", static _ => new FirstLogic<TIn>(false));

    /// <summary>The last element; fails with <see cref="NoSuchElementException"/> when there is none.</summary>
    public static Sink<TIn, Task<TIn>> Last<TIn>() => OfTask("LastSink", static _ => new LastLogic<TIn>(true));

    /// <summary>The last element or the default value.</summary>
    public static Sink<TIn, Task<TIn>> LastOrDefault<TIn>() => OfTask("LastOrDefaultSink", static _ => new LastLogic<TIn>(false));

    /// <summary>The fold of all elements.</summary>
    public static Sink<TIn, Task<TOut>> Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate) =>
        Flow.Create<TIn>().Aggregate(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>The fold of all elements, by tasks.</summary>
    public static Sink<TIn, Task<TOut>> AggregateAsync<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> aggregate) =>
        Flow.Create<TIn>().AggregateAsync(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>The elements combined pairwise; fails on an empty stream.</summary>
    public static Sink<TIn, Task<TIn>> Sum<TIn>(Func<TIn, TIn, TIn> reduce) =>
        Flow.Create<TIn>().Sum(reduce).ToMaterialized(First<TIn>(), Keep.Right);

    /// <summary>A queue to pull elements from.</summary>
    public static Sink<TIn, ISinkQueue<TIn>> Queue<TIn>() => FromGraph(new SinkStageOf<TIn, ISinkQueue<TIn>>("QueueSink", static a =>
    {
        var logic = new QueueSinkLogic<TIn>(a);
        return (logic, logic);
    }));

    /// <summary>Cancels at once.</summary>
    public static Sink<TIn, NotUsed> Cancelled<TIn>() => FromGraph(new SinkStageOf<TIn>("CancelledSink", static _ => new CancelledLogic<TIn>()));

    /// <summary>Takes all elements and calls back at the end.</summary>
    public static Sink<TIn, NotUsed> OnComplete<TIn>(Action success, Action<Exception> failure) =>
        FromGraph(new SinkStageOf<TIn>("OnCompleteSink", _ => new OnCompleteLogic<TIn>(success, failure)));

    /// <summary>Tells all elements to an actor, without waiting for it. A failure is told as <see cref="Status.Failure"/>.</summary>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(IActorRef actorRef, object onCompleteMessage) =>
        ActorRef<TIn>(actorRef, onCompleteMessage, static e => new Status.Failure(e));

    /// <summary>Tells all elements to an actor, without waiting for it.</summary>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(IActorRef actorRef, object onCompleteMessage, Func<Exception, object> onFailureMessage) =>
        FromGraph(new SinkStageOf<TIn>("ActorRefSink", _ => new ActorRefSinkLogic<TIn>(actorRef, onCompleteMessage, onFailureMessage)));

    /// <summary>
    /// Tells elements to an actor one by one, each after the acknowledgement of the one before. The first message is <paramref name="onInitMessage"/>,
    /// which is acknowledged too; the last is <paramref name="onCompleteMessage"/> or the failure.
    /// </summary>
    /// <param name="actorRef">The actor; when it stops the stream is cancelled.</param>
    /// <param name="onInitMessage">Told at the start.</param>
    /// <param name="ackMessage">What the actor answers to the sender of each message.</param>
    /// <param name="onCompleteMessage">Told behind the last element, without waiting for its acknowledgement.</param>
    /// <param name="onFailureMessage">Told on failure; default <see cref="Status.Failure"/>.</param>
    public static Sink<TIn, NotUsed> ActorRefWithAck<TIn>(
        IActorRef actorRef, object onInitMessage, object ackMessage, object onCompleteMessage, Func<Exception, object>? onFailureMessage = null) =>
        FromGraph(new SinkStageOf<TIn>("ActorRefWithAckSink",
            a => new ActorRefBackpressureLogic<TIn>(actorRef, onInitMessage, ackMessage, onCompleteMessage, onFailureMessage, a)));

    /// <summary>A channel to read elements from.</summary>
    public static Sink<TIn, ChannelReader<TIn>> ChannelReader<TIn>(int bufferSize, bool singleReader, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        FromGraph(new SinkStageOf<TIn, ChannelReader<TIn>>("ChannelSink", _ =>
        {
            var channel = Channel.CreateBounded<TIn>(
                new BoundedChannelOptions(bufferSize) { SingleReader = singleReader, SingleWriter = true, FullMode = fullMode });
            return (new ChannelSinkLogic<TIn>(channel.Writer, true), channel.Reader);
        }));

    /// <summary>Writes elements to a channel; <paramref name="isOwner"/>: completes it at the end.</summary>
    public static Sink<TIn, NotUsed> FromWriter<TIn>(ChannelWriter<TIn> writer, bool isOwner) =>
        FromGraph(new SinkStageOf<TIn>("ChannelSink", _ => new ChannelSinkLogic<TIn>(writer, isOwner)));

    /// <summary>A publisher of the elements; with <paramref name="fanout"/> for several subscribers, as fast as the slowest.</summary>
    public static Sink<TIn, IPublisher<TIn>> AsPublisher<TIn>(bool fanout) => FromGraph(new SinkStageOf<TIn, IPublisher<TIn>>("PublisherSink", _ =>
    {
        var logic = new SubscriberSinkLogic<TIn>(null, fanout);
        return (logic, logic);
    }));

    /// <summary>A publisher of the elements for one subscriber.</summary>
    public static Sink<TIn, IPublisher<TIn>> Publisher<TIn>() => AsPublisher<TIn>(false);

    /// <summary>A publisher of the elements for several subscribers.</summary>
    public static Sink<TIn, IPublisher<TIn>> FanoutPublisher<TIn>() => AsPublisher<TIn>(true);

    /// <summary>Sends elements to a subscriber as it demands.</summary>
    public static Sink<TIn, NotUsed> FromSubscriber<TIn>(ISubscriber<TIn> subscriber) =>
        FromGraph(new SinkStageOf<TIn>("SubscriberSink", _ => new SubscriberSinkLogic<TIn>(subscriber, false)));

    /// <summary>A sink that is made when the first element arrives; without an element its value fails.</summary>
    public static Sink<TIn, Task<Akka.Util.Option<TMat>>> LazyInitAsync<TIn, TMat>(Func<Task<Sink<TIn, TMat>>> sinkFactory) =>
        FromGraph(new SinkStageOf<TIn, Task<Akka.Util.Option<TMat>>>("LazySink", _ =>
        {
            var logic = new LazySinkLogic<TIn, TMat>(_ => sinkFactory());
            return (logic, logic.Value);
        }));

    /// <summary>A sink made for each run, with its materializer and attributes.</summary>
    public static Sink<TIn, Task<TMat>> FromMaterializer<TIn, TMat>(Func<ActorMaterializer, Attributes, Sink<TIn, TMat>> factory) =>
        FromGraph(new SetupSink<TIn, TMat>(factory));

    /// <summary>The former name of <see cref="FromMaterializer{TIn, TMat}"/>.</summary>
    public static Sink<TIn, Task<TMat>> Setup<TIn, TMat>(Func<ActorMaterializer, Attributes, Sink<TIn, TMat>> factory) => FromMaterializer(factory);

    /// <summary>Several sinks behind a fan-out stage.</summary>
    public static Sink<TIn, NotUsed> Combine<TIn, TOut, TMat>(
        Func<int, IGraph<UniformFanOutShape<TIn, TOut>, TMat>> strategy, Sink<TOut, NotUsed> first, Sink<TOut, NotUsed> second, params Sink<TOut, NotUsed>[] rest)
    {
        Sink<TOut, NotUsed>[] sinks = [first, second, .. rest];
        var fanOut = strategy(sinks.Length);
        var parts = new GraphModule[sinks.Length + 1];
        var wires = new Wire[sinks.Length];
        parts[0] = ModuleExtensions.Of(fanOut);
        for (var i = 0; i < sinks.Length; i++)
        {
            parts[i + 1] = ModuleExtensions.Of(sinks[i]);
            wires[i] = new Wire(new PortRef(0, i), new PortRef(i + 1, 0));
        }

        return new Sink<TIn, NotUsed>(
            new SinkShape<TIn>(fanOut.Shape.In),
            new CompositeModule(parts, wires, [new PortRef(0, 0)], [], CompositeModule.None, Attributes.None));
    }

    private static Sink<TIn, Task<TResult>> OfTask<TIn, TResult>(string name, Func<Attributes, TaskSinkLogic<TIn, TResult>> create) =>
        FromGraph(new SinkStageOf<TIn, Task<TResult>>(name, a =>
        {
            var logic = create(a);
            return (logic, logic.Result);
        }));
}
