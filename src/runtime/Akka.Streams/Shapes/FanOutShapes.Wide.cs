using System.Collections.Immutable;

namespace Akka.Streams;

// Fan-out of three to seven outlets of different types: one shape an arity, all alike.

/// <summary>One inlet into three outlets of different types.</summary>
public sealed class FanOutShape<TIn, T0, T1, T2>(
    Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1, Outlet<T2> out2) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanOutShape(string name) : this(
        new Inlet<TIn>(name + ".in"), new Outlet<T0>(name + ".out0"), new Outlet<T1>(name + ".out1"), new Outlet<T2>(name + ".out2")) { }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; } = inlet;

    /// <summary>The first outlet.</summary>
    public Outlet<T0> Out0 { get; } = out0;

    /// <summary>The second outlet.</summary>
    public Outlet<T1> Out1 { get; } = out1;

    /// <summary>The third outlet.</summary>
    public Outlet<T2> Out2 { get; } = out2;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out0, Out1, Out2];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([In.CarbonCopy()], [.. Outlets.Select(static o => o.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == 3, outlets, GetType());
        return new FanOutShape<TIn, T0, T1, T2>(
            (Inlet<TIn>)inlets[0], (Outlet<T0>)outlets[0], (Outlet<T1>)outlets[1], (Outlet<T2>)outlets[2]);
    }
}

/// <summary>One inlet into four outlets of different types.</summary>
public sealed class FanOutShape<TIn, T0, T1, T2, T3>(
    Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1, Outlet<T2> out2, Outlet<T3> out3) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanOutShape(string name) : this(
        new Inlet<TIn>(name + ".in"), new Outlet<T0>(name + ".out0"), new Outlet<T1>(name + ".out1"), new Outlet<T2>(name + ".out2"), new Outlet<T3>(name + ".out3")) { }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; } = inlet;

    /// <summary>The first outlet.</summary>
    public Outlet<T0> Out0 { get; } = out0;

    /// <summary>The second outlet.</summary>
    public Outlet<T1> Out1 { get; } = out1;

    /// <summary>The third outlet.</summary>
    public Outlet<T2> Out2 { get; } = out2;

    /// <summary>The fourth outlet.</summary>
    public Outlet<T3> Out3 { get; } = out3;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out0, Out1, Out2, Out3];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([In.CarbonCopy()], [.. Outlets.Select(static o => o.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == 4, outlets, GetType());
        return new FanOutShape<TIn, T0, T1, T2, T3>(
            (Inlet<TIn>)inlets[0], (Outlet<T0>)outlets[0], (Outlet<T1>)outlets[1], (Outlet<T2>)outlets[2], (Outlet<T3>)outlets[3]);
    }
}

/// <summary>One inlet into five outlets of different types.</summary>
public sealed class FanOutShape<TIn, T0, T1, T2, T3, T4>(
    Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1, Outlet<T2> out2, Outlet<T3> out3, Outlet<T4> out4) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanOutShape(string name) : this(
        new Inlet<TIn>(name + ".in"), new Outlet<T0>(name + ".out0"), new Outlet<T1>(name + ".out1"), new Outlet<T2>(name + ".out2"), new Outlet<T3>(name + ".out3"), new Outlet<T4>(name + ".out4")) { }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; } = inlet;

    /// <summary>The first outlet.</summary>
    public Outlet<T0> Out0 { get; } = out0;

    /// <summary>The second outlet.</summary>
    public Outlet<T1> Out1 { get; } = out1;

    /// <summary>The third outlet.</summary>
    public Outlet<T2> Out2 { get; } = out2;

    /// <summary>The fourth outlet.</summary>
    public Outlet<T3> Out3 { get; } = out3;

    /// <summary>The fifth outlet.</summary>
    public Outlet<T4> Out4 { get; } = out4;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out0, Out1, Out2, Out3, Out4];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([In.CarbonCopy()], [.. Outlets.Select(static o => o.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == 5, outlets, GetType());
        return new FanOutShape<TIn, T0, T1, T2, T3, T4>(
            (Inlet<TIn>)inlets[0], (Outlet<T0>)outlets[0], (Outlet<T1>)outlets[1], (Outlet<T2>)outlets[2], (Outlet<T3>)outlets[3], (Outlet<T4>)outlets[4]);
    }
}

