using Akka.Actor;
using Akka.Persistence.Snapshot;

namespace Akka.Persistence.TestKit;

/// <summary>A snapshot store in memory whose behaviour a test chooses.</summary>
public sealed class TestSnapshotStore : MemorySnapshotStore
{
    private static readonly SnapshotStoreInterceptor Pass = new(new Interceptor<(string PersistenceId, SnapshotSelectionCriteria Criteria)>(null, null, null));

    private volatile ISnapshotStoreInterceptor _save = Pass;
    private volatile ISnapshotStoreInterceptor _load = Pass;
    private volatile ISnapshotStoreInterceptor _delete = Pass;
    private volatile IConnectionInterceptor _connection = ConnectionInterceptor.Pass;

    /// <summary>The choices of a store that runs as this actor.</summary>
    public static ITestSnapshotStore FromRef(IActorRef actor) => new TestSnapshotStoreWrapper(actor);

    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case UseSaveInterceptor use:
                _save = use.Interceptor;
                break;
            case UseLoadInterceptor use:
                _load = use.Interceptor;
                break;
            case UseDeleteInterceptor use:
                _delete = use.Interceptor;
                break;
            case UseConnectionInterceptor use:
                _connection = use.Interceptor;
                break;
            default:
                return base.ReceivePluginInternal(message);
        }

        Sender.Tell(Ack.Instance);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        await _save.InterceptAsync(metadata.PersistenceId, Exactly(metadata)).ConfigureAwait(false);
        await base.SaveAsync(metadata, snapshot).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        await _load.InterceptAsync(persistenceId, criteria).ConfigureAwait(false);
        return await base.LoadAsync(persistenceId, criteria).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task DeleteAsync(SnapshotMetadata metadata)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        await _delete.InterceptAsync(metadata.PersistenceId, Exactly(metadata)).ConfigureAwait(false);
        await base.DeleteAsync(metadata).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        await _delete.InterceptAsync(persistenceId, criteria).ConfigureAwait(false);
        await base.DeleteAsync(persistenceId, criteria).ConfigureAwait(false);
    }

    private static SnapshotSelectionCriteria Exactly(SnapshotMetadata metadata) =>
        new(metadata.SequenceNr, metadata.Timestamp, metadata.SequenceNr, metadata.Timestamp);

    /// <summary>Takes an interceptor of saves; answered with <see cref="Ack"/>.</summary>
    public sealed class UseSaveInterceptor(ISnapshotStoreInterceptor interceptor)
    {
        /// <summary>The interceptor.</summary>
        public ISnapshotStoreInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>Takes an interceptor of loads; answered with <see cref="Ack"/>.</summary>
    public sealed class UseLoadInterceptor(ISnapshotStoreInterceptor interceptor)
    {
        /// <summary>The interceptor.</summary>
        public ISnapshotStoreInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>Takes an interceptor of deletions; answered with <see cref="Ack"/>.</summary>
    public sealed class UseDeleteInterceptor(ISnapshotStoreInterceptor interceptor)
    {
        /// <summary>The interceptor.</summary>
        public ISnapshotStoreInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>Takes an interceptor of every request; answered with <see cref="Ack"/>.</summary>
    public sealed class UseConnectionInterceptor(IConnectionInterceptor interceptor)
    {
        /// <summary>The interceptor.</summary>
        public IConnectionInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>The interceptor is in use.</summary>
    public sealed class Ack
    {
        /// <summary>The one value.</summary>
        public static readonly Ack Instance = new();

        private Ack() { }
    }
}
