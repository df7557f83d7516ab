using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>Several inlets of one type into one outlet.</summary>
public class UniformFanInShape<TIn, TOut> : Shape
{
    private readonly ImmutableArray<Inlet<TIn>> _ins;

    /// <summary>Makes <paramref name="n"/> inlets and an outlet, named after <paramref name="name"/>.</summary>
    public UniformFanInShape(int n, string name = "UniformFanIn")
        : this(new Outlet<TOut>(name + ".out"), [.. Enumerable.Range(0, n).Select(i => new Inlet<TIn>($"{name}.in{i}"))]) { }

    /// <summary>The shape over the ports given.</summary>
    public UniformFanInShape(Outlet<TOut> outlet, params Inlet<TIn>[] inlets)
    {
        Out = outlet;
        _ins = [.. inlets];
    }

    /// <summary>The inlets.</summary>
    public ImmutableList<Inlet<TIn>> Ins => [.. _ins];

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; }

    /// <summary>Inlet number <paramref name="n"/>, from 0.</summary>
    public Inlet<TIn> In(int n) => _ins[n];

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => ImmutableArray<Inlet>.CastUp(_ins);

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() =>
        new UniformFanInShape<TIn, TOut>((Outlet<TOut>)Out.CarbonCopy(), [.. _ins.Select(i => (Inlet<TIn>)i.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == _ins.Length && outlets.Length == 1, inlets, GetType());
        return new UniformFanInShape<TIn, TOut>((Outlet<TOut>)outlets[0], [.. inlets.Cast<Inlet<TIn>>()]);
    }
}

/// <summary>Two inlets of different types into one outlet.</summary>
public sealed class FanInShape<T0, T1, TOut>(Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanInShape(string name) : this(new Outlet<TOut>(name + ".out"), new Inlet<T0>(name + ".in0"), new Inlet<T1>(name + ".in1")) { }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; } = outlet;

    /// <summary>The first inlet.</summary>
    public Inlet<T0> In0 { get; } = in0;

    /// <summary>The second inlet.</summary>
    public Inlet<T1> In1 { get; } = in1;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In0, In1];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public override Shape DeepCopy() =>
        new FanInShape<T0, T1, TOut>((Outlet<TOut>)Out.CarbonCopy(), (Inlet<T0>)In0.CarbonCopy(), (Inlet<T1>)In1.CarbonCopy());

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 2 && outlets.Length == 1, inlets, GetType());
        return new FanInShape<T0, T1, TOut>((Outlet<TOut>)outlets[0], (Inlet<T0>)inlets[0], (Inlet<T1>)inlets[1]);
    }
}

/// <summary>One inlet into several outlets of one type.</summary>
public class UniformFanOutShape<TIn, TOut> : Shape
{
    private readonly ImmutableArray<Outlet<TOut>> _outs;

    /// <summary>Makes an inlet and <paramref name="n"/> outlets, named after <paramref name="name"/>.</summary>
    public UniformFanOutShape(int n, string name = "UniformFanOut")
        : this(new Inlet<TIn>(name + ".in"), [.. Enumerable.Range(0, n).Select(i => new Outlet<TOut>($"{name}.out{i}"))]) { }

    /// <summary>The shape over the ports given.</summary>
    public UniformFanOutShape(Inlet<TIn> inlet, params Outlet<TOut>[] outlets)
    {
        In = inlet;
        _outs = [.. outlets];
    }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; }

    /// <summary>The outlets.</summary>
    public ImmutableArray<Outlet<TOut>> Outs => _outs;

    /// <summary>Outlet number <paramref name="n"/>, from 0.</summary>
    public Outlet<TOut> Out(int n) => _outs[n];

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => ImmutableArray<Outlet>.CastUp(_outs);

    /// <inheritdoc/>
    public override Shape DeepCopy() =>
        new UniformFanOutShape<TIn, TOut>((Inlet<TIn>)In.CarbonCopy(), [.. _outs.Select(o => (Outlet<TOut>)o.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == _outs.Length, outlets, GetType());
        return new UniformFanOutShape<TIn, TOut>((Inlet<TIn>)inlets[0], [.. outlets.Cast<Outlet<TOut>>()]);
    }
}

/// <summary>One inlet into two outlets of different types.</summary>
public sealed class FanOutShape<TIn, T0, T1>(Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1) : Shape
{
    /// <summary>Makes the ports, named after <paramref name="name"/>.</summary>
    public FanOutShape(string name) : this(new Inlet<TIn>(name + ".in"), new Outlet<T0>(name + ".out0"), new Outlet<T1>(name + ".out1")) { }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; } = inlet;

    /// <summary>The first outlet.</summary>
    public Outlet<T0> Out0 { get; } = out0;

    /// <summary>The second outlet.</summary>
    public Outlet<T1> Out1 { get; } = out1;

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out0, Out1];

    /// <inheritdoc/>
    public override Shape DeepCopy() =>
        new FanOutShape<TIn, T0, T1>((Inlet<TIn>)In.CarbonCopy(), (Outlet<T0>)Out0.CarbonCopy(), (Outlet<T1>)Out1.CarbonCopy());

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        Check(inlets.Length == 1 && outlets.Length == 2, outlets, GetType());
        return new FanOutShape<TIn, T0, T1>((Inlet<TIn>)inlets[0], (Outlet<T0>)outlets[0], (Outlet<T1>)outlets[1]);
    }
}
