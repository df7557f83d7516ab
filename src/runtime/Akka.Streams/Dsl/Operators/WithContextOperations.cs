namespace Akka.Streams.Dsl;

// Operators of flows and sources with a context, and the ways into them. Each keeps the order, so that contexts stay with their elements.

/// <summary>Operators of <see cref="FlowWithContext{TIn, TCtxIn, TOut, TCtxOut, TMat}"/>.</summary>
public static class FlowWithContextOperations
{
    /// <summary>Applies a function to each element; contexts stay.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut2, TCtx, TMat> Select<TIn, TCtxIn, TOut, TCtx, TOut2, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, Func<TOut, TOut2> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Select(pair => (fn(pair.Item1), pair.Item2)));

    /// <summary>Applies a function of tasks to each element, some at a time; contexts stay.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut2, TCtx, TMat> SelectAsync<TIn, TCtxIn, TOut, TCtx, TOut2, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, int parallelism, Func<TOut, Task<TOut2>> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().SelectAsync(parallelism, async pair => (await fn(pair.Item1), pair.Item2)));

    /// <summary>Applies a function and drops the elements that it makes null of, with their contexts.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut2, TCtx, TMat> Collect<TIn, TCtxIn, TOut, TCtx, TOut2, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, Func<TOut, TOut2> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Select(pair => (Element: fn(pair.Item1), pair.Item2)).Where(static pair => pair.Element is not null));

    /// <summary>Drops the elements that do not match, with their contexts.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> Where<TIn, TCtxIn, TOut, TCtx, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, Func<TOut, bool> predicate) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Where(pair => predicate(pair.Item1)));

    /// <summary>Drops the elements that match, with their contexts.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> WhereNot<TIn, TCtxIn, TOut, TCtx, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, Func<TOut, bool> predicate) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Where(pair => !predicate(pair.Item1)));

    /// <summary>Lists of <paramref name="n"/> elements, with lists of their contexts.</summary>
    public static FlowWithContext<TIn, TCtxIn, IReadOnlyList<TOut>, IReadOnlyList<TCtx>, TMat> Grouped<TIn, TCtxIn, TOut, TCtx, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, int n) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Grouped(n).Select(ContextLists.Split));

    /// <summary>Windows of <paramref name="n"/> elements, with lists of their contexts.</summary>
    public static FlowWithContext<TIn, TCtxIn, IReadOnlyList<TOut>, IReadOnlyList<TCtx>, TMat> Sliding<TIn, TCtxIn, TOut, TCtx, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, int n, int step = 1) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Sliding(n, step).Select(ContextLists.Split));

    /// <summary>Makes several elements of one, each with its context.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut2, TCtx, TMat> SelectConcat<TIn, TCtxIn, TOut, TCtx, TOut2, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, Func<TOut, IEnumerable<TOut2>> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().SelectMany(pair => fn(pair.Item1).Select(element => (element, pair.Item2))));

    /// <summary>Applies a function to each context; elements stay.</summary>
    public static FlowWithContext<TIn, TCtxIn, TOut, TCtx2, TMat> SelectContext<TIn, TCtxIn, TOut, TCtx, TCtx2, TMat>(
        this FlowWithContext<TIn, TCtxIn, TOut, TCtx, TMat> flow, Func<TCtx, TCtx2> mapContext) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Select(pair => (pair.Item1, mapContext(pair.Item2))));

    /// <summary>The flow, its elements made of pairs by one function and contexts by another.</summary>
    public static FlowWithContext<TU, TCtxIn, TOut, TCtxOut, TMat> AsFlowWithContext<TU, TIn, TCtxIn, TOut, TCtxOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<TU, TCtxIn, TIn> collapseContext, Func<TOut, TCtxOut> extractContext) =>
        FlowWithContext.From(Flow.Create<(TU, TCtxIn)>().Select(pair => collapseContext(pair.Item1, pair.Item2))
            .ViaMaterialized(flow, Keep.Right).Select(element => (element, extractContext(element))));
}

