using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Writing;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Daemon.Composition;

/// <summary>
/// The database that the gateway's actors persist to: <c>journal/gateway.sqlite</c> in the state directory, or the PostgreSQL database of
/// <c>gateway.journal.postgresql</c>.
/// </summary>
/// <remarks>It is opened beside the rest of the start, which needs it last of all. Disposed after the actor system has ended.</remarks>
internal sealed partial class GatewayJournal : IAsyncDisposable
{
    /// <summary>How long a start waits for a database server: both may have been started by the same boot.</summary>
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(30);

    private readonly Task<SqlPersistence> _opening;
    private readonly ILogger _log;
    private volatile bool _isAway;

    /// <param name="loaded">Where the database is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Hears when the database goes away and comes back.</param>
    /// <param name="stop">Ends waiting for a server.</param>
    public GatewayJournal(LoadedConfiguration loaded, TimeProvider time, ILogger log, CancellationToken stop)
    {
        _log = log;
        _opening = Task.Run(() => loaded.Value.Gateway.Journal.PostgreSql is { } connection
            ? SqlPersistence.PostgreSqlAsync(connection.Reveal(), GatewayPayloads.Registry, time, ServerPatience, OnChanged, stop)
            : Task.FromResult(OpenFile(loaded.Paths, time, OnChanged)));
    }

    /// <summary>The database answers and can be written, as far as is known.</summary>
    public bool IsThere => !_isAway;

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

    private static SqlPersistence OpenFile(StatePaths paths, TimeProvider time, Action<StoreState> changed)
    {
        var folder = Path.Combine(paths.StateDirectory, "journal");
        PrivateFolder.Create(folder);
        return SqlPersistence.Sqlite(Path.Combine(folder, "gateway.sqlite"), GatewayPayloads.Registry, time, changed);
    }

    private void OnChanged(StoreState state)
    {
        _isAway = state.IsAway;
        if (state.IsAway)
        {
            LogAway(state.Reason);
        }
        else
        {
            LogBack(state.Lasted.TotalSeconds);
        }
    }

    [LoggerMessage(EventId = 5019, Level = LogLevel.Error, Message = "journal: {Reason} Until it is back, what would have to be stored is refused as retryable, with PostgreSQL after some seconds; nothing that was accepted is lost.")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventId = 5020, Level = LogLevel.Information, Message = "journal: the database is back after {Seconds:0.0} s")]
    private partial void LogBack(double seconds);
}
