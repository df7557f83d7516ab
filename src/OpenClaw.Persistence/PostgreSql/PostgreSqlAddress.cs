using Npgsql;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.PostgreSql;

/// <summary>Where a PostgreSQL database is, how it is connected to, and what its errors mean for who runs the gateway.</summary>
internal sealed class PostgreSqlAddress
{
    // A connection that takes longer than this makes the runtime give up the write that waits for it.
    private const int MaxConnectSeconds = 5;

    private readonly NpgsqlConnectionStringBuilder _builder;

    private PostgreSqlAddress(NpgsqlConnectionStringBuilder builder)
    {
        _builder = builder;
        builder.Timeout = Math.Min(builder.Timeout, MaxConnectSeconds);
        builder.ApplicationName ??= "openclaw-gateway";
    }

    /// <summary>For reads: pooled.</summary>
    public string ReaderConnectionString => _builder.ToString();

    /// <summary>For the one writer, which keeps its connection.</summary>
    public string WriterConnectionString => new NpgsqlConnectionStringBuilder(_builder.ToString()) { Pooling = false, KeepAlive = _builder.KeepAlive == 0 ? 15 : _builder.KeepAlive }.ToString();

    /// <exception cref="StoreUnavailableException">The text is no connection string.</exception>
    public static PostgreSqlAddress Parse(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(builder.Host) ? throw new ArgumentException("it names no Host") : new PostgreSqlAddress(builder);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Npgsql's own text may quote a value, and with it a password.
            throw new StoreUnavailableException(
                "gateway.journal.postgresql is no connection string. Write it as Host=db.example.com;Port=5432;Database=openclaw;Username=openclaw;Password=${PGPASSWORD}.");
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{_builder.Database ?? _builder.Username} at {_builder.Host}{(_builder.Host!.StartsWith('/') ? "" : $":{_builder.Port}")}";

    /// <summary>True when the server, or the way to it, is what failed: the same may succeed once it is back.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        // Connection errors; shutdown, crash, "starting up" and a dropped database; too many connections.
        PostgresException refused => refused.SqlState.StartsWith("08", StringComparison.Ordinal) || refused.SqlState is "57P01" or "57P02" or "57P03" or "57P05" or "53300",
        NpgsqlException failed => failed.IsTransient || failed.InnerException is IOException or TimeoutException or System.Net.Sockets.SocketException,
        IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    /// <summary>What went wrong, and what to do about it.</summary>
    public string Explain(Exception exception)
    {
        var remedy = (exception as PostgresException)?.SqlState switch
        {
            "28P01" or "28000" => "Correct user and password in gateway.journal.postgresql, or the server's pg_hba.conf.",
            "3D000" => $"Create the database: createdb {_builder.Database ?? _builder.Username}",
            "42501" or "3F000" => "The user needs a schema in which it may create tables: GRANT CREATE ON SCHEMA public TO the user.",
            "53100" => "The server's disk is full: make room there.",
            "53300" => "The server has no connection left: raise its max_connections, or end others.",
            "57P03" => "It is starting or stopping.",
            _ => "Check that the server runs and that gateway.journal.postgresql is right.",
        };
        var what = exception is PostgresException refused ? $"{refused.SqlState}: {refused.MessageText}" : (exception.InnerException ?? exception).Message;
        return $"The PostgreSQL database {this} cannot be used: {what.TrimEnd('.')}. {remedy}";
    }
}
