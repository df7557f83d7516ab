using System.Text.Json;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Agent;

/// <summary>What an agent turn is asked with.</summary>
internal sealed record AgentRequest(
    string Message, string? To, string? SessionKey, string? SessionId, string? AgentId, string? Thinking, int TimeoutSeconds, string IdempotencyKey)
{
    /// <summary>The main session, which also holds the conversations of <c>--to</c>.</summary>
    private const string MainSessionKey = "agent:main:main";

    /// <summary>The params of the <c>agent</c> method.</summary>
    public JsonElement ToParams() => JsonOutput.Build(this, static (writer, request) =>
    {
        writer.WriteString("message", request.Message);
        Optional(writer, "agentId", request.AgentId);
        Optional(writer, "to", request.To);
        Optional(writer, "sessionId", request.SessionId);
        Optional(writer, "sessionKey", request.SessionKey ?? (request.SessionId is null && request.AgentId is null ? MainSessionKey : null));
        Optional(writer, "thinking", request.Thinking);
        writer.WriteBoolean("deliver", false);
        writer.WriteNumber("timeout", request.TimeoutSeconds);
        writer.WriteString("idempotencyKey", request.IdempotencyKey);
    });

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
