using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Sources fed by observables and events; sources of two with a value of both.
public static partial class Source
{
    /// <summary>What an <see cref="Actors.ActorPublisher{T}"/> pushes; a new one for each run, which is the value.</summary>
    public static Source<T, Actor.IActorRef> ActorPublisher<T>(Actor.Props props) => AsSubscriber<T>().MapMaterializedValue(subscriber =>
    {
        var actor = Implementation.GraphBuild.Materializing!.System.ActorOf(props);
        Actors.ActorPublisher.Create<T>(actor).Subscribe(subscriber);
        return actor;
    });

    /// <summary>What an observable pushes while the stream runs.</summary>
    /// <param name="observable">Subscribed to anew by each run.</param>
    /// <param name="maxBufferCapacity">Elements that wait for demand.</param>
    /// <param name="overflowStrategy">What a full buffer does; nobody can be held back.</param>
    public static Source<T, NotUsed> FromObservable<T>(
        IObservable<T> observable, int maxBufferCapacity = 128, OverflowStrategy overflowStrategy = OverflowStrategy.DropHead) =>
        Stage<T>("ObservableSource", _ => new ObservableSourceLogic<T>(observable, maxBufferCapacity, overflowStrategy));

    /// <summary>The arguments of an event while the stream runs.</summary>
    /// <param name="conversion">Makes the event's handler of an action.</param>
    /// <param name="addHandler">Adds the handler.</param>
    /// <param name="removeHandler">Removes the handler, when the stream ends.</param>
    /// <param name="maxBufferCapacity">Elements that wait for demand.</param>
    /// <param name="overflowStrategy">What a full buffer does; nobody can be held back.</param>
    public static Source<TEventArgs, NotUsed> FromEvent<TDelegate, TEventArgs>(
        Func<Action<TEventArgs>, TDelegate> conversion, Action<TDelegate> addHandler, Action<TDelegate> removeHandler,
        int maxBufferCapacity = 128, OverflowStrategy overflowStrategy = OverflowStrategy.DropHead) =>
        Stage<TEventArgs>("EventSource", _ => new EventSourceLogic<TDelegate, TEventArgs>(conversion, addHandler, removeHandler, maxBufferCapacity, overflowStrategy));

    /// <summary>The arguments of an event while the stream runs.</summary>
    /// <inheritdoc cref="FromEvent{TDelegate, TEventArgs}"/>
    public static Source<TEventArgs, NotUsed> FromEvent<TEventArgs>(
        Action<EventHandler<TEventArgs>> addHandler, Action<EventHandler<TEventArgs>> removeHandler,
        int maxBufferCapacity = 128, OverflowStrategy overflowStrategy = OverflowStrategy.DropHead) =>
        FromEvent<EventHandler<TEventArgs>, TEventArgs>(
            static action => (_, args) => action(args), addHandler, removeHandler, maxBufferCapacity, overflowStrategy);

    /// <summary>A source's shape, its port named after <paramref name="name"/>.</summary>
    public static SourceShape<T> Shape<T>(string name) => new(new Outlet<T>(name + ".out"));

    /// <summary>Two sources through a fan-in stage; combines their values.</summary>
    public static Source<TOut2, TMatOut> CombineMaterialized<T, TOut2, TMat1, TMat2, TMatOut>(
        Source<T, TMat1> first, Source<T, TMat2> second, Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy,
        Func<TMat1, TMat2, TMatOut> combineMaterializers) =>
        FromGraph(GraphDsl.Create(first, second, combineMaterializers, (builder, one, two) =>
        {
            var fanIn = builder.Add(strategy(2));
            builder.From(one).To(fanIn.In(0));
            builder.From(two).To(fanIn.In(1));
            return new SourceShape<TOut2>(fanIn.Out);
        }));
}
