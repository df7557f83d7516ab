using System.Collections.Immutable;
using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Several inlets into one outlet: whichever has an element, the preferred inlet first when it has one.</summary>
/// <param name="secondaryPorts">Inlets besides the preferred one.</param>
/// <param name="eagerClose">Completes when any inlet does, instead of with the last.</param>
public sealed class MergePreferred<T>(int secondaryPorts, bool eagerClose = false) : GraphStage<MergePreferred<T>.MergePreferredShape>
{
    /// <inheritdoc/>
    public override MergePreferredShape Shape { get; } = new(secondaryPorts, "MergePreferred");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new MergePreferredLogic<T>(Shape, eagerClose);

    /// <summary>The secondary inlets, and the preferred one.</summary>
    public sealed class MergePreferredShape : UniformFanInShape<T, T>
    {
        /// <summary>Makes <paramref name="secondaryPorts"/> inlets and the preferred one, named after <paramref name="name"/>.</summary>
        public MergePreferredShape(int secondaryPorts, string name) : base(secondaryPorts, name) => Preferred = new Inlet<T>(name + ".preferred");

        private MergePreferredShape(Outlet<T> outlet, Inlet<T> preferred, Inlet<T>[] secondary) : base(outlet, secondary) => Preferred = preferred;

        /// <summary>The inlet whose elements go first.</summary>
        public Inlet<T> Preferred { get; }

        /// <inheritdoc/>
        public override ImmutableArray<Inlet> Inlets => base.Inlets.Add(Preferred);

        /// <inheritdoc/>
        public override Shape DeepCopy() =>
            new MergePreferredShape((Outlet<T>)Out.CarbonCopy(), (Inlet<T>)Preferred.CarbonCopy(), [.. Ins.Select(i => (Inlet<T>)i.CarbonCopy())]);

        /// <inheritdoc/>
        public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) =>
            new MergePreferredShape((Outlet<T>)outlets[0], (Inlet<T>)inlets[^1], [.. inlets[..^1].Cast<Inlet<T>>()]);
    }
}

/// <summary>Several inlets into one outlet: when more than one has an element, chosen at random in proportion to the inlets' priorities.</summary>
/// <param name="priorities">One positive number an inlet.</param>
/// <param name="eagerComplete">Completes when any inlet does, instead of with the last.</param>
public sealed class MergePrioritized<T>(IEnumerable<int> priorities, bool eagerComplete = false) : GraphStage<UniformFanInShape<T, T>>
{
    private readonly ImmutableArray<int> _priorities = Checked(priorities);

    /// <inheritdoc/>
    public override UniformFanInShape<T, T> Shape => field ??= new(_priorities.Length, "MergePrioritized");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new MergePrioritizedLogic<T>(Shape, _priorities, eagerComplete);

    private static ImmutableArray<int> Checked(IEnumerable<int> priorities)
    {
        ImmutableArray<int> all = [.. priorities];
        if (all.Length < 2) throw new ArgumentException("A Merge must have two or more input ports", nameof(priorities));
        if (all.Any(static priority => priority <= 0)) throw new ArgumentException("Priorities should be positive integers", nameof(priorities));
        return all;
    }
}

/// <summary>The latest element of every inlet as a list, for each new element, once every inlet has had one.</summary>
/// <param name="inputPorts">How many inlets.</param>
/// <param name="eagerClose">Completes when any inlet does, instead of with the last.</param>
public sealed class MergeLatest<T>(int inputPorts, bool eagerClose = false) : GraphStage<UniformFanInShape<T, IImmutableList<T>>>
{
    /// <inheritdoc/>
    public override UniformFanInShape<T, IImmutableList<T>> Shape { get; } = new(inputPorts, "MergeLatest");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new MergeLatestLogic<T>(Shape, eagerClose);
}

/// <summary>The latest elements of two inlets as a pair, for each new element, once both have had one.</summary>
/// <param name="eagerComplete">Completes when either inlet does, instead of with the last.</param>
public sealed class ZipLatest<T1, T2>(bool eagerComplete = true) : GraphStage<FanInShape<T1, T2, (T1, T2)>>
{
    /// <inheritdoc/>
    public override FanInShape<T1, T2, (T1, T2)> Shape { get; } = new("ZipLatest");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new ZipLatestLogic<T1, T2, (T1, T2)>(Shape, static (first, second) => (first, second), eagerComplete);
}

/// <summary>The latest elements of two inlets, combined, for each new element, once both have had one.</summary>
/// <param name="zipper">Combines.</param>
/// <param name="eagerComplete">Completes when either inlet does, instead of with the last.</param>
public sealed class ZipLatestWith<T1, T2, TOut>(Func<T1, T2, TOut> zipper, bool eagerComplete = true) : GraphStage<FanInShape<T1, T2, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T1, T2, TOut> Shape { get; } = new("ZipLatestWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipLatestLogic<T1, T2, TOut>(Shape, zipper, eagerComplete);
}
