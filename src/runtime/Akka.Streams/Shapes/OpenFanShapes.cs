using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>Base of shapes of one's own that have one outlet: the inlets are made, or found again in a copy, by <see cref="NewInlet{T}"/>.</summary>
public abstract class FanInShape<TOut> : Shape
{
    private readonly string _name;
    private readonly IEnumerator<Inlet> _registered;
    private ImmutableArray<Inlet> _inlets = [];

    /// <summary>A shape of these ports; those not registered are made.</summary>
    protected FanInShape(Outlet<TOut> @out, IEnumerable<Inlet> registered, string name)
    {
        _name = name;
        Out = @out;
        _registered = registered.GetEnumerator();
    }

    /// <summary>A shape of what it is begun with.</summary>
    protected FanInShape(IInit init) : this(init.Outlet, init.Inlets, init.Name) { }

    /// <summary>What a shape is begun with: a name, or ports.</summary>
    public interface IInit
    {
        /// <summary>The outlet.</summary>
        Outlet<TOut> Outlet { get; }

        /// <summary>Inlets that are there.</summary>
        IEnumerable<Inlet> Inlets { get; }

        /// <summary>The name that ports are named after.</summary>
        string Name { get; }
    }

    /// <summary>The outlet.</summary>
    public Outlet<TOut> Out { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => _inlets;

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [Out];

    /// <inheritdoc/>
    public sealed override Shape DeepCopy() =>
        Construct(new PortsInit((Outlet<TOut>)Out.CarbonCopy(), [.. _inlets.Select(static i => i.CarbonCopy())]));

    /// <inheritdoc/>
    public sealed override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        if (outlets.Length != 1) throw new ArgumentException($"Proposed outlets [{string.Join(", ", outlets)}] do not fit FanInShape");
        if (inlets.Length != _inlets.Length) throw new ArgumentException($"Proposed inlets [{string.Join(", ", inlets)}] do not fit FanInShape");
        return Construct(new PortsInit((Outlet<TOut>)outlets[0], inlets));
    }

    /// <summary>The same kind of shape, begun with other ports.</summary>
    protected abstract FanInShape<TOut> Construct(IInit init);

    /// <summary>The next inlet: the next of those registered, or a new one.</summary>
    protected Inlet<T> NewInlet<T>(string name)
    {
        var inlet = _registered.MoveNext() ? (Inlet<T>)_registered.Current : new Inlet<T>($"{_name}.{name}");
        _inlets = _inlets.Add(inlet);
        return inlet;
    }

    /// <summary>Begins with a name: every port is new.</summary>
    public sealed class NameInit(string name) : IInit
    {
        /// <inheritdoc/>
        public Outlet<TOut> Outlet { get; } = new($"{name}.out");

        /// <inheritdoc/>
        public IEnumerable<Inlet> Inlets => [];

        /// <inheritdoc/>
        public string Name { get; } = name;
    }

    /// <summary>Begins with ports.</summary>
    public sealed class PortsInit(Outlet<TOut> outlet, IEnumerable<Inlet> inlets) : IInit
    {
        /// <inheritdoc/>
        public Outlet<TOut> Outlet { get; } = outlet;

        /// <inheritdoc/>
        public IEnumerable<Inlet> Inlets { get; } = inlets;

        /// <inheritdoc/>
        public string Name => "FanIn";
    }
}

/// <summary>Base of shapes of one's own that have one inlet: the outlets are made, or found again in a copy, by <see cref="NewOutlet{T}"/>.</summary>
public abstract class FanOutShape<TIn> : Shape
{
    private readonly string _name;
    private readonly IEnumerator<Outlet> _registered;
    private ImmutableArray<Outlet> _outlets = [];

    /// <summary>A shape of these ports; those not registered are made.</summary>
    protected FanOutShape(Inlet<TIn> inlet, IEnumerable<Outlet> registered, string name)
    {
        _name = name;
        In = inlet;
        _registered = registered.GetEnumerator();
    }

    /// <summary>A shape of what it is begun with.</summary>
    protected FanOutShape(IInit init) : this(init.Inlet, init.Outlets, init.Name) { }

    /// <summary>What a shape is begun with: a name, or ports.</summary>
    public interface IInit
    {
        /// <summary>The inlet.</summary>
        Inlet<TIn> Inlet { get; }

        /// <summary>Outlets that are there.</summary>
        IEnumerable<Outlet> Outlets { get; }

        /// <summary>The name that ports are named after.</summary>
        string Name { get; }
    }

    /// <summary>The inlet.</summary>
    public Inlet<TIn> In { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [In];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => _outlets;

    /// <inheritdoc/>
    public sealed override Shape DeepCopy() =>
        Construct(new PortsInit((Inlet<TIn>)In.CarbonCopy(), [.. _outlets.Select(static o => o.CarbonCopy())]));

    /// <inheritdoc/>
    public sealed override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        if (inlets.Length != 1) throw new ArgumentException($"Proposed inlets [{string.Join(", ", inlets)}] do not fit FanOutShape");
        if (outlets.Length != _outlets.Length) throw new ArgumentException($"Proposed outlets [{string.Join(", ", outlets)}] do not fit FanOutShape");
        return Construct(new PortsInit((Inlet<TIn>)inlets[0], outlets));
    }

    /// <summary>The same kind of shape, begun with other ports.</summary>
    protected abstract FanOutShape<TIn> Construct(IInit init);

    /// <summary>The next outlet: the next of those registered, or a new one.</summary>
    protected Outlet<T> NewOutlet<T>(string name)
    {
        var outlet = _registered.MoveNext() ? (Outlet<T>)_registered.Current : new Outlet<T>($"{_name}.{name}");
        _outlets = _outlets.Add(outlet);
        return outlet;
    }

    /// <summary>Begins with a name: every port is new.</summary>
    public sealed class InitName(string name) : IInit
    {
        /// <inheritdoc/>
        public Inlet<TIn> Inlet { get; } = new($"{name}.in");

        /// <inheritdoc/>
        public IEnumerable<Outlet> Outlets => [];

        /// <inheritdoc/>
        public string Name { get; } = name;
    }

    /// <summary>Begins with ports.</summary>
    public sealed class PortsInit(Inlet<TIn> inlet, IEnumerable<Outlet> outlets) : IInit
    {
        /// <inheritdoc/>
        public Inlet<TIn> Inlet { get; } = inlet;

        /// <inheritdoc/>
        public IEnumerable<Outlet> Outlets { get; } = outlets;

        /// <inheritdoc/>
        public string Name => "FanOut";
    }
}
