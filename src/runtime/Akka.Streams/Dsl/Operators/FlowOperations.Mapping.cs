using Akka.Actor;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Operators of flows. This part: element by element.</summary>
public static partial class FlowOperations
{
    /// <summary>Applies a function to each element.</summary>
    public static Flow<TIn, TOut2, TMat> Select<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut2> mapper) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Select", a => new SelectLogic<TOut, TOut2>(mapper, a)));

    /// <summary>Emits the elements of what the function makes of each element.</summary>
    public static Flow<TIn, TOut2, TMat> SelectMany<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, IEnumerable<TOut2>> mapConcater) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("SelectMany", a => new StatefulSelectManyLogic<TOut, TOut2>(() => mapConcater, a)));

    /// <summary>As <c>SelectMany</c>, with a function made anew for each run and after a restart.</summary>
    public static Flow<TIn, TOut2, TMat> StatefulSelectMany<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, Func<Func<TOut, IEnumerable<TOut2>>> mapConcaterFactory) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("StatefulSelectMany", a => new StatefulSelectManyLogic<TOut, TOut2>(mapConcaterFactory, a)));

    /// <summary>Maps through tasks, at most <paramref name="parallelism"/> at a time, in the order of the elements.</summary>
    public static Flow<TIn, TOut2, TMat> SelectAsync<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, int parallelism, Func<TOut, Task<TOut2>> asyncMapper) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("SelectAsync", a => new SelectAsyncLogic<TOut, TOut2>(parallelism, asyncMapper, a)));

    /// <summary>Maps through tasks, at most <paramref name="parallelism"/> at a time, in the order in which they end.</summary>
    public static Flow<TIn, TOut2, TMat> SelectAsyncUnordered<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, int parallelism, Func<TOut, Task<TOut2>> asyncMapper) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("SelectAsyncUnordered", a => new SelectAsyncUnorderedLogic<TOut, TOut2>(parallelism, asyncMapper, a)));

    /// <summary>Asks an actor for each element; the answer must be a <typeparamref name="TOut2"/>.</summary>
    public static Flow<TIn, TOut2, TMat> Ask<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, IActorRef actorRef, TimeSpan timeout, int parallelism = 2) =>
        flow.Watch(actorRef).SelectAsync(parallelism, element => StreamAsk.One<TOut2>(actorRef, element!, timeout));

    /// <summary>Drops elements that do not match.</summary>
    public static Flow<TIn, TOut, TMat> Where<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Where", a => new WhereLogic<TOut>(predicate, a)));

    /// <summary>Drops elements that match.</summary>
    public static Flow<TIn, TOut, TMat> WhereNot<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new FlowStageOf<TOut, TOut>("WhereNot", a => new WhereLogic<TOut>(element => !predicate(element), a)));

    /// <summary>Maps elements and drops those that map to null.</summary>
    public static Flow<TIn, TOut2, TMat> Collect<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut2> collector) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Collect", a => new CollectLogic<TOut, TOut2>(static _ => true, collector, a)));

    /// <summary>Maps the elements for which a function is defined, and drops the others.</summary>
    public static Flow<TIn, TOut2, TMat> Collect<TIn, TOut, TOut2, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, bool> isDefined, Func<TOut, TOut2> collector) =>
        flow.Via(new FlowStageOf<TOut, TOut2>("Collect", a => new CollectLogic<TOut, TOut2>(isDefined, collector, a)));
}
