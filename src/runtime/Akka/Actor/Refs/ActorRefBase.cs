using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Akka.Actor;

/// <summary>Identity, order and text form shared by every reference: path first, then the incarnation's uid.</summary>
public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef? sender) => TellInternal(message, sender);

    protected abstract void TellInternal(object message, IActorRef? sender);

    [DoesNotReturn]
    private protected static void ThrowNullMessage() => throw new InvalidMessageException("Message is null.");

    /// <summary>The path, which finds the actor again on its system.</summary>
    public virtual Util.ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(Path.ToSerializationFormat());

    /// <summary>Stands for a reference by its path.</summary>
    public class Surrogate(string path) : Util.ISurrogate
    {
        /// <summary>The path with the number of the incarnation.</summary>
        public string Path { get; } = path;

        public Util.ISurrogated FromSurrogate(ActorSystem system) => ((ExtendedActorSystem)system).Provider.ResolveActorRef(Path);
    }

    public override string ToString() =>
        Path.Uid == ActorPath.UndefinedUid ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && SamePath(other));

    private bool SamePath(IActorRef other)
    {
        var path = Path;
        var otherPath = other.Path;
        return path.Uid == otherPath.Uid && path.Equals(otherPath);
    }

    public override int GetHashCode() => unchecked((Path.GetHashCode() * 397) ^ Path.Uid.GetHashCode());

    public int CompareTo(IActorRef? other)
    {
        if (other is null) return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        IActorRef other => CompareTo(other),
        _ => throw new ArgumentException($"Object must be of type {nameof(IActorRef)}.", nameof(obj)),
    };
}
