using Akka.Actor;
using Akka.Event;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Operators of flows: watching a stream.
public static partial class FlowOperations
{
    /// <summary>Fails with <see cref="WatchedActorTerminatedException"/> when the actor stops.</summary>
    public static Flow<TIn, TOut, TMat> Watch<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, IActorRef actorRef) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Watch", _ => new WatchLogic<TOut>(actorRef)));

    /// <summary>Writes a log line for each event, at the levels of <see cref="Attributes.LogLevels"/>.</summary>
    public static Flow<TIn, TOut, TMat> Log<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, string name, Func<TOut, object>? extract = null, ILoggingAdapter? log = null) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Log", a => new LogLogic<TOut>(name, extract ?? (static element => element!), log, a)));

    /// <summary>Combines the value with a task that ends with the stream.</summary>
    public static Flow<TIn, TOut, TMat2> WatchTermination<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new TerminationStage<TOut>(), materializerFunction);
}
