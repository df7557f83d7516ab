using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Sinks that push to others.
public static partial class Sink
{
    /// <summary>A sink's shape, its port named after <paramref name="name"/>.</summary>
    public static SinkShape<T> Shape<T>(string name) => new(new Inlet<T>(name + ".in"));

    /// <summary>Hands elements to an <see cref="Actors.ActorSubscriber"/>; a new one for each run, which is the value.</summary>
    public static Sink<T, Actor.IActorRef> ActorSubscriber<T>(Actor.Props props) => AsPublisher<T>(false).MapMaterializedValue(publisher =>
    {
        var actor = Implementation.GraphBuild.Materializing!.System.ActorOf(props);
        publisher.Subscribe(Actors.ActorSubscriber.Create<T>(actor));
        return actor;
    });

    /// <summary>Pushes all elements to those who have subscribed to the observable that is its value; without a subscriber they are lost.</summary>
    public static Sink<T, IObservable<T>> AsObservable<T>() => FromGraph(new SinkStageOf<T, IObservable<T>>("ObservableSink", static _ =>
    {
        var logic = new ObservableSinkLogic<T>();
        return (logic, logic);
    }));
}
