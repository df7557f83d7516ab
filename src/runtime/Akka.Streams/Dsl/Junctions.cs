using System.Collections.Immutable;
using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Several inlets into one outlet: whichever has an element.</summary>
/// <typeparam name="TIn">Elements.</typeparam>
/// <typeparam name="TOut">The same, or what they derive from.</typeparam>
public class Merge<TIn, TOut>(int inputPorts, bool eagerComplete = false) : GraphStage<UniformFanInShape<TIn, TOut>> where TIn : TOut
{
    /// <inheritdoc/>
    public override UniformFanInShape<TIn, TOut> Shape { get; } = new(Require.Ports(inputPorts, 1, "A Merge", "input"), "Merge");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new MergeLogic<TIn, TOut>(Shape, eagerComplete);
}

/// <summary>Several inlets into one outlet of the same type: whichever has an element.</summary>
public sealed class Merge<T>(int inputPorts, bool eagerComplete = false) : Merge<T, T>(inputPorts, eagerComplete);

/// <summary>Several inlets into one outlet: one inlet after another.</summary>
public class Concat<TIn, TOut>(int inputPorts = 2) : GraphStage<UniformFanInShape<TIn, TOut>> where TIn : TOut
{
    /// <inheritdoc/>
    public override UniformFanInShape<TIn, TOut> Shape { get; } = new(Require.Ports(inputPorts, 2, "A Concat", "input"), "Concat");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ConcatLogic<TIn, TOut>(Shape);
}

/// <summary>Several inlets into one outlet of the same type: one inlet after another.</summary>
public sealed class Concat<T>(int inputPorts = 2) : Concat<T, T>(inputPorts);

/// <summary>Makes <see cref="Concat{T}"/>.</summary>
public static class Concat
{
    /// <summary>A new concatenation.</summary>
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(int inputPorts = 2) => new Concat<T>(inputPorts);
}

/// <summary>Several inlets into one outlet: some elements of each in turn.</summary>
/// <typeparam name="TIn">Elements.</typeparam>
/// <typeparam name="TOut">The same, or what they derive from.</typeparam>
public sealed class Interleave<TIn, TOut>(int inputPorts, int segmentSize, bool eagerClose = false) : GraphStage<UniformFanInShape<TIn, TOut>> where TIn : TOut
{
    private readonly int _segmentSize = segmentSize > 0 ? segmentSize : throw new ArgumentException("segmentSize must be greater than zero");

    /// <inheritdoc/>
    public override UniformFanInShape<TIn, TOut> Shape { get; } = new(Require.Ports(inputPorts, 2, "An Interleave", "input"), "Interleave");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new InterleaveLogic<TIn, TOut>(Shape, _segmentSize, eagerClose);
}

/// <summary>Makes <see cref="Interleave{TIn, TOut}"/>.</summary>
public static class Interleave
{
    /// <summary>A new interleaving of inlets of one type.</summary>
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(int inputPorts, int segmentSize, bool eagerClose = false) =>
        new Interleave<T, T>(inputPorts, segmentSize, eagerClose);
}

/// <summary>Makes <see cref="OrElse{T}"/>.</summary>
public static class OrElse
{
    /// <summary>A new choice between two inlets.</summary>
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>() => new OrElse<T>();
}

/// <summary>The first inlet, or the second if the first ends without an element.</summary>
public sealed class OrElse<T> : GraphStage<UniformFanInShape<T, T>>
{
    /// <inheritdoc/>
    public override UniformFanInShape<T, T> Shape { get; } = new(2, "OrElse");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new OrElseLogic<T>(Shape);
}

/// <summary>Pairs of two inlets.</summary>
public sealed class Zip<T1, T2> : GraphStage<FanInShape<T1, T2, (T1, T2)>>
{
    /// <inheritdoc/>
    public override FanInShape<T1, T2, (T1, T2)> Shape { get; } = new("Zip");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new ZipLogic<T1, T2, (T1, T2)>(Shape, static (first, second) => (first, second), inheritedAttributes);
}

