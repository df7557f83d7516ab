using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Nodes;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Events.Nodes;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Nodes;

/// <content>Commands on their way: asked of a node, not answered yet.</content>
public sealed partial class NodesActor
{
    /// <summary>Most commands that a node carries out at a time; one more is refused, retryable.</summary>
    public const int MaxCallsPerNode = 64;

    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromHours(1);
    private static readonly ReadOnlyMemory<byte> s_taken = "{\"ok\":true}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> s_ignored = "{\"ok\":true,\"ignored\":true}"u8.ToArray();

    private readonly Dictionary<string, NodeCall> _calls = [];

    private void OnInvoke(NodesProtocol.Invoke invoke)
    {
        if (!_nodes.TryGetValue(invoke.NodeId, out var entry) || entry.Connection is not { } connection)
        {
            invoke.ReplyTo.Fail(s_notConnected);
            return;
        }

        if (Refuse(invoke, entry, connection) is { } error)
        {
            invoke.ReplyTo.Fail(error);
            return;
        }

        var timeout = invoke.Timeout is { } asked && asked > TimeSpan.Zero ? (asked < s_longestTimeout ? asked : s_longestTimeout) : s_defaultTimeout;
        var id = Guid.NewGuid().ToString();
        _calls.Add(id, new NodeCall(invoke, connection));
        Timers.StartSingleTimer(id, new CallTimeout(id), timeout);
        connection.Tell(new ConnectionProtocol.SendEvent(EventNames.NodeInvokeRequest, Payload.Encode(
            new NodeInvokeRequestEvent
            {
                Id = id,
                NodeId = invoke.NodeId,
                Command = invoke.Command,
                ParamsJson = invoke.ParamsJson,
                TimeoutMs = (long)timeout.TotalMilliseconds,
                IdempotencyKey = invoke.IdempotencyKey,
            },
            ProtocolJson.Default.NodeInvokeRequestEvent)));
    }

    private ProtocolError? Refuse(NodesProtocol.Invoke invoke, NodeEntry entry, IActorRef connection)
    {
        if (_policy().Refuse(entry.Platform, entry.DeviceFamily, entry.Latest?.Commands ?? [], invoke.Command) is { } refusal)
        {
            return ProtocolError.InvalidRequest(
                $"node command not allowed: \"{Shorten(invoke.Command)}\" {refusal.Text}",
                ProtocolErrorDetails.Of(writer =>
                {
                    writer.WriteString("reason"u8, refusal.Reason);
                    writer.WriteString("command"u8, Shorten(invoke.Command));
                }));
        }

        if (NodeCommandPolicy.NeedsAdmin(invoke.Command) && !invoke.Caller.Scopes.Allows(Scope.Admin))
        {
            return ProtocolError.MissingScope(ScopeSet.NameOf(Scope.Admin), invoke.Caller.Protocol);
        }

        return _calls.Values.Count(call => call.Connection.Equals(connection)) < MaxCallsPerNode
            ? null
            : ProtocolError.Unavailable($"the node is busy with {MaxCallsPerNode} commands", retryable: true);
    }

    private void OnInvokeDone(NodesProtocol.InvokeDone done)
    {
        if (!_calls.TryGetValue(done.CallId, out var call) || !call.Connection.Equals(done.ReplyTo.Connection))
        {
            done.ReplyTo.Succeed(s_ignored);
            return;
        }

        End(done.CallId);
        done.ReplyTo.Succeed(s_taken);
        Answer(call.Request, done.Outcome);
    }

    private static void Answer(NodesProtocol.Invoke request, NodeOutcome outcome)
    {
        if (!outcome.IsOk)
        {
            Fail(request, outcome.ErrorCode ?? ErrorCodes.Unavailable, outcome.ErrorMessage ?? "node invoke failed");
            return;
        }

        request.ReplyTo.Succeed(NodeJson.Encode(writer =>
        {
            writer.WriteBoolean("ok"u8, true);
            writer.WriteString("nodeId"u8, request.NodeId);
            writer.WriteString("command"u8, request.Command);
            writer.WritePropertyName("payload"u8);
            WritePayload(writer, outcome.PayloadJson);
            writer.WriteString("payloadJSON"u8, outcome.PayloadJson);
        }));
    }

    /// <summary>The node's result as JSON; what is none is null, and the caller has the text.</summary>
    private static void WritePayload(Utf8JsonWriter writer, string? json)
    {
        if (json is null)
        {
            writer.WriteNullValue();
            return;
        }

        using var document = EmbeddedJson.TryParse(json);
        if (document is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            document.RootElement.WriteTo(writer);
        }
    }

    private void OnCallTimeout(CallTimeout timeout)
    {
        if (_calls.Remove(timeout.CallId, out var call))
        {
            Fail(call.Request, "TIMEOUT", "node invoke timed out");
        }
    }

    /// <summary>Nobody will answer what this connection was asked.</summary>
    private void FailCalls(IActorRef connection)
    {
        foreach (var (id, call) in _calls.Where(call => call.Value.Connection.Equals(connection)).ToList())
        {
            End(id);
            call.Request.ReplyTo.Fail(s_lost);
        }
    }

    private void End(string callId)
    {
        _calls.Remove(callId);
        Timers.Cancel(callId);
    }

    private static void Fail(NodesProtocol.Invoke request, string code, string message) => request.ReplyTo.Fail(ProtocolError.Unavailable(
        $"{Shorten(code)}: {message}",
        ProtocolErrorDetails.Of(writer =>
        {
            writer.WriteString("nodeId"u8, request.NodeId);
            writer.WriteString("command"u8, request.Command);
            writer.WriteStartObject("nodeError"u8);
            writer.WriteString("code"u8, Shorten(code));
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        })));

    private static readonly ProtocolError s_notConnected =
        ProtocolError.Unavailable("node not connected", ProtocolErrorDetails.WithCode("NOT_CONNECTED"), retryable: true);

    private static readonly ProtocolError s_lost =
        ProtocolError.Unavailable("node disconnected", ProtocolErrorDetails.WithCode("NOT_CONNECTED"), retryable: true);

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";

    private sealed record NodeCall(NodesProtocol.Invoke Request, IActorRef Connection);

    private sealed record CallTimeout(string CallId);
}
