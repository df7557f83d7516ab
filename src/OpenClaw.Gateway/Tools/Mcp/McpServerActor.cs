using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Tools.Mcp;

namespace OpenClaw.Gateway.Tools.Mcp;

/// <summary>Owns the connection to one MCP server, and with it the server's process.</summary>
/// <remarks>
/// Parent: <see cref="McpServersActor"/>. States: Idle (nobody has asked yet), Connecting (askers wait), Ready, Waiting (after a failure, for a time that doubles
/// from <see cref="FirstDelay"/> to <see cref="LastDelay"/> and begins anew only when a connection has lasted longer than that; askers are told at once
/// that it is down). A restart closes the connection; the next asker brings the server up again.
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
    private IMcpConnection? _connection;
    private TimeSpan _delay = FirstDelay;
    private long _connectedAt;
    private string _reason = "";
    private int _attempt;

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
        Receive<Lost>(_ => { });
    }

    private void Connecting()
    {
        Receive<McpProtocol.GetConnection>(_ => _askers.Add(Sender));
        Receive<Connected>(OnConnected);
        Receive<Failed>(failed => OnDown(failed.Reason));
        Receive<Lost>(_ => { });
    }

    private void Ready()
    {
        Receive<McpProtocol.GetConnection>(_ => Sender.Tell(new McpProtocol.Up(_connection!)));
        Receive<Lost>(lost =>
        {
            if (lost.Attempt == _attempt)
            {
                OnDown(lost.Reason);
            }
        });
    }

    private void Waiting()
    {
        Receive<McpProtocol.GetConnection>(_ => Sender.Tell(new McpProtocol.Down(_reason)));
        Receive<RetryDue>(_ => Connect());
        Receive<Lost>(_ => { });
    }

    private void Connect()
    {
        _attempt++;
        Become(Connecting);
        _connector.ConnectAsync(_server, _stopped.Token).PipeTo(Self, success: connection => new Connected(connection), failure: exception => new Failed(exception.Message));
    }

    private void OnConnected(Connected connected)
    {
        _connection = connected.Connection;
        _connectedAt = _time.GetTimestamp();
        var attempt = _attempt;
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
        if (_connection is { } connection)
        {
            // Ending a process takes a moment; the actor does not wait for it, and a failure of it changes nothing.
            _connection = null;
            _ = Task.Run(async () => await connection.DisposeAsync());
        }
    }

    private sealed record Connected(IMcpConnection Connection);

    private sealed record Failed(string Reason);

    private sealed record Lost(int Attempt, string Reason);

    private sealed class RetryDue
    {
        public static readonly RetryDue Instance = new();
    }

    [LoggerMessage(EventId = 8700, Level = LogLevel.Information, Message = "MCP server {server} is up with {tools} tools.")]
    private partial void LogConnected(string server, int tools);

    [LoggerMessage(EventId = 8701, Level = LogLevel.Warning, Message = "MCP server {server} is down: {reason}. Next attempt in {delay}.")]
    private partial void LogDown(string server, string reason, TimeSpan delay);
}
