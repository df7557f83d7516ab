using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Stages;
using Akka.Util;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources.</summary>
public static partial class Source
{
    /// <summary>A graph of this shape as a source.</summary>
    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) =>
        source as Source<T, TMat> ?? new Source<T, TMat>(source.Shape, ModuleExtensions.Of(source));

    /// <summary>The elements of an enumeration; enumerated anew for each run.</summary>
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable)
    {
        ArgumentNullException.ThrowIfNull(enumerable);
        return Stage<T>("EnumerableSource", a => new EnumerableLogic<T>(enumerable, a));
    }

    /// <summary>The elements of an asynchronous enumeration; made anew for each run, cancelled with it.</summary>
    public static Source<T, NotUsed> From<T>(Func<IAsyncEnumerable<T>> asyncEnumerable) =>
        Stage<T>("AsyncEnumerable", _ => new AsyncEnumerableLogic<T>(asyncEnumerable));

    /// <summary>The elements of an enumerator made for each run.</summary>
    public static Source<T, NotUsed> FromEnumerator<T>(Func<IEnumerator<T>> enumeratorFactory) => From(new Enumerable<T>(enumeratorFactory));

    /// <summary>One element.</summary>
    public static Source<T, NotUsed> Single<T>(T element) => Stage<T>("SingleSource", _ => new SingleLogic<T>(element));

    /// <summary>No element: completes at once.</summary>
    public static Source<T, NotUsed> Empty<T>() => Stage<T>("EmptySource", static _ => new EndedLogic<T>(null));

    /// <summary>Fails at once.</summary>
    public static Source<T, NotUsed> Failed<T>(Exception cause) => Stage<T>("FailedSource", _ => new EndedLogic<T>(cause));

    /// <summary>Neither elements nor an end.</summary>
    public static Source<T, NotUsed> Never<T>() => Stage<T>("NeverSource", static _ => new NeverLogic<T>());

    /// <summary>A task's result.</summary>
    public static Source<T, NotUsed> FromTask<T>(Task<T> task) => Stage<T>("TaskSource", _ => new TaskLogic<T>(task));

    /// <summary>The source that a task gives.</summary>
    public static Source<T, Task<TMat>> FromTaskSource<T, TMat>(Task<Source<T, TMat>> task) =>
        FromGraph(new SourceStageOf<T, Task<TMat>>("TaskFlattenSource", _ =>
        {
            var logic = new LateSourceLogic<T, TMat>(() => task, onDemand: false);
            return (logic, logic.Value);
        }));

    /// <summary>One element again and again.</summary>
    public static Source<T, NotUsed> Repeat<T>(T element) => Stage<T>("RepeatSource", _ => new RepeatLogic<T>(element));

    /// <summary>The elements of an enumerator, made again when it ends.</summary>
    public static Source<T, NotUsed> Cycle<T>(Func<IEnumerator<T>> enumeratorFactory) => Stage<T>("CycleSource", _ => new CycleLogic<T>(enumeratorFactory));

    /// <summary>An element after a delay and then at each interval; lost while there is no demand. Its value stops it.</summary>
    public static Source<T, ICancelable> Tick<T>(TimeSpan initialDelay, TimeSpan interval, T tick) =>
        FromGraph(new SourceStageOf<T, ICancelable>("TickSource", _ =>
        {
            var logic = new TickLogic<T>(initialDelay, interval, tick);
            return (logic, logic);
        }));

    /// <summary>An element, or none (the default value), that the holder of the value provides.</summary>
    public static Source<T, TaskCompletionSource<T>> Maybe<T>() =>
        FromGraph(new SourceStageOf<T, TaskCompletionSource<T>>("MaybeSource", static _ =>
        {
            var logic = new MaybeLogic<T>();
            return (logic, logic.Promise);
        }));

    /// <summary>An element for each step from state to state, until a step gives none.</summary>
    public static Source<TElem, NotUsed> Unfold<TState, TElem>(TState state, Func<TState, Option<(TState, TElem)>> unfold) =>
        Stage<TElem>("Unfold", _ => new UnfoldLogic<TState, TElem>(state, unfold));

    /// <summary>An element for each asynchronous step from state to state, until a step gives none.</summary>
    public static Source<TElem, NotUsed> UnfoldAsync<TState, TElem>(TState state, Func<TState, Task<Option<(TState, TElem)>>> unfoldAsync) =>
        Stage<TElem>("UnfoldAsync", _ => new UnfoldAsyncLogic<TState, TElem>(state, unfoldAsync));

    /// <summary>An element for each step from state to state, for ever.</summary>
    public static Source<TElem, NotUsed> UnfoldInfinite<TState, TElem>(TState state, Func<TState, (TState, TElem)> unfold) =>
        Unfold<TState, TElem>(state, s => Option<(TState, TElem)>.Create(unfold(s)));

    /// <summary>The elements read from a resource, which is opened with the stream and closed with it.</summary>
    public static Source<T, NotUsed> UnfoldResource<T, TSource>(Func<TSource> create, Func<TSource, Option<T>> read, Action<TSource> close) =>
        Stage<T>("UnfoldResourceSource", a => new UnfoldResourceLogic<T, TSource>(create, read, close, a));

    /// <summary>The elements read from a resource by tasks; it is opened with the stream and closed with it.</summary>
    public static Source<T, NotUsed> UnfoldResourceAsync<T, TSource>(Func<Task<TSource>> create, Func<TSource, Task<Option<T>>> read, Func<TSource, Task<Done>> close) =>
        Stage<T>("UnfoldResourceSourceAsync", a => new UnfoldResourceAsyncLogic<T, TSource>(create, read, close, a));

    /// <summary>A source made for each run, with its materializer and attributes.</summary>
    public static Source<T, Task<TMat>> FromMaterializer<T, TMat>(Func<ActorMaterializer, Attributes, Source<T, TMat>> factory) =>
        FromGraph(new SetupSource<T, TMat>(factory));

    /// <summary>The former name of <see cref="FromMaterializer{T, TMat}"/>.</summary>
    public static Source<T, Task<TMat>> Setup<T, TMat>(Func<ActorMaterializer, Attributes, Source<T, TMat>> factory) => FromMaterializer(factory);

    /// <summary>One element of each source together, as a list.</summary>
    public static Source<IImmutableList<T>, NotUsed> ZipN<T>(IEnumerable<Source<T, NotUsed>> sources) =>
        ZipWithN(static elements => elements, sources);

    /// <summary>One element of each source together, combined.</summary>
    public static Source<TOut2, NotUsed> ZipWithN<T, TOut2>(Func<IImmutableList<T>, TOut2> zipper, IEnumerable<Source<T, NotUsed>> sources)
    {
        Source<T, NotUsed>[] all = [.. sources];
        return all.Length switch
        {
            0 => Empty<TOut2>(),
            1 => all[0].Select(element => zipper(ImmutableList.Create(element))),
            _ => FanIn(new ZipWithN<T, TOut2>(zipper, all.Length), all),
        };
    }

    /// <summary>What is offered to the queue that is its value.</summary>
    /// <param name="bufferSize">Elements; 0 = an offer waits for demand.</param>
    /// <param name="overflowStrategy">What a full buffer does.</param>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        return FromGraph(new SourceStageOf<T, ISourceQueueWithComplete<T>>("QueueSource", _ =>
        {
            var logic = new QueueSourceLogic<T>(bufferSize, overflowStrategy);
            return (logic, logic);
        }));
    }

    /// <summary>What is told to the actor reference that is its value.</summary>
    /// <exception cref="NotSupportedException"><see cref="OverflowStrategy.Backpressure"/>: who tells cannot be held back.</exception>
    public static Source<T, IActorRef> ActorRef<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0) throw new ArgumentException("Buffer size must be greater than or equal 0", nameof(bufferSize));
        if (overflowStrategy == OverflowStrategy.Backpressure) throw new NotSupportedException("Backpressure overflow strategy is not supported");
        return FromGraph(new SourceStageOf<T, IActorRef>("ActorRefSource", attributes =>
        {
            var logic = new ActorRefSourceLogic<T>(bufferSize, overflowStrategy, attributes.GetNameOrDefault("")!);
            return (logic, logic.Ref);
        }));
    }

    /// <summary>What is written to the bounded channel that is its value.</summary>
    public static Source<T, ChannelWriter<T>> Channel<T>(int bufferSize, bool singleWriter = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        FromGraph(new SourceStageOf<T, ChannelWriter<T>>("ChannelSource", _ =>
        {
            var channel = System.Threading.Channels.Channel.CreateBounded<T>(
                new BoundedChannelOptions(bufferSize) { SingleWriter = singleWriter, SingleReader = true, FullMode = fullMode });
            return (new ChannelSourceLogic<T>(channel.Reader), channel.Writer);
        }));

    /// <summary>What comes out of a channel.</summary>
    public static Source<T, NotUsed> ChannelReader<T>(ChannelReader<T> channelReader) =>
        Stage<T>("ChannelSource", _ => new ChannelSourceLogic<T>(channelReader));

    /// <summary>What a publisher sends.</summary>
    public static Source<T, NotUsed> FromPublisher<T>(IPublisher<T> publisher) =>
        Stage<T>("PublisherSource", a => new PublisherSourceLogic<T>(publisher, a));

    /// <summary>What is sent to the subscriber that is its value.</summary>
    public static Source<T, ISubscriber<T>> AsSubscriber<T>() => FromGraph(new SourceStageOf<T, ISubscriber<T>>("SubscriberSource", static a =>
    {
        var logic = new PublisherSourceLogic<T>(null, a);
        return (logic, logic);
    }));

    /// <summary>A source that is made on the first demand.</summary>
    public static Source<T, Task<TMat>> Lazily<T, TMat>(Func<Source<T, TMat>> create) =>
        FromGraph(new SourceStageOf<T, Task<TMat>>("LazySource", _ =>
        {
            var logic = new LateSourceLogic<T, TMat>(() => Task.FromResult(create()), onDemand: true);
            return (logic, logic.Value);
        }));

    /// <summary>Several sources through a fan-in stage.</summary>
    public static Source<TOut2, NotUsed> Combine<T, TOut2>(
        Source<T, NotUsed> first, Source<T, NotUsed> second, Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy, params Source<T, NotUsed>[] rest) =>
        Combine<T, TOut2, NotUsed>([first, second, .. rest], strategy);

    private static Source<TOut2, NotUsed> Combine<T, TOut2, TMat>(Source<T, TMat>[] sources, Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy) =>
        FanIn(strategy(sources.Length), sources);

    private static Source<TOut2, NotUsed> FanIn<T, TOut2, TMat>(IGraph<UniformFanInShape<T, TOut2>, NotUsed> fanIn, Source<T, TMat>[] sources)
    {
        var wires = new Wire[sources.Length];
        var parts = new GraphModule[sources.Length + 1];
        for (var i = 0; i < sources.Length; i++)
        {
            parts[i] = ModuleExtensions.Of(sources[i]);
            wires[i] = new Wire(new PortRef(i, 0), new PortRef(sources.Length, i));
        }

        parts[^1] = ModuleExtensions.Of(fanIn);
        return new Source<TOut2, NotUsed>(
            new SourceShape<TOut2>(fanIn.Shape.Out),
            new CompositeModule(parts, wires, [], [new PortRef(sources.Length, 0)], CompositeModule.None, Attributes.None));
    }

    private static Source<T, NotUsed> Stage<T>(string name, Func<Attributes, Akka.Streams.Stage.GraphStageLogic> create) =>
        FromGraph(new SourceStageOf<T>(name, create));

    private sealed class Enumerable<T>(Func<IEnumerator<T>> create) : IEnumerable<T>
    {
        public IEnumerator<T> GetEnumerator() => create();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => create();
    }
}
