using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Tools.Mcp;

namespace OpenClaw.Gateway.Tools.Mcp;

/// <summary>Owns the connection to one MCP server, and with it the server's process.</summary>
/// <remarks>
/// Parent: <see cref="McpServersActor"/>. States: Idle (nobody has asked yet), Connecting (askers wait), Ready, Waiting (after a failure, for a time that doubles
/// from <see cref="FirstDelay"/> to <see cref="LastDelay"/> and begins anew only when a connection has lasted longer than that; askers are told at once
/// that it is down). A restart closes the connection, also one that is still being made; the next asker brings the server up again.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no handle, and is cancelled when the actor stops.")]
public sealed partial class McpServerActor : ReceiveActor, IWithTimers
{
    /// <summary>The wait after the first failure.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LastDelay = TimeSpan.FromMinutes(1);

    private readonly McpServer _server;
    private readonly IMcpConnector _connector;
    private readonly TimeProvider _time;
    private readonly ILogger<McpServerActor> _log;
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<IActorRef> _askers = [];
    private Task<IMcpConnection>? _connecting;
    private IMcpConnection? _connection;
    private TimeSpan _delay = FirstDelay;
    private long _connectedAt;
    private string _reason = "";
    private object? _attempt;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(McpServer server, IMcpConnector connector, TimeProvider time, ILogger<McpServerActor> log) =>
        Akka.Actor.Props.Create(() => new McpServerActor(server, connector, time, log));

    /// <summary>An actor whose server is not started yet.</summary>
    public McpServerActor(McpServer server, IMcpConnector connector, TimeProvider time, ILogger<McpServerActor> log)
    {
        _server = server;
        _connector = connector;
        _time = time;
        _log = log;
        Idle();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopped.Cancel();
        Close();
    }

    private void Idle()
    {
        Receive<McpProtocol.GetConnection>(_ =>
        {
            _askers.Add(Sender);
            Connect();
        });
        Receive<Report>(_ => { });
    }

    private void Connecting()
    {
        Receive<McpProtocol.GetConnection>(_ => _askers.Add(Sender));
        Receive<Connected>(connected => OnConnected(connected.Connection), IsCurrent);
        Receive<Lost>(lost => OnDown(lost.Reason), IsCurrent);
        Receive<Report>(_ => { });
    }

    private void Ready()
    {
        Receive<McpProtocol.GetConnection>(_ => Sender.Tell(new McpProtocol.Up(_connection!)));
        Receive<Lost>(lost => OnDown(lost.Reason), IsCurrent);
        Receive<Report>(_ => { });
    }

    private void Waiting()
    {
        Receive<McpProtocol.GetConnection>(_ => Sender.Tell(new McpProtocol.Down(_reason)));
        Receive<RetryDue>(_ => Connect());
        Receive<Report>(_ => { });
    }

    private void Connect()
    {
        var attempt = _attempt = new object();
        Become(Connecting);
        _connecting = _connector.ConnectAsync(_server, _stopped.Token);
        _connecting.PipeTo(Self, success: connection => new Connected(attempt, connection), failure: exception => new Lost(attempt, exception.Message));
    }

    /// <summary>Whether a report is about the attempt that counts: one of an earlier life of the actor may still be under way.</summary>
    private bool IsCurrent(Report report) => ReferenceEquals(report.Attempt, _attempt);

    private void OnConnected(IMcpConnection connection)
    {
        _connecting = null;
        _connection = connection;
        _connectedAt = _time.GetTimestamp();
        var attempt = _attempt!;
        _connection.Closed.PipeTo(Self, success: reason => new Lost(attempt, reason), failure: exception => new Lost(attempt, exception.Message));
        LogConnected(_server.Name, _connection.Tools.Length);
        Context.Parent.Tell(new McpProtocol.Offers(_server.Name, _connection.Tools));
        Answer(new McpProtocol.Up(_connection));
        Become(Ready);
    }

    private void OnDown(string reason)
    {
        // A server that comes up and dies again at once must not reset its own punishment.
        _delay = _connection is not null && _time.GetElapsedTime(_connectedAt) > LastDelay ? FirstDelay : _delay;
        Close();
        _reason = reason;
        LogDown(_server.Name, reason, _delay);
        Timers.StartSingleTimer(RetryDue.Instance, RetryDue.Instance, _delay);
        _delay = _delay * 2 < LastDelay ? _delay * 2 : LastDelay;
        Become(Waiting);
        Context.Parent.Tell(new McpProtocol.Offers(_server.Name, []));
        Answer(new McpProtocol.Down(reason));
    }

    private void Answer(object answer)
    {
        foreach (var asker in _askers)
        {
            asker.Tell(answer);
        }

        _askers.Clear();
    }

    private void Close()
    {
        var made = _connection is { } connection ? Task.FromResult(connection) : _connecting;
        (_connection, _connecting) = (null, null);
        if (made is { IsFaulted: false, IsCanceled: false })
        {
            // Ending a process takes a moment; the actor does not wait for it, and a failure of it, or of the connecting, changes nothing.
            _ = Task.Run(async () => await (await made).DisposeAsync());
        }
    }

    /// <summary>What became of an attempt to connect.</summary>
    /// <param name="Attempt">Which one; compared by reference.</param>
    private abstract record Report(object Attempt);

    private sealed record Connected(object Attempt, IMcpConnection Connection) : Report(Attempt);

    private sealed record Lost(object Attempt, string Reason) : Report(Attempt);

    private sealed class RetryDue
    {
        public static readonly RetryDue Instance = new();
    }

    [LoggerMessage(EventId = 8700, Level = LogLevel.Information, Message = "MCP server {server} is up with {tools} tools.")]
    private partial void LogConnected(string server, int tools);

    [LoggerMessage(EventId = 8701, Level = LogLevel.Warning, Message = "MCP server {server} is down: {reason}. Next attempt in {delay}.")]
    private partial void LogDown(string server, string reason, TimeSpan delay);
}
