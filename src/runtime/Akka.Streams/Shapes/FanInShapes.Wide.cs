using System.Collections.Immutable;

namespace Akka.Streams;

// Fan-in of three to nine inlets of different types: one shape an arity, all alike.

/// <summary>Three inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, T2, TOut>(
    Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(
        new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1"), new Inlet<T2>(name + ".in2")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <summary>The third inlet.</summary>
    public Inlet<T2> In2 { get; } = in2;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1, In2];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([.. Inlets.Select(static i => i.CarbonCopy())], [Out.CarbonCopy()]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 3 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, T2, TOut>(
            (Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1], (Inlet<T2>)inlets[2]);
    }
}

/// <summary>Four inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, T2, T3, TOut>(
    Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(
        new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1"), new Inlet<T2>(name + ".in2"), new Inlet<T3>(name + ".in3")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <summary>The third inlet.</summary>
    public Inlet<T2> In2 { get; } = in2;

    /// <summary>The fourth inlet.</summary>
    public Inlet<T3> In3 { get; } = in3;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1, In2, In3];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([.. Inlets.Select(static i => i.CarbonCopy())], [Out.CarbonCopy()]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 4 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, T2, T3, TOut>(
            (Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1], (Inlet<T2>)inlets[2], (Inlet<T3>)inlets[3]);
    }
}

/// <summary>Five inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, T2, T3, T4, TOut>(
    Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(
        new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1"), new Inlet<T2>(name + ".in2"), new Inlet<T3>(name + ".in3"), new Inlet<T4>(name + ".in4")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <summary>The third inlet.</summary>
    public Inlet<T2> In2 { get; } = in2;

    /// <summary>The fourth inlet.</summary>
    public Inlet<T3> In3 { get; } = in3;

    /// <summary>The fifth inlet.</summary>
    public Inlet<T4> In4 { get; } = in4;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1, In2, In3, In4];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([.. Inlets.Select(static i => i.CarbonCopy())], [Out.CarbonCopy()]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 5 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, T2, T3, T4, TOut>(
            (Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1], (Inlet<T2>)inlets[2], (Inlet<T3>)inlets[3], (Inlet<T4>)inlets[4]);
    }
}

/// <summary>Six inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, T2, T3, T4, T5, TOut>(
    Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4, Inlet<T5> in5) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(
        new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1"), new Inlet<T2>(name + ".in2"), new Inlet<T3>(name + ".in3"), new Inlet<T4>(name + ".in4"), new Inlet<T5>(name + ".in5")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <summary>The third inlet.</summary>
    public Inlet<T2> In2 { get; } = in2;

    /// <summary>The fourth inlet.</summary>
    public Inlet<T3> In3 { get; } = in3;

    /// <summary>The fifth inlet.</summary>
    public Inlet<T4> In4 { get; } = in4;

    /// <summary>The sixth inlet.</summary>
    public Inlet<T5> In5 { get; } = in5;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1, In2, In3, In4, In5];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([.. Inlets.Select(static i => i.CarbonCopy())], [Out.CarbonCopy()]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 6 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, T2, T3, T4, T5, TOut>(
            (Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1], (Inlet<T2>)inlets[2], (Inlet<T3>)inlets[3], (Inlet<T4>)inlets[4], (Inlet<T5>)inlets[5]);
    }
}

