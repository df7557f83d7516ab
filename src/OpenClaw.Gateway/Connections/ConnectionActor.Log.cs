using System.Net;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Access;

namespace OpenClaw.Gateway.Connections;

/// <content>What a connection logs: ids, names, codes and sizes, never content. Before the handshake its parent decides what is logged. Requests and answers are Debug, which <c>--verbose</c> shows.</content>
internal sealed partial class ConnectionActor
{
    private readonly ILogger<ConnectionActor> _log;

    [LoggerMessage(EventId = 8000, Level = LogLevel.Debug, Message = "{connId}: socket from {address}:{port}.")]
    private partial void LogAccepted(ConnectionId connId, IPAddress address, int port);

    [LoggerMessage(EventId = 8001, Level = LogLevel.Debug, Message = "{connId}: open, protocol {protocol}, {role} {clientId}/{clientMode} by {method} with {scopes}, device {deviceId}.")]
    private partial void LogOpened(ConnectionId connId, int protocol, Role role, string clientId, string clientMode, string method, ScopeSet scopes, string? deviceId);

    [LoggerMessage(EventId = 8004, Level = LogLevel.Debug, Message = "{connId}: handshake timed out.")]
    private partial void LogHandshakeTimeout(ConnectionId connId);

    [LoggerMessage(EventId = 8006, Level = LogLevel.Debug, Message = "{connId}: <- {method} {requestId}")]
    private partial void LogRequest(ConnectionId connId, string method, string requestId);

    [LoggerMessage(EventId = 8007, Level = LogLevel.Debug, Message = "{connId}: -> {method} {requestId} ok, {bytes} bytes")]
    private partial void LogResponse(ConnectionId connId, string method, string requestId, int bytes);

    [LoggerMessage(EventId = 8008, Level = LogLevel.Information, Message = "{connId}: -> {method} {requestId} {code}")]
    private partial void LogErrorResponse(ConnectionId connId, string method, string requestId, string code);

    [LoggerMessage(EventId = 8009, Level = LogLevel.Information, Message = "{connId}: {method} {requestId} refused: {code}")]
    private partial void LogRequestRefused(ConnectionId connId, string method, string requestId, string code);

    [LoggerMessage(EventId = 8010, Level = LogLevel.Error, Message = "{connId}: {method} {requestId} failed.")]
    private partial void LogHandlerFailed(Exception exception, ConnectionId connId, string method, string requestId);

    [LoggerMessage(EventId = 8011, Level = LogLevel.Debug, Message = "{connId}: an answer to {requestId}, which is answered already.")]
    private partial void LogStrayReply(ConnectionId connId, string requestId);

    [LoggerMessage(EventId = 8012, Level = LogLevel.Warning, Message = "{connId}: reads too slowly, {bufferedBytes} bytes unsent.")]
    private partial void LogSlowConsumer(ConnectionId connId, long bufferedBytes);

    [LoggerMessage(EventId = 8013, Level = LogLevel.Warning, Message = "{connId}: a frame of more than {limitBytes} bytes.")]
    private partial void LogFrameTooLarge(ConnectionId connId, int limitBytes);

    [LoggerMessage(EventId = 8014, Level = LogLevel.Debug, Message = "{connId}: closed by the client with {closeCode}.")]
    private partial void LogClosedByClient(ConnectionId connId, int? closeCode);

    [LoggerMessage(EventId = 8015, Level = LogLevel.Debug, Message = "{connId}: the socket broke: {cause}.")]
    private partial void LogSocketFailed(ConnectionId connId, string cause);

    [LoggerMessage(EventId = 8016, Level = LogLevel.Debug, Message = "{connId}: closing with {closeCode} {reason}")]
    private partial void LogClosing(ConnectionId connId, int closeCode, string reason);
}
