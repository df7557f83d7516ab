using Akka.Actor;

namespace Akka.Util;

/// <summary>A plain value that stands for another while it is serialised.</summary>
public interface ISurrogate
{
    /// <summary>What it stands for, in a system.</summary>
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>Something that cannot be serialised itself, and has a surrogate that can.</summary>
public interface ISurrogated
{
    /// <summary>The value to serialise.</summary>
    ISurrogate ToSurrogate(ActorSystem system);
}
