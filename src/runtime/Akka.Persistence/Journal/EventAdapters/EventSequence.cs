namespace Akka.Persistence.Journal;

/// <summary>The domain events that one stored event stands for, in order.</summary>
public interface IEventSequence
{
    /// <summary>The events.</summary>
    IEnumerable<object> Events { get; }
}

/// <summary>No events: the stored one is dropped in replay.</summary>
public interface IEmptyEventSequence : IEventSequence;

/// <summary>Makes event sequences.</summary>
public static class EventSequence
{
    /// <summary>No events.</summary>
    public static readonly IEventSequence Empty = EmptyEventSequence.Instance;

    /// <summary>One event.</summary>
    public static IEventSequence Single(object e) => new SingleEventSequence(e);

    /// <summary>Several events in order.</summary>
    public static IEventSequence Create(params object[] events) => Create((IEnumerable<object>)events);

    /// <summary>Several events in order.</summary>
    public static IEventSequence Create(IEnumerable<object> events) => new EventSequence<object>(events);
}

/// <summary>No events.</summary>
public sealed class EmptyEventSequence : IEmptyEventSequence
{
    /// <summary>The one instance.</summary>
    public static readonly EmptyEventSequence Instance = new();

    private EmptyEventSequence()
    {
    }

    /// <inheritdoc />
    public IEnumerable<object> Events => [];
}

/// <summary>One event.</summary>
public sealed class SingleEventSequence(object e) : IEventSequence
{
    /// <inheritdoc />
    public IEnumerable<object> Events { get; } = [e];
}

/// <summary>Several events.</summary>
public class EventSequence<T>(IEnumerable<object> events) : IEventSequence
{
    /// <inheritdoc />
    public IEnumerable<object> Events { get; } = events.ToArray();
}