/// <summary>Operators of <see cref="SourceWithContext{TOut, TCtx, TMat}"/>.</summary>
public static class SourceWithContextOperations
{
    /// <summary>Applies a function to each element; contexts stay.</summary>
    public static SourceWithContext<TOut2, TCtx, TMat> Select<TOut, TCtx, TOut2, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, Func<TOut, TOut2> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Select(pair => (fn(pair.Item1), pair.Item2)));

    /// <summary>Applies a function of tasks to each element, some at a time; contexts stay.</summary>
    public static SourceWithContext<TOut2, TCtx, TMat> SelectAsync<TOut, TCtx, TOut2, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, int parallelism, Func<TOut, Task<TOut2>> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().SelectAsync(parallelism, async pair => (await fn(pair.Item1), pair.Item2)));

    /// <summary>Applies a function and drops the elements that it makes null of, with their contexts.</summary>
    public static SourceWithContext<TOut2, TCtx, TMat> Collect<TOut, TCtx, TOut2, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, Func<TOut, TOut2> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Select(pair => (Element: fn(pair.Item1), pair.Item2)).Where(static pair => pair.Element is not null));

    /// <summary>Drops the elements that do not match, with their contexts.</summary>
    public static SourceWithContext<TOut, TCtx, TMat> Where<TOut, TCtx, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, Func<TOut, bool> predicate) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Where(pair => predicate(pair.Item1)));

    /// <summary>Drops the elements that match, with their contexts.</summary>
    public static SourceWithContext<TOut, TCtx, TMat> WhereNot<TOut, TCtx, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, Func<TOut, bool> predicate) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Where(pair => !predicate(pair.Item1)));

    /// <summary>Lists of <paramref name="n"/> elements, with lists of their contexts.</summary>
    public static SourceWithContext<IReadOnlyList<TOut>, IReadOnlyList<TCtx>, TMat> Grouped<TOut, TCtx, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, int n) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Grouped(n).Select(ContextLists.Split));

    /// <summary>Windows of <paramref name="n"/> elements, with lists of their contexts.</summary>
    public static SourceWithContext<IReadOnlyList<TOut>, IReadOnlyList<TCtx>, TMat> Sliding<TOut, TCtx, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, int n, int step = 1) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Sliding(n, step).Select(ContextLists.Split));

    /// <summary>Makes several elements of one, each with its context.</summary>
    public static SourceWithContext<TOut2, TCtx, TMat> SelectConcat<TOut, TCtx, TOut2, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, Func<TOut, IEnumerable<TOut2>> fn) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().SelectMany(pair => fn(pair.Item1).Select(element => (element, pair.Item2))));

    /// <summary>Applies a function to each context; elements stay.</summary>
    public static SourceWithContext<TOut, TCtx2, TMat> SelectContext<TOut, TCtx, TCtx2, TMat>(
        this SourceWithContext<TOut, TCtx, TMat> flow, Func<TCtx, TCtx2> mapContext) =>
        flow.Via(Flow.Create<(TOut, TCtx)>().Select(pair => (pair.Item1, mapContext(pair.Item2))));

    /// <summary>The source, each element with a context that is extracted from it.</summary>
    public static SourceWithContext<TOut, TCtx, TMat> AsSourceWithContext<TCtx, TOut, TMat>(this Source<TOut, TMat> flow, Func<TOut, TCtx> fn) =>
        new(flow.Select(element => (element, fn(element))));
}

internal static class ContextLists
{
    internal static (IReadOnlyList<TOut>, IReadOnlyList<TCtx>) Split<TOut, TCtx>(IEnumerable<(TOut, TCtx)> pairs)
    {
        var (elements, contexts) = (new List<TOut>(), new List<TCtx>());
        foreach (var (element, context) in pairs)
        {
            elements.Add(element);
            contexts.Add(context);
        }

        return (elements, contexts);
    }
}
