using OpenClaw.Configuration;
using OpenClaw.Daemon.Process;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Daemon.Composition;

/// <summary>The database that the gateway's actors persist to: <c>journal/gateway.sqlite</c> in the state directory.</summary>
/// <remarks>It is opened beside the rest of the start, which needs it last of all. Disposed after the actor system has ended.</remarks>
internal sealed class GatewayJournal(StatePaths paths, TimeProvider time) : IAsyncDisposable
{
    private readonly Task<SqlPersistence> _opening = Task.Run(() => Open(paths, time));

    /// <summary>The open database.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; the message says why and what to do.</exception>
    public Task<SqlPersistence> OpenedAsync() => _opening;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ((Task)_opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_opening.IsCompletedSuccessfully)
        {
            await (await _opening).DisposeAsync();
        }
    }

    private static SqlPersistence Open(StatePaths paths, TimeProvider time)
    {
        var folder = Path.Combine(paths.StateDirectory, "journal");
        PrivateFiles.CreateDirectory(folder);
        return SqlPersistence.Sqlite(Path.Combine(folder, "gateway.sqlite"), GatewayPayloads.Registry, time);
    }
}
