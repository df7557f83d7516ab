using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>The ports of a graph: what it takes in and gives out, without what it does.</summary>
public abstract class Shape : ICloneable
{
    /// <summary>Inlets, in the order of their positions.</summary>
    public abstract ImmutableArray<Inlet> Inlets { get; }

    /// <summary>Outlets, in the order of their positions.</summary>
    public abstract ImmutableArray<Outlet> Outlets { get; }

    /// <summary>The same shape with new ports.</summary>
    public abstract Shape DeepCopy();

    /// <summary>The same kind of shape over the ports given.</summary>
    /// <exception cref="ArgumentException">The number of ports differs.</exception>
    public abstract Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets);

    /// <inheritdoc/>
    public object Clone() => DeepCopy();

    /// <summary>Whether both are of the very same ports, in whatever order.</summary>
    public bool HasSamePortsAs(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Inlets.ToHashSet().SetEquals(shape.Inlets) && Outlets.ToHashSet().SetEquals(shape.Outlets);
    }

    /// <summary>Whether both are of the very same ports in the same order.</summary>
    public bool HasSamePortsAndShapeAs(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Inlets.SequenceEqual(shape.Inlets) && Outlets.SequenceEqual(shape.Outlets);
    }

    private protected static TPorts Check<TPorts>(bool fits, TPorts ports, Type shape) =>
        fits ? ports : throw new ArgumentException($"These ports do not fit {shape.Name}");

    /// <inheritdoc/>
    public sealed override string ToString() =>
        $"{GetType().Name}([{string.Join(", ", Inlets.Select(i => i.Name))}] [{string.Join(", ", Outlets.Select(o => o.Name))}])";
}

/// <summary>Any number of ports of any types; a graph of this shape says nothing about what its ports are for.</summary>
public class AmorphousShape(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) : Shape
{
    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets { get; } = inlets;

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets { get; } = outlets;

    /// <inheritdoc/>
    public override Shape DeepCopy() =>
        new AmorphousShape([.. Inlets.Select(static i => i.CarbonCopy())], [.. Outlets.Select(static o => o.CarbonCopy())]);

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) =>
        Check(inlets.Length == Inlets.Length && outlets.Length == Outlets.Length, new AmorphousShape(inlets, outlets), GetType());
}

/// <summary>The shape of a graph that can be run: no open port.</summary>
public sealed class ClosedShape : Shape
{
    /// <summary>The one instance.</summary>
    public static readonly ClosedShape Instance = new();

    private ClosedShape() { }

    /// <inheritdoc/>
    public override ImmutableArray<Inlet> Inlets => [];

    /// <inheritdoc/>
    public override ImmutableArray<Outlet> Outlets => [];

    /// <inheritdoc/>
    public override Shape DeepCopy() => this;

    /// <inheritdoc/>
    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) =>
        Check(inlets.IsEmpty && outlets.IsEmpty, this, typeof(ClosedShape));
}
