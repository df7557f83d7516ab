using System.Text.Json;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Logs;

namespace OpenClaw.Daemon.Logs;

/// <summary><c>logs.tail</c>: the log file over the wire.</summary>
/// <param name="currentFile">Names the file of today.</param>
internal sealed class LogsMethods(Func<string> currentFile) : IMethodModule
{
    /// <inheritdoc />
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.LogsTail, Tail);

    private void Tail(MethodCall call)
    {
        var query = call.Params.IsEmpty ? new LogsTailParams() : JsonSerializer.Deserialize(call.Params.Span, ProtocolJson.Default.LogsTailParams) ?? new LogsTailParams();
        var replyTo = call.ReplyTo;
        // The disk may be slow, and the connection's actor must not wait for it.
        ThreadPool.UnsafeQueueUserWorkItem(
            static work =>
            {
                try
                {
                    work.replyTo.Succeed(JsonSerializer.SerializeToUtf8Bytes(LogTail.Read(work.file, work.query), ProtocolJson.Default.LogsTailResult));
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    work.replyTo.Fail(ProtocolError.Unavailable($"log read failed: {exception.Message}"));
                }
            },
            (replyTo, query, file: currentFile()),
            preferLocal: false);
    }
}
