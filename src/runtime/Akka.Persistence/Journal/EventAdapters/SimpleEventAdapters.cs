namespace Akka.Persistence.Journal;

/// <summary>Stores events as they are.</summary>
public sealed class IdentityEventAdapter : IEventAdapter
{
    private IdentityEventAdapter()
    {
    }

    /// <summary>The one instance.</summary>
    public static IdentityEventAdapter Instance { get; } = new();

    /// <inheritdoc />
    public string Manifest(object evt) => string.Empty;

    /// <inheritdoc />
    public object ToJournal(object evt) => evt;

    /// <inheritdoc />
    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}

/// <summary>An adapter that has a read side only; events are stored as they are.</summary>
public sealed class NoopWriteEventAdapter(IReadEventAdapter readEventAdapter) : IEventAdapter
{
    /// <inheritdoc />
    public string Manifest(object evt) => string.Empty;

    /// <inheritdoc />
    public object ToJournal(object evt) => evt;

    /// <inheritdoc />
    public IEventSequence FromJournal(object evt, string manifest) => readEventAdapter.FromJournal(evt, manifest);
}

/// <summary>An adapter that has a write side only; what is stored is replayed as it is.</summary>
public sealed class NoopReadEventAdapter(IWriteEventAdapter writeEventAdapter) : IEventAdapter
{
    /// <inheritdoc />
    public string Manifest(object evt) => writeEventAdapter.Manifest(evt);

    /// <inheritdoc />
    public object ToJournal(object evt) => writeEventAdapter.ToJournal(evt);

    /// <inheritdoc />
    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}

/// <summary>Several adapters bound to one type: every one of them reads. For writing, one adapter must be bound alone.</summary>
public sealed class CombinedReadEventAdapter(IEnumerable<IEventAdapter> adapters) : IEventAdapter
{
    /// <summary>The adapters, in the order of the binding.</summary>
    public IEnumerable<IEventAdapter> Adapters { get; } = adapters.ToArray();

    /// <inheritdoc />
    public string Manifest(object evt) => throw CannotWrite();

    /// <inheritdoc />
    public object ToJournal(object evt) => throw CannotWrite();

    /// <inheritdoc />
    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(Adapters.SelectMany(adapter => adapter.FromJournal(evt, manifest).Events));

    private static IllegalWriteException CannotWrite() =>
        new("CombinedReadEventAdapter must not be used when writing (creating manifests) events!");

    private sealed class IllegalWriteException(string message) : InvalidOperationException(message);
}
