using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence.Snapshot;

/// <summary>Base of snapshot store plug-ins: a subclass loads, saves and deletes; this class answers persistent actors.</summary>
/// <remarks>Each operation has two forms, with and without a token that tells when the breaker gives it up: a plug-in overrides one of them.</remarks>
public abstract class SnapshotStore : ActorBase
{
    private readonly CircuitBreaker _breaker;
    private readonly bool _publishCommands;

    /// <summary>Reads the breaker's settings from the plug-in's own section, with the shared fall-back.</summary>
    protected SnapshotStore()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.ConfigFor(Self).WithFallback(extension.SnapshotStoreFallback);
        _publishCommands = extension.Settings.Internal.PublishPluginCommands;
        _breaker = PluginCircuitBreaker.Create(Context.System.Scheduler, config.GetConfig("circuit-breaker"));
    }

    /// <summary>The newest snapshot that matches, or null.</summary>
    protected virtual Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => throw this.OverridesNeitherForm();

    /// <inheritdoc cref="LoadAsync(string, SnapshotSelectionCriteria)"/>
    protected virtual Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => LoadAsync(persistenceId, criteria);

    /// <summary>Stores a snapshot; one of the same sequence number is replaced.</summary>
    protected virtual Task SaveAsync(SnapshotMetadata metadata, object snapshot) => throw this.OverridesNeitherForm();

    /// <inheritdoc cref="SaveAsync(SnapshotMetadata, object)"/>
    protected virtual Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) => SaveAsync(metadata, snapshot);

    /// <summary>Deletes one snapshot. A metadata without a time means any time.</summary>
    protected virtual Task DeleteAsync(SnapshotMetadata metadata) => throw this.OverridesNeitherForm();

    /// <inheritdoc cref="DeleteAsync(SnapshotMetadata)"/>
    protected virtual Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => DeleteAsync(metadata);

    /// <summary>Deletes all that match.</summary>
    protected virtual Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => throw this.OverridesNeitherForm();

    /// <inheritdoc cref="DeleteAsync(string, SnapshotSelectionCriteria)"/>
    protected virtual Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => DeleteAsync(persistenceId, criteria);

    /// <summary>Messages of the plug-in's own; false passes them on as unhandled.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc />
    protected sealed override bool Receive(object message) => ReceiveSnapshotStore(message) || ReceivePluginInternal(message);

    private bool ReceiveSnapshotStore(object message)
    {
        switch (message)
        {
            case LoadSnapshot load when load.Criteria == SnapshotSelectionCriteria.None:
                Sender.Tell(new LoadSnapshotResult(null, load.ToSequenceNr), Self);
                return true;
            case LoadSnapshot load:
                Answer(
                    token => LoadAsync(load.PersistenceId, load.Criteria.Limit(load.ToSequenceNr), token),
                    snapshot => new LoadSnapshotResult(snapshot, load.ToSequenceNr),
                    cause => new LoadSnapshotFailed(cause));
                return true;
            case SaveSnapshot save:
                var stamped = save.Metadata with { Timestamp = Context.System.Scheduler.Now.UtcDateTime };
                Answer(token => Void(SaveAsync(stamped, save.Snapshot, token)), _ => new SaveSnapshotSuccess(stamped), cause => new SaveSnapshotFailure(stamped, cause));
                return true;
            case DeleteSnapshot delete:
                Answer(
                    token => Void(DeleteAsync(delete.Metadata, token)),
                    _ => new DeleteSnapshotSuccess(delete.Metadata),
                    cause => new DeleteSnapshotFailure(delete.Metadata, cause),
                    delete);
                return true;
            case DeleteSnapshots delete:
                Answer(
                    token => Void(DeleteAsync(delete.PersistenceId, delete.Criteria, token)),
                    _ => new DeleteSnapshotsSuccess(delete.Criteria),
                    cause => new DeleteSnapshotsFailure(delete.Criteria, cause),
                    delete);
                return true;
            default:
                return false;
        }
    }

    private void Answer<T>(Func<CancellationToken, Task<T>> work, Func<T, object> success, Func<Exception, object> failure, object? published = null)
    {
        var self = Self;
        var target = Sender;
        var events = _publishCommands && published is not null ? Context.System.EventStream : null;
        _ = _breaker.WithCircuitBreaker(work).ContinueWith(
            task =>
            {
                target.Tell(
                    task.IsCompletedSuccessfully
                        ? success(task.Result)
                        : failure(task.Exception?.GetBaseException() ?? new OperationCanceledException("The snapshot operation was cancelled.")),
                    self);
                events?.Publish(published!);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static async Task<Done> Void(Task task)
    {
        await task.ConfigureAwait(false);
        return Done.Instance;
    }
}
