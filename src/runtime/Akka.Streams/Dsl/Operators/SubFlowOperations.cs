using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>The operators of <see cref="FlowOperations"/>, added to each stream of a sub-flow.</summary>
public static class SubFlowOperations
{
    /// <summary>A buffer of <paramref name="size"/> elements, filled ahead of demand.</summary>
    public static SubFlow<TOut, TMat, TClosed> Buffer<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int size, OverflowStrategy strategy) =>
        flow.Then(Flow.Create<TOut>().Buffer<TOut, TOut, NotUsed>(size, strategy));

    /// <summary>Folds elements together while downstream is slower, at most <paramref name="max"/>.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Batch<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Then(Flow.Create<TOut>().Batch<TOut, TOut, TOut2, NotUsed>(max, seed, aggregate));

    /// <summary>Folds elements together while downstream is slower, up to a weight of <paramref name="max"/>.</summary>
    public static SubFlow<TOut2, TMat, TClosed> BatchWeighted<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Then(Flow.Create<TOut>().BatchWeighted<TOut, TOut, TOut2, NotUsed>(max, costFunction, seed, aggregate));

    /// <summary>Folds elements together while downstream is slower, without a limit.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ConflateWithSeed<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Then(Flow.Create<TOut>().ConflateWithSeed<TOut, TOut, TOut2, NotUsed>(seed, aggregate));

    /// <summary>Combines elements while downstream is slower, without a limit.</summary>
    public static SubFlow<TOut, TMat, TClosed> Conflate<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Then(Flow.Create<TOut>().Conflate<TOut, TOut, NotUsed>(aggregate));

    /// <summary>Makes further elements of the last one while upstream is slower.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Expand<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, IEnumerator<TOut2>> extrapolate) =>
        flow.Then(Flow.Create<TOut>().Expand<TOut, TOut, TOut2, NotUsed>(extrapolate));

    /// <summary>Replaces a failure by a last element; none lets the failure pass.</summary>
    public static SubFlow<TOut, TMat, TClosed> Recover<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Then(Flow.Create<TOut>().Recover<TOut, TOut, NotUsed>(partialFunc));

    /// <summary>Replaces a failure by another source, so often at most; null lets the failure pass.</summary>
    public static SubFlow<TOut, TMat, TClosed> RecoverWithRetries<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc, int attempts = -1) =>
        flow.Then(Flow.Create<TOut, TMat>().RecoverWithRetries(partialFunc, attempts));

    /// <summary>Replaces a failure by another source, as often as it fails.</summary>
    public static SubFlow<TOut, TMat, TClosed> RecoverWith<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc) =>
        flow.Then(Flow.Create<TOut, TMat>().RecoverWith(partialFunc));

    /// <summary>Replaces a failure by another.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectError<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, Exception> selector) =>
        flow.Then(Flow.Create<TOut>().SelectError<TOut, TOut, NotUsed>(selector));

    /// <summary>The running fold, beginning with <paramref name="zero"/>.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Scan<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut, TOut2> scan) =>
        flow.Then(Flow.Create<TOut>().Scan<TOut, TOut, TOut2, NotUsed>(zero, scan));

    /// <summary>The running fold by tasks, beginning with <paramref name="zero"/>.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ScanAsync<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut, Task<TOut2>> scan) =>
        flow.Then(Flow.Create<TOut>().ScanAsync<TOut, TOut, TOut2, NotUsed>(zero, scan));

    /// <summary>The fold of all elements, when upstream completes.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Aggregate<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut, TOut2> fold) =>
        flow.Then(Flow.Create<TOut>().Aggregate<TOut, TOut, TOut2, NotUsed>(zero, fold));

    /// <summary>The fold of all elements by tasks, when upstream completes.</summary>
    public static SubFlow<TOut2, TMat, TClosed> AggregateAsync<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut, Task<TOut2>> fold) =>
        flow.Then(Flow.Create<TOut>().AggregateAsync<TOut, TOut, TOut2, NotUsed>(zero, fold));

    /// <summary>The elements combined pairwise; fails with <see cref="NoSuchElementException"/> on an empty stream.</summary>
    public static SubFlow<TOut, TMat, TClosed> Sum<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Then(Flow.Create<TOut>().Sum<TOut, TOut, NotUsed>(reduce));

    /// <summary>Lists of <paramref name="n"/> elements; the last may be shorter.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Grouped<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int n) =>
        flow.Then(Flow.Create<TOut>().Grouped<TOut, TOut, NotUsed>(n));

    /// <summary>Lists of at most <paramref name="n"/> elements that came within <paramref name="timeout"/>; never an empty one.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWithin<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int n, TimeSpan timeout) =>
        flow.Then(Flow.Create<TOut>().GroupedWithin<TOut, TOut, NotUsed>(n, timeout));

    /// <summary>Lists that weigh at most <paramref name="maxWeight"/> and came within <paramref name="interval"/>.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWeightedWithin<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long maxWeight, TimeSpan interval, Func<TOut, long> costFn) =>
        flow.Then(Flow.Create<TOut>().GroupedWeightedWithin<TOut, TOut, NotUsed>(maxWeight, interval, costFn));

    /// <summary>Windows of <paramref name="n"/> elements, each <paramref name="step"/> further.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Sliding<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int n, int step = 1) =>
        flow.Then(Flow.Create<TOut>().Sliding<TOut, TOut, NotUsed>(n, step));

    /// <summary>Puts an element between the elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TOut inject) =>
        flow.Then(Flow.Create<TOut>().Intersperse<TOut, TOut, NotUsed>(inject));

    /// <summary>Puts an element between the elements, one before the first and one after the last.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TOut start, TOut inject, TOut end) =>
        flow.Then(Flow.Create<TOut>().Intersperse<TOut, TOut, NotUsed>(start, inject, end));

    /// <summary>The other source after this one.</summary>
    public static SubFlow<TOut, TMat, TClosed> Concat<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat2> other) =>
        flow.Then(Flow.Create<TOut>().Concat<TOut, TOut, NotUsed, TMat2>(other));

    /// <summary>The other source before this one.</summary>
    public static SubFlow<TOut, TMat, TClosed> Prepend<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat2> that) =>
        flow.Then(Flow.Create<TOut>().Prepend<TOut, TOut, NotUsed, TMat2>(that));

    /// <summary>Elements of both as they come.</summary>
    public static SubFlow<TOut, TMat, TClosed> Merge<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat2> other, bool eagerComplete = false) =>
        flow.Then(Flow.Create<TOut>().Merge<TOut, TOut, NotUsed, TMat2>(other, eagerComplete));

    /// <summary><paramref name="segmentSize"/> elements of each in turn.</summary>
    public static SubFlow<TOut, TMat, TClosed> Interleave<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat2> other, int segmentSize) =>
        flow.Then(Flow.Create<TOut>().Interleave<TOut, TOut, NotUsed, TMat2>(other, segmentSize));

    /// <summary>The other source, if this one ends without an element.</summary>
    public static SubFlow<TOut, TMat, TClosed> OrElse<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut>, TMat2> secondary) =>
        flow.Then(Flow.Create<TOut>().OrElse<TOut, TOut, NotUsed, TMat2>(secondary));

    /// <summary>Pairs of both.</summary>
    public static SubFlow<(TOut, TOut2), TMat, TClosed> Zip<TOut, TOut2, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat2> other) =>
        flow.Then(Flow.Create<TOut>().Zip<TOut, TOut, TOut2, NotUsed, TMat2>(other));

    /// <summary>Pairs of both, combined.</summary>
    public static SubFlow<TOut3, TMat, TClosed> ZipWith<TOut, TOut2, TOut3, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SourceShape<TOut2>, TMat2> other, Func<TOut, TOut2, TOut3> combine) =>
        flow.Then(Flow.Create<TOut>().ZipWith<TOut, TOut, TOut2, TOut3, NotUsed, TMat2>(other, combine));

    /// <summary>Pairs of elements and their positions, from 0.</summary>
    public static SubFlow<(TOut, long), TMat, TClosed> ZipWithIndex<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow) =>
        flow.Then(Flow.Create<TOut>().ZipWithIndex<TOut, TOut, NotUsed>());

    /// <summary>Every element also to a sink; as fast as the slower of both.</summary>
    public static SubFlow<TOut, TMat, TClosed> AlsoTo<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat2> that) =>
        flow.Then(Flow.Create<TOut>().AlsoTo<TOut, TOut, NotUsed, TMat2>(that));

    /// <summary>Elements also to a sink, when that waits.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat2> that) =>
        flow.Then(Flow.Create<TOut>().WireTap<TOut, TOut, NotUsed, TMat2>(that));

    /// <summary>Calls an action with each element, in passing.</summary>
    public static SubFlow<TOut, TMat, TClosed> WireTap<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Action<TOut> action) =>
        flow.Then(Flow.Create<TOut>().WireTap<TOut, TOut, NotUsed>(action));

    /// <summary>Elements that match to a sink, the others on.</summary>
    public static SubFlow<TOut, TMat, TClosed> DivertTo<TOut, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IGraph<SinkShape<TOut>, TMat2> that, Predicate<TOut> when) =>
        flow.Then(Flow.Create<TOut>().DivertTo<TOut, TOut, NotUsed, TMat2>(that, when));

    /// <summary>Runs the sources that the elements are made into, at most <paramref name="breadth"/> at a time, and emits what they emit as it comes.</summary>
    public static SubFlow<TOut2, TMat, TClosed> MergeMany<TOut, TOut2, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int breadth, Func<TOut, IGraph<SourceShape<TOut2>, TMat2>> flatten) =>
        flow.Then(Flow.Create<TOut>().MergeMany<TOut, TOut, TOut2, NotUsed, TMat2>(breadth, flatten));

    /// <summary>Runs the sources that the elements are made into one after another.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ConcatMany<TOut, TOut2, TMat, TMat2, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, IGraph<SourceShape<TOut2>, TMat2>> flatten) =>
        flow.Then(Flow.Create<TOut>().ConcatMany<TOut, TOut, TOut2, NotUsed, TMat2>(flatten));

    /// <summary>The first <paramref name="n"/> elements, then completion.</summary>
    public static SubFlow<TOut, TMat, TClosed> Take<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        flow.Then(Flow.Create<TOut>().Take<TOut, TOut, NotUsed>(n));

    /// <summary>Elements up to the first that does not match, which is emitted too if <paramref name="inclusive"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWhile<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Then(Flow.Create<TOut>().TakeWhile<TOut, TOut, NotUsed>(predicate, inclusive));

    /// <summary>Completes after <paramref name="duration"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWithin<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        flow.Then(Flow.Create<TOut>().TakeWithin<TOut, TOut, NotUsed>(duration));

    /// <summary>All but the first <paramref name="n"/> elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Skip<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        flow.Then(Flow.Create<TOut>().Skip<TOut, TOut, NotUsed>(n));

    /// <summary>Elements from the first that does not match.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWhile<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        flow.Then(Flow.Create<TOut>().SkipWhile<TOut, TOut, NotUsed>(predicate));

    /// <summary>Drops what comes within <paramref name="duration"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWithin<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        flow.Then(Flow.Create<TOut>().SkipWithin<TOut, TOut, NotUsed>(duration));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> after <paramref name="max"/> elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Limit<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long max) =>
        flow.Then(Flow.Create<TOut>().Limit<TOut, TOut, NotUsed>(max));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> when the elements cost more than <paramref name="max"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> LimitWeighted<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, long> costFunc) =>
        flow.Then(Flow.Create<TOut>().LimitWeighted<TOut, TOut, NotUsed>(max, costFunc));

    /// <summary>Applies a function to each element.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Select<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut2> mapper) =>
        flow.Then(Flow.Create<TOut>().Select<TOut, TOut, TOut2, NotUsed>(mapper));

    /// <summary>Emits the elements of what the function makes of each element.</summary>
    public static SubFlow<TOut2, TMat, TClosed> SelectMany<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, IEnumerable<TOut2>> mapConcater) =>
        flow.Then(Flow.Create<TOut>().SelectMany<TOut, TOut, TOut2, NotUsed>(mapConcater));

    /// <summary>As <c>SelectMany</c>, with a function made anew for each run and after a restart.</summary>
    public static SubFlow<TOut2, TMat, TClosed> StatefulSelectMany<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<Func<TOut, IEnumerable<TOut2>>> mapConcaterFactory) =>
        flow.Then(Flow.Create<TOut>().StatefulSelectMany<TOut, TOut, TOut2, NotUsed>(mapConcaterFactory));

    /// <summary>Maps through tasks, at most <paramref name="parallelism"/> at a time, in the order of the elements.</summary>
    public static SubFlow<TOut2, TMat, TClosed> SelectAsync<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int parallelism, Func<TOut, Task<TOut2>> asyncMapper) =>
        flow.Then(Flow.Create<TOut>().SelectAsync<TOut, TOut, TOut2, NotUsed>(parallelism, asyncMapper));

    /// <summary>Maps through tasks, at most <paramref name="parallelism"/> at a time, in the order in which they end.</summary>
    public static SubFlow<TOut2, TMat, TClosed> SelectAsyncUnordered<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int parallelism, Func<TOut, Task<TOut2>> asyncMapper) =>
        flow.Then(Flow.Create<TOut>().SelectAsyncUnordered<TOut, TOut, TOut2, NotUsed>(parallelism, asyncMapper));

    /// <summary>Asks an actor for each element; the answer must be a <typeparamref name="TOut2"/>.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Ask<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IActorRef actorRef, TimeSpan timeout, int parallelism = 2) =>
        flow.Then(Flow.Create<TOut>().Ask<TOut, TOut, TOut2, NotUsed>(actorRef, timeout, parallelism));

    /// <summary>Drops elements that do not match.</summary>
    public static SubFlow<TOut, TMat, TClosed> Where<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        flow.Then(Flow.Create<TOut>().Where<TOut, TOut, NotUsed>(predicate));

    /// <summary>Drops elements that match.</summary>
    public static SubFlow<TOut, TMat, TClosed> WhereNot<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        flow.Then(Flow.Create<TOut>().WhereNot<TOut, TOut, NotUsed>(predicate));

    /// <summary>Maps elements and drops those that map to null.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Collect<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut2> collector) =>
        flow.Then(Flow.Create<TOut>().Collect<TOut, TOut, TOut2, NotUsed>(collector));

    /// <summary>Maps the elements for which a function is defined, and drops the others.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Collect<TOut, TOut2, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, bool> isDefined, Func<TOut, TOut2> collector) =>
        flow.Then(Flow.Create<TOut>().Collect<TOut, TOut, TOut2, NotUsed>(isDefined, collector));

    /// <summary>Fails with <see cref="WatchedActorTerminatedException"/> when the actor stops.</summary>
    public static SubFlow<TOut, TMat, TClosed> Watch<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, IActorRef actorRef) =>
        flow.Then(Flow.Create<TOut>().Watch<TOut, TOut, NotUsed>(actorRef));

    /// <summary>Writes a log line for each event, at the levels of <see cref="Attributes.LogLevels"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> Log<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, string name, Func<TOut, object>? extract = null, ILoggingAdapter? log = null) =>
        flow.Then(Flow.Create<TOut>().Log<TOut, TOut, NotUsed>(name, extract, log));

    /// <summary>At most <paramref name="elements"/> elements per <paramref name="per"/>, after a burst of <paramref name="maximumBurst"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Then(Flow.Create<TOut>().Throttle<TOut, TOut, NotUsed>(elements, per, maximumBurst, mode));

    /// <summary>Elements of at most <paramref name="cost"/> per <paramref name="per"/>, after a burst of <paramref name="maximumBurst"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int cost, TimeSpan per, int maximumBurst, Func<TOut, int> calculateCost, ThrottleMode mode) =>
        flow.Then(Flow.Create<TOut>().Throttle<TOut, TOut, NotUsed>(cost, per, maximumBurst, calculateCost, mode));

    /// <summary>Fails with <see cref="TimeoutException"/> when the first element is late.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Then(Flow.Create<TOut>().InitialTimeout<TOut, TOut, NotUsed>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> when the stream is not complete in time.</summary>
    public static SubFlow<TOut, TMat, TClosed> CompletionTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Then(Flow.Create<TOut>().CompletionTimeout<TOut, TOut, NotUsed>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> when no element passes for so long.</summary>
    public static SubFlow<TOut, TMat, TClosed> IdleTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Then(Flow.Create<TOut>().IdleTimeout<TOut, TOut, NotUsed>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> when there is no demand for so long.</summary>
    public static SubFlow<TOut, TMat, TClosed> BackpressureTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        flow.Then(Flow.Create<TOut>().BackpressureTimeout<TOut, TOut, NotUsed>(timeout));

    /// <summary>Lets nothing through before <paramref name="delay"/> has passed.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialDelay<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan delay) =>
        flow.Then(Flow.Create<TOut>().InitialDelay<TOut, TOut, NotUsed>(delay));

    /// <summary>Moves each element by <paramref name="of"/>.</summary>
    public static SubFlow<TOut, TMat, TClosed> Delay<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        flow.Then(Flow.Create<TOut>().Delay<TOut, TOut, NotUsed>(of, strategy));

    /// <summary>Injects an element when upstream has been silent for <paramref name="timeout"/> and downstream waits.</summary>
    public static SubFlow<TOut, TMat, TClosed> KeepAlive<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout, Func<TOut> injectElement) =>
        flow.Then(Flow.Create<TOut>().KeepAlive<TOut, TOut, NotUsed>(timeout, injectElement));

    /// <summary>One element: the first <paramref name="n"/> elements, with a source of those that follow.</summary>
    public static SubFlow<(IImmutableList<TOut>, Source<TOut, NotUsed>), TMat, TClosed> PrefixAndTail<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int n) =>
        flow.Then(Flow.Create<TOut>().PrefixAndTail(n));
}
