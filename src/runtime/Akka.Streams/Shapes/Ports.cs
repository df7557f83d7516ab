namespace Akka.Streams;

/// <summary>A port of a stage through which elements arrive.</summary>
public abstract class Inlet
{
    private protected Inlet(string name) => Name = name;

    /// <summary>Name used in diagnostics only; ports are identified by reference.</summary>
    public string Name { get; }

    /// <summary>Position among the inlets of its stage; set when the stage becomes a module.</summary>
    internal int Id { get; set; } = -1;

    /// <summary>A new port of the same name and type.</summary>
    public abstract Inlet CarbonCopy();

    /// <summary>The inlet knows the element type, so it makes what stands before it at the edge of an island.</summary>
    internal abstract Implementation.Boundary MakeBoundary(Attributes attributes);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

/// <summary>A port of a stage through which elements of <typeparamref name="T"/> arrive.</summary>
public sealed class Inlet<T>(string name) : Inlet(name ?? throw new ArgumentNullException(nameof(name)))
{
    /// <inheritdoc/>
    public override Inlet CarbonCopy() => new Inlet<T>(Name);

    internal override Implementation.Boundary MakeBoundary(Attributes attributes) => Implementation.Boundary.Of<T>(attributes);
}

/// <summary>A port of a stage through which elements leave.</summary>
public abstract class Outlet
{
    private protected Outlet(string name) => Name = name;

    /// <summary>Name used in diagnostics only; ports are identified by reference.</summary>
    public string Name { get; }

    /// <summary>Position among the outlets of its stage; set when the stage becomes a module.</summary>
    internal int Id { get; set; } = -1;

    /// <summary>A new port of the same name and type.</summary>
    public abstract Outlet CarbonCopy();

    /// <summary>The outlet knows the element type, so it makes the link to the next stage.</summary>
    internal abstract Implementation.Connection Connect();

    /// <summary>What stands behind the outlet at the edge of an island.</summary>
    internal abstract Implementation.Boundary MakeBoundary(Attributes attributes);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

/// <summary>A port of a stage through which elements of <typeparamref name="T"/> leave.</summary>
public sealed class Outlet<T>(string name) : Outlet(name ?? throw new ArgumentNullException(nameof(name)))
{
    /// <inheritdoc/>
    public override Outlet CarbonCopy() => new Outlet<T>(Name);

    internal override Implementation.Connection Connect() => new Implementation.Connection<T>();

    internal override Implementation.Boundary MakeBoundary(Attributes attributes) => Implementation.Boundary.Of<T>(attributes);
}
