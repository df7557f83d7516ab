using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>Turns domain events into what is stored, and back.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter;

/// <summary>Turns a domain event into what is stored.</summary>
public interface IWriteEventAdapter
{
    /// <summary>A hint stored beside the event and given back to the read side; empty when the type says enough.</summary>
    string Manifest(object evt);

    /// <summary>What is stored for an event; a <see cref="Tagged"/> carries tags for queries.</summary>
    object ToJournal(object evt);
}

/// <summary>Turns a stored event into the domain events that it stands for: none, one or several.</summary>
public interface IReadEventAdapter
{
    /// <param name="evt">The stored event.</param>
    /// <param name="manifest">What the write side gave; empty when nothing.</param>
    IEventSequence FromJournal(object evt, string manifest);
}

/// <summary>An event with the tags under which queries find it.</summary>
public readonly struct Tagged : IEquatable<Tagged>
{
    /// <summary>An event and its tags; a tag given twice counts once.</summary>
    public Tagged(object payload, IEnumerable<string> tags)
    {
        Payload = payload;
        Tags = tags.ToImmutableHashSet();
    }

    /// <summary>The event.</summary>
    public object Payload { get; }

    /// <summary>Its tags.</summary>
    public IImmutableSet<string> Tags { get; }

    /// <inheritdoc />
    public bool Equals(Tagged other) => Equals(Payload, other.Payload) && Tags.SetEquals(other.Tags);

    /// <summary>The same event and tags.</summary>
    public static bool operator ==(Tagged left, Tagged right) => left.Equals(right);

    /// <summary>Another event or other tags.</summary>
    public static bool operator !=(Tagged left, Tagged right) => !left.Equals(right);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Tagged other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Payload, Tags.Count);
}
