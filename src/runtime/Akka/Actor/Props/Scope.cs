using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor is started: in this process, or by another.</summary>
public abstract class Scope : IEquatable<Scope>, ISurrogated
{
    /// <summary>In this process.</summary>
    public static readonly LocalScope Local = LocalScope.Instance;

    /// <summary>This scope, or <paramref name="other"/> when this one says nothing.</summary>
    public abstract Scope WithFallback(Scope other);

    /// <summary>A scope that is equal to this one.</summary>
    public abstract Scope Copy();

    /// <summary>Whether both mean the same place.</summary>
    public virtual bool Equals(Scope? other) => other is not null && other.GetType() == GetType();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scope);

    /// <inheritdoc/>
    public override int GetHashCode() => GetType().GetHashCode();

    /// <inheritdoc/>
    public abstract ISurrogate ToSurrogate(ActorSystem system);
}

/// <summary>In this process.</summary>
public class LocalScope : Scope
{
    private LocalScope() { }

    /// <summary>The one value.</summary>
    public static LocalScope Instance { get; } = new();

    /// <inheritdoc/>
    public override Scope WithFallback(Scope other) => Instance;

    /// <inheritdoc/>
    public override Scope Copy() => Instance;

    /// <inheritdoc/>
    public override ISurrogate ToSurrogate(ActorSystem system) => new LocalScopeSurrogate();

    /// <summary>Stands for the scope while it is serialised.</summary>
    public class LocalScopeSurrogate : ISurrogate
    {
        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}

/// <summary>Nothing was said about the place.</summary>
internal sealed class UnspecifiedScope : Scope
{
    internal static readonly UnspecifiedScope Instance = new();

    private UnspecifiedScope() { }

    public override Scope WithFallback(Scope other) => other;

    public override Scope Copy() => Instance;

    public override ISurrogate ToSurrogate(ActorSystem system) => new Surrogate();

    private sealed class Surrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}
