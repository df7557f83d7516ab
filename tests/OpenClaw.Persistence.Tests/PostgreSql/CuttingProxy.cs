using System.Net.Sockets;
using Npgsql;

namespace OpenClaw.Persistence.Tests.PostgreSql;

/// <summary>Where the connection is cut.</summary>
public enum Cut
{
    /// <summary>The server never sees the commit, and that the client is gone.</summary>
    BeforeCommit,

    /// <summary>The server has committed; the client does not hear of it.</summary>
    AfterCommit,

    /// <summary>The server never sees the commit, and believes that the client is still there.</summary>
    HalfOpen,
}

/// <summary>Stands between a client and a PostgreSQL server on unix sockets, and cuts the connection at a commit when told to.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private const string SocketName = ".s.PGSQL.5432";

    /// <summary>Sees what passes; false ends it.</summary>
    private delegate bool Look(ReadOnlySpan<byte> bytes);

    private readonly string _folder = Directory.CreateTempSubdirectory("openclaw-cut-").FullName;
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Socket> _sockets = [];
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _server;
    private readonly Task _accepting;
    private (Cut Where, TaskCompletionSource Done)? _next;

    public CuttingProxy(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        _server = Path.Combine(target.Host!, SocketName);
        target.Host = _folder;
        ConnectionString = target.ToString();
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, SocketName)));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The server's, by way of this proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Cuts the next connection that commits.</summary>
    /// <returns>Ends when it has been cut.</returns>
    public Task CutNext(Cut where)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sockets) _next = (where, done);
        return done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        lock (_sockets)
        {
            foreach (var socket in _sockets) socket.Dispose();
        }

        await _accepting;
        _closing.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_closing.Token);
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                lock (_sockets) _sockets.AddRange([client, server]);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_server), _closing.Token);
                _ = ServeAsync(client, server);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end.
        }
    }

    private Task ServeAsync(Socket client, Socket server)
    {
        TaskCompletionSource? committing = null;
        var asks = PumpAsync(client, server, bytes =>
        {
            if (bytes.IndexOf("COMMIT\0"u8) < 0 || Take() is not var (where, done)) return true;
            if (where == Cut.AfterCommit)
            {
                Volatile.Write(ref committing, done);
                return true;
            }

            client.Dispose();
            if (where == Cut.BeforeCommit) server.Dispose();
            done.TrySetResult();
            return false;
        });
        var answers = PumpAsync(server, client, _ =>
        {
            // The answer to the commit.
            if (Volatile.Read(ref committing) is not { } done) return true;
            client.Dispose();
            server.Dispose();
            done.TrySetResult();
            return false;
        });
        return Task.WhenAll(asks, answers);
    }

    private static async Task PumpAsync(Socket from, Socket to, Look look)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (!look(buffer.AsSpan(0, count))) return;
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }

            // Who hangs up does so on both sides.
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // Cut, or the other side hung up.
        }
    }

    private (Cut Where, TaskCompletionSource Done)? Take()
    {
        lock (_sockets)
        {
            var next = _next;
            _next = null;
            return next;
        }
    }
}