/// <summary>Seven inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, T2, T3, T4, T5, T6, TOut>(
    Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4, Inlet<T5> in5, Inlet<T6> in6) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(
        new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1"), new Inlet<T2>(name + ".in2"), new Inlet<T3>(name + ".in3"), new Inlet<T4>(name + ".in4"), new Inlet<T5>(name + ".in5"), new Inlet<T6>(name + ".in6")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <summary>The third inlet.</summary>
    public Inlet<T2> In2 { get; } = in2;

    /// <summary>The fourth inlet.</summary>
    public Inlet<T3> In3 { get; } = in3;

    /// <summary>The fifth inlet.</summary>
    public Inlet<T4> In4 { get; } = in4;

    /// <summary>The sixth inlet.</summary>
    public Inlet<T5> In5 { get; } = in5;

    /// <summary>The seventh inlet.</summary>
    public Inlet<T6> In6 { get; } = in6;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1, In2, In3, In4, In5, In6];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([.. Inlets.Select(static i => i.CarbonCopy())], [Out.CarbonCopy()]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 7 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, T2, T3, T4, T5, T6, TOut>(
            (Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1], (Inlet<T2>)inlets[2], (Inlet<T3>)inlets[3], (Inlet<T4>)inlets[4], (Inlet<T5>)inlets[5], (Inlet<T6>)inlets[6]);
    }
}

/// <summary>Eight inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, TOut>(
    Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4, Inlet<T5> in5, Inlet<T6> in6, Inlet<T7> in7) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(
        new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1"), new Inlet<T2>(name + ".in2"), new Inlet<T3>(name + ".in3"), new Inlet<T4>(name + ".in4"), new Inlet<T5>(name + ".in5"), new Inlet<T6>(name + ".in6"), new Inlet<T7>(name + ".in7")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <summary>The third inlet.</summary>
    public Inlet<T2> In2 { get; } = in2;

    /// <summary>The fourth inlet.</summary>
    public Inlet<T3> In3 { get; } = in3;

    /// <summary>The fifth inlet.</summary>
    public Inlet<T4> In4 { get; } = in4;

    /// <summary>The sixth inlet.</summary>
    public Inlet<T5> In5 { get; } = in5;

    /// <summary>The seventh inlet.</summary>
    public Inlet<T6> In6 { get; } = in6;

    /// <summary>The eighth inlet.</summary>
    public Inlet<T7> In7 { get; } = in7;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1, In2, In3, In4, In5, In6, In7];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([.. Inlets.Select(static i => i.CarbonCopy())], [Out.CarbonCopy()]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 8 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, TOut>(
            (Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1], (Inlet<T2>)inlets[2], (Inlet<T3>)inlets[3], (Inlet<T4>)inlets[4], (Inlet<T5>)inlets[5], (Inlet<T6>)inlets[6], (Inlet<T7>)inlets[7]);
    }
}

/// <summary>Nine inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut>(
    Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4, Inlet<T5> in5, Inlet<T6> in6, Inlet<T7> in7, Inlet<T8> in8) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(
        new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1"), new Inlet<T2>(name + ".in2"), new Inlet<T3>(name + ".in3"), new Inlet<T4>(name + ".in4"), new Inlet<T5>(name + ".in5"), new Inlet<T6>(name + ".in6"), new Inlet<T7>(name + ".in7"), new Inlet<T8>(name + ".in8")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <summary>The third inlet.</summary>
    public Inlet<T2> In2 { get; } = in2;

    /// <summary>The fourth inlet.</summary>
    public Inlet<T3> In3 { get; } = in3;

    /// <summary>The fifth inlet.</summary>
    public Inlet<T4> In4 { get; } = in4;

    /// <summary>The sixth inlet.</summary>
    public Inlet<T5> In5 { get; } = in5;

    /// <summary>The seventh inlet.</summary>
    public Inlet<T6> In6 { get; } = in6;

    /// <summary>The eighth inlet.</summary>
    public Inlet<T7> In7 { get; } = in7;

    /// <summary>The ninth inlet.</summary>
    public Inlet<T8> In8 { get; } = in8;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1, In2, In3, In4, In5, In6, In7, In8];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() => CopyFromPorts([.. Inlets.Select(static i => i.CarbonCopy())], [Out.CarbonCopy()]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 9 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut>(
            (Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1], (Inlet<T2>)inlets[2], (Inlet<T3>)inlets[3], (Inlet<T4>)inlets[4], (Inlet<T5>)inlets[5], (Inlet<T6>)inlets[6], (Inlet<T7>)inlets[7], (Inlet<T8>)inlets[8]);
    }
}
