using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>One outlet: the start of a stream.</summary>
public sealed class SourceShape<TOut>(Outlet<TOut> outlet) : Shape
{
    /// <summary>The outlet.</summary>
    public Outlet<TOut> Outlet { get; } = outlet ?? throw new ArgumentNullException(nameof(outlet));

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Outlet];

    /// <inheritdoc/>
    public override Shape DeepCopy() => new SourceShape<TOut>((Outlet<TOut>)Outlet.CarbonCopy());

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) =>
        new SourceShape<TOut>((Outlet<TOut>)Check(inlets.IsEmpty && outlets.Length == 1, outlets, GetType())[0]);
}

/// <summary>One inlet and one outlet.</summary>
public sealed class FlowShape<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet) : Shape
{
    /// <summary>The inlet.</summary>
    public Inlet<TIn> Inlet { get; } = inlet ?? throw new ArgumentNullException(nameof(inlet));

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Outlet { get; } = outlet ?? throw new ArgumentNullException(nameof(outlet));

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [Inlet];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Outlet];

    /// <inheritdoc/>
    public override Shape DeepCopy() =>
        new FlowShape<TIn, TOut>((Inlet<TIn>)Inlet.CarbonCopy(), (Outlet<TOut>)Outlet.CarbonCopy());

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == 1, inlets, GetType());
        return new FlowShape<TIn, TOut>((Inlet<TIn>)inlets[0], (Outlet<TOut>)outlets[0]);
    }
}

/// <summary>One inlet: the end of a stream.</summary>
public sealed class SinkShape<TIn>(Inlet<TIn> inlet) : Shape
{
    /// <summary>The inlet.</summary>
    public Inlet<TIn> Inlet { get; } = inlet ?? throw new ArgumentNullException(nameof(inlet));

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [Inlet];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [];

    /// <inheritdoc/>
    public override Shape DeepCopy() => new SinkShape<TIn>((Inlet<TIn>)Inlet.CarbonCopy());

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) =>
        new SinkShape<TIn>((Inlet<TIn>)Check(inlets.Length == 1 && outlets.IsEmpty, inlets, GetType())[0]);
}

/// <summary>Two flows side by side, in opposite directions.</summary>
public sealed class BidiShape<TIn1, TOut1, TIn2, TOut2>(Inlet<TIn1> in1, Outlet<TOut1> out1, Inlet<TIn2> in2, Outlet<TOut2> out2) : Shape
{
    /// <summary>The shape around two flows.</summary>
    public BidiShape(FlowShape<TIn1, TOut1> top, FlowShape<TIn2, TOut2> bottom) : this(top.Inlet, top.Outlet, bottom.Inlet, bottom.Outlet) { }

    /// <summary>Inlet of the first flow.</summary>
    public Inlet<TIn1> Inlet1 { get; } = in1;

    /// <summary>Inlet of the second flow.</summary>
    public Inlet<TIn2> Inlet2 { get; } = in2;

    /// <summary>Outlet of the first flow.</summary>
    public Outlet<TOut1> Outlet1 { get; } = out1;

    /// <summary>Outlet of the second flow.</summary>
    public Outlet<TOut2> Outlet2 { get; } = out2;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [Inlet1, Inlet2];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Outlet1, Outlet2];

    /// <inheritdoc/>
    public override Shape DeepCopy() => new BidiShape<TIn1, TOut1, TIn2, TOut2>(
        (Inlet<TIn1>)Inlet1.CarbonCopy(), (Outlet<TOut1>)Outlet1.CarbonCopy(), (Inlet<TIn2>)Inlet2.CarbonCopy(), (Outlet<TOut2>)Outlet2.CarbonCopy());

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 2 && outlets.Length == 2, inlets, GetType());
        return new BidiShape<TIn1, TOut1, TIn2, TOut2>((Inlet<TIn1>)inlets[0], (Outlet<TOut1>)outlets[0], (Inlet<TIn2>)inlets[1], (Outlet<TOut2>)outlets[1]);
    }
}