/// <summary>One inlet into six outlets of different types.</summary>
public sealed class FanOutShape<TIn, T0, T1, T2, T3, T4, T5>(
    Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1, Outlet<T2> out2, Outlet<T3> out3, Outlet<T4> out4, Outlet<T5> out5) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanOutShape(string name) : this(
        new Inlet<TIn>(name + ".in"), new Outlet<T0>(name + ".out0"), new Outlet<T1>(name + ".out1"), new Outlet<T2>(name + ".out2"), new Outlet<T3>(name + ".out3"), new Outlet<T4>(name + ".out4"), new Outlet<T5>(name + ".out5")) { }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; } = inlet;

    /// <summary>The first outlet.</summary>
    public Outlet<T0> Out0 { get; } = out0;

    /// <summary>The second outlet.</summary>
    public Outlet<T1> Out1 { get; } = out1;

    /// <summary>The third outlet.</summary>
    public Outlet<T2> Out2 { get; } = out2;

    /// <summary>The fourth outlet.</summary>
    public Outlet<T3> Out3 { get; } = out3;

    /// <summary>The fifth outlet.</summary>
    public Outlet<T4> Out4 { get; } = out4;

    /// <summary>The sixth outlet.</summary>
    public Outlet<T5> Out5 { get; } = out5;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out0, Out1, Out2, Out3, Out4, Out5];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([In.CarbonCopy()], [.. Outlets.Select(static o => o.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == 6, outlets, GetType());
        return new FanOutShape<TIn, T0, T1, T2, T3, T4, T5>(
            (Inlet<TIn>)inlets[0], (Outlet<T0>)outlets[0], (Outlet<T1>)outlets[1], (Outlet<T2>)outlets[2], (Outlet<T3>)outlets[3], (Outlet<T4>)outlets[4], (Outlet<T5>)outlets[5]);
    }
}

/// <summary>One inlet into seven outlets of different types.</summary>
public sealed class FanOutShape<TIn, T0, T1, T2, T3, T4, T5, T6>(
    Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1, Outlet<T2> out2, Outlet<T3> out3, Outlet<T4> out4, Outlet<T5> out5, Outlet<T6> out6) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanOutShape(string name) : this(
        new Inlet<TIn>(name + ".in"), new Outlet<T0>(name + ".out0"), new Outlet<T1>(name + ".out1"), new Outlet<T2>(name + ".out2"), new Outlet<T3>(name + ".out3"), new Outlet<T4>(name + ".out4"), new Outlet<T5>(name + ".out5"), new Outlet<T6>(name + ".out6")) { }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; } = inlet;

    /// <summary>The first outlet.</summary>
    public Outlet<T0> Out0 { get; } = out0;

    /// <summary>The second outlet.</summary>
    public Outlet<T1> Out1 { get; } = out1;

    /// <summary>The third outlet.</summary>
    public Outlet<T2> Out2 { get; } = out2;

    /// <summary>The fourth outlet.</summary>
    public Outlet<T3> Out3 { get; } = out3;

    /// <summary>The fifth outlet.</summary>
    public Outlet<T4> Out4 { get; } = out4;

    /// <summary>The sixth outlet.</summary>
    public Outlet<T5> Out5 { get; } = out5;

    /// <summary>The seventh outlet.</summary>
    public Outlet<T6> Out6 { get; } = out6;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out0, Out1, Out2, Out3, Out4, Out5, Out6];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([In.CarbonCopy()], [.. Outlets.Select(static o => o.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == 7, outlets, GetType());
        return new FanOutShape<TIn, T0, T1, T2, T3, T4, T5, T6>(
            (Inlet<TIn>)inlets[0], (Outlet<T0>)outlets[0], (Outlet<T1>)outlets[1], (Outlet<T2>)outlets[2], (Outlet<T3>)outlets[3], (Outlet<T4>)outlets[4], (Outlet<T5>)outlets[5], (Outlet<T6>)outlets[6]);
    }
}