/// <summary>Pairs of two inlets, combined.</summary>
public sealed class ZipWith<T1, T2, TOut>(Func<T1, T2, TOut> zipper) : GraphStage<FanInShape<T1, T2, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T1, T2, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipLogic<T1, T2, TOut>(Shape, zipper, inheritedAttributes);
}

/// <summary>One inlet to several outlets: each element to all.</summary>
public sealed class Broadcast<T>(int outputPorts, bool eagerCancel = false) : GraphStage<UniformFanOutShape<T, T>>
{
    /// <inheritdoc/>
    public override UniformFanOutShape<T, T> Shape { get; } = new(Require.Ports(outputPorts, 1, "A Broadcast", "output"), "Broadcast");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new BroadcastLogic<T>(Shape, eagerCancel);
}

/// <summary>One inlet to several outlets: each element to one that waits.</summary>
public sealed class Balance<T>(int outputPorts, bool waitForAllDownstreams = false, bool eagerCancel = false) : GraphStage<UniformFanOutShape<T, T>>
{
    /// <inheritdoc/>
    public override UniformFanOutShape<T, T> Shape { get; } = new(Require.Ports(outputPorts, 1, "A Balance", "output"), "Balance");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new BalanceLogic<T>(Shape, waitForAllDownstreams, eagerCancel);
}

/// <summary>One inlet to several outlets: each element to the one that a function chooses.</summary>
public sealed class Partition<T>(int outputPorts, Func<T, int> partitioner, bool eagerCancel = false) : GraphStage<UniformFanOutShape<T, T>>
{
    /// <inheritdoc/>
    public override UniformFanOutShape<T, T> Shape { get; } = new(Require.Ports(outputPorts, 1, "A Partition", "output"), "Partition");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new PartitionLogic<T>(Shape, partitioner, eagerCancel);
}

/// <summary>A partitioner chose an outlet that does not exist.</summary>
public sealed class PartitionOutOfBoundsException(string message) : Exception(message);

/// <summary>The two parts of each pair to two outlets.</summary>
public sealed class UnZip<T1, T2> : GraphStage<FanOutShape<(T1, T2), T1, T2>>
{
    /// <inheritdoc/>
    public override FanOutShape<(T1, T2), T1, T2> Shape { get; } = new("UnZip");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new UnzipLogic<(T1, T2), T1, T2>(Shape, static pair => pair);
}

/// <summary>Makes <see cref="WireTap{T}"/>.</summary>
public static class WireTap
{
    /// <summary>A stage that shows what passes to a second outlet.</summary>
    public static WireTap<T> Create<T>() => new();
}

/// <summary>One inlet to an outlet, and to a second when that waits.</summary>
public sealed class WireTap<T> : GraphStage<UniformFanOutShape<T, T>>
{
    /// <inheritdoc/>
    public override UniformFanOutShape<T, T> Shape { get; } = new(2, "WireTap");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new WireTapLogic<T>(Shape);
}

/// <summary>One element of each inlet together, as a list.</summary>
public sealed class ZipN<T>(int n) : GraphStage<UniformFanInShape<T, IImmutableList<T>>>
{
    /// <inheritdoc/>
    public override UniformFanInShape<T, IImmutableList<T>> Shape { get; } = new(n, "ZipN");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new ZipNLogic<T, IImmutableList<T>>(Shape, static elements => elements, inheritedAttributes);
}

/// <summary>One element of each inlet together, combined.</summary>
public sealed class ZipWithN<TIn, TOut>(Func<IImmutableList<TIn>, TOut> zipper, int n) : GraphStage<UniformFanInShape<TIn, TOut>>
{
    /// <inheritdoc/>
    public override UniformFanInShape<TIn, TOut> Shape { get; } = new(n, "ZipWithN");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipNLogic<TIn, TOut>(Shape, zipper, inheritedAttributes);
}

/// <summary>The smaller of the two elements that wait, so that ordered inlets make an ordered outlet.</summary>
public sealed class MergeSorted<T>(Func<T, T, int> compare) : GraphStage<FanInShape<T, T, T>>
{
    /// <inheritdoc/>
    public override FanInShape<T, T, T> Shape { get; } = new("MergeSorted");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new MergeSortedLogic<T>(Shape, compare);
}
