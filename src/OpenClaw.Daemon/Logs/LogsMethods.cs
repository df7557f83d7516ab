using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Logs;

namespace OpenClaw.Daemon.Logs;

/// <summary><c>logs.tail</c>: the log file over the wire.</summary>
/// <param name="currentFile">Names the file of today.</param>
/// <param name="log">The log.</param>
internal sealed class LogsMethods(Func<string> currentFile, ILogger<LogsMethods> log) : IMethodModule
{
    /// <inheritdoc />
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.LogsTail, Tail);

    private void Tail(MethodCall call)
    {
        var query = call.Params.IsEmpty ? new LogsTailParams() : JsonSerializer.Deserialize(call.Params.Span, ProtocolJson.Default.LogsTailParams) ?? new LogsTailParams();
        var replyTo = call.ReplyTo;
        var file = currentFile();

        // The disk may be slow, and the connection's actor must not wait for it.
        replyTo.Detach(log, "log read failed", () =>
        {
            replyTo.Succeed(JsonSerializer.SerializeToUtf8Bytes(LogTail.Read(file, query), ProtocolJson.Default.LogsTailResult));
            return Task.CompletedTask;
        });
    }
}
