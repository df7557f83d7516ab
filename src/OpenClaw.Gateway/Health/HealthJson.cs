using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Gateway.Health;

/// <summary>Health and status as JSON.</summary>
internal static class HealthJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A snapshot of these facts.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="stamp">When, and as which version.</param>
    public static HealthSnapshot Snapshot(HealthFacts facts, HealthStamp stamp) =>
        new(stamp.HealthVersion, Encode(facts, stamp, WriteHealth), Encode(facts, stamp, WriteStatus), facts);

    private static ReadOnlyMemory<byte> Encode(HealthFacts facts, HealthStamp stamp, Action<Utf8JsonWriter, HealthFacts, HealthStamp> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartObject();
        write(writer, facts, stamp);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteHealth(Utf8JsonWriter writer, HealthFacts facts, HealthStamp stamp)
    {
        writer.WriteBoolean("ok"u8, true);
        writer.WriteNumber("ts"u8, stamp.Now.ToUnixTimeMilliseconds());
        writer.WriteNumber("durationMs"u8, (long)Math.Round(stamp.Duration.TotalMilliseconds));
        WriteEmptyObject(writer, "channels"u8);
        WriteEmptyArray(writer, "channelOrder"u8);
        WriteEmptyObject(writer, "channelLabels"u8);
        writer.WriteNumber("heartbeatSeconds"u8, 0);
        writer.WriteString("defaultAgentId"u8, facts.DefaultAgentId);
        writer.WriteStartArray("agents"u8);
        foreach (var agent in facts.Agents)
        {
            writer.WriteStartObject();
            writer.WriteString("agentId"u8, agent.AgentId);
            if (agent.Name is not null)
            {
                writer.WriteString("name"u8, agent.Name);
            }

            writer.WriteBoolean("isDefault"u8, agent.AgentId == facts.DefaultAgentId);
            writer.WriteStartObject("heartbeat"u8);
            WriteHeartbeat(writer);
            writer.WriteEndObject();
            writer.WriteStartObject("sessions"u8);
            WriteSessions(writer, agent, stamp.Now);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("sessions"u8);
        WriteSessions(writer, DefaultAgent(facts), stamp.Now);
        writer.WriteEndObject();

        // More than the original tells: what dashboards and readiness checks look for.
        writer.WriteNumber("uptimeMs"u8, (long)stamp.Uptime.TotalMilliseconds);
        writer.WriteStartObject("stateVersion"u8);
        writer.WriteNumber("presence"u8, stamp.PresenceVersion);
        writer.WriteNumber("health"u8, stamp.HealthVersion);
        writer.WriteEndObject();
        writer.WriteStartObject("nodes"u8);
        writer.WriteNumber("paired"u8, facts.NodesPaired);
        writer.WriteNumber("connected"u8, facts.NodesConnected);
        writer.WriteEndObject();
        writer.WriteStartObject("constraints"u8);
        writer.WriteNumber("maxPayload"u8, FrameLimits.MaxPayload);
        writer.WriteNumber("maxBufferedBytes"u8, FrameLimits.MaxBufferedBytes);
        writer.WriteNumber("tickIntervalMs"u8, FrameLimits.TickIntervalMs);
        writer.WriteNumber("maxHandshakePayload"u8, FrameLimits.MaxHandshakePayload);
        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, HealthFacts facts, HealthStamp stamp)
    {
        writer.WriteString("runtimeVersion"u8, stamp.RuntimeVersion);
        writer.WriteStartObject("heartbeat"u8);
        writer.WriteString("defaultAgentId"u8, facts.DefaultAgentId);
        writer.WriteStartArray("agents"u8);
        foreach (var agent in facts.Agents)
        {
            writer.WriteStartObject();
            writer.WriteString("agentId"u8, agent.AgentId);
            WriteHeartbeat(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        WriteEmptyArray(writer, "channelSummary"u8);
        writer.WriteStartArray("queuedSystemEvents"u8);
        foreach (var text in facts.QueuedSystemEvents)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("sessions"u8);
        writer.WriteStartArray("paths"u8);
        foreach (var path in facts.Agents.Select(agent => agent.SessionStore).Distinct())
        {
            writer.WriteStringValue(path);
        }

        writer.WriteEndArray();
        writer.WriteNumber("count"u8, facts.Agents.Sum(agent => agent.SessionCount));
        writer.WriteStartObject("defaults"u8);
        writer.WriteString("model"u8, facts.DefaultModel);
        WriteNullable(writer, "contextTokens"u8, facts.DefaultContextTokens);
        writer.WriteEndObject();
        writer.WriteStartArray("recent"u8);
        foreach (var (agent, session) in facts.Agents
            .SelectMany(agent => agent.RecentSessions.Select(session => (agent, session)))
            .OrderByDescending(row => row.session.UpdatedAt)
            .Take(AgentFacts.MaxRecent * 2))
        {
            WriteStatusSession(writer, facts, agent, session, stamp.Now);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("byAgent"u8);
        foreach (var agent in facts.Agents)
        {
            writer.WriteStartObject();
            writer.WriteString("agentId"u8, agent.AgentId);
            writer.WriteString("path"u8, agent.SessionStore);
            writer.WriteNumber("count"u8, agent.SessionCount);
            writer.WriteStartArray("recent"u8);
            foreach (var session in agent.RecentSessions)
            {
                WriteStatusSession(writer, facts, agent, session, stamp.Now);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteStatusSession(Utf8JsonWriter writer, HealthFacts facts, AgentFacts agent, RecentSession session, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteString("agentId"u8, agent.AgentId);
        writer.WriteString("key"u8, session.Key);
        writer.WriteString("kind"u8, "direct"u8);
        if (session.SessionId is not null)
        {
            writer.WriteString("sessionId"u8, session.SessionId);
        }

        WriteAge(writer, session, now);
        writer.WriteNumber("inputTokens"u8, session.InputTokens);
        writer.WriteNumber("outputTokens"u8, session.OutputTokens);
        writer.WriteNumber("totalTokens"u8, session.InputTokens + session.OutputTokens);
        if ((session.Model ?? facts.DefaultModel) is { } model)
        {
            writer.WriteString("model"u8, model);
        }

        if (facts.DefaultContextTokens is { } tokens)
        {
            writer.WriteNumber("contextTokens"u8, tokens);
        }

        writer.WriteEndObject();
    }

    /// <summary>Heartbeats are not scheduled by this gateway yet, and say so.</summary>
    private static void WriteHeartbeat(Utf8JsonWriter writer)
    {
        writer.WriteBoolean("enabled"u8, false);
        writer.WriteString("every"u8, "disabled"u8);
        writer.WriteNull("everyMs"u8);
        // Nothing is asked, of nobody; typed clients want the members.
        writer.WriteString("prompt"u8, ""u8);
        writer.WriteString("target"u8, "none"u8);
        writer.WriteNumber("ackMaxChars"u8, 0);
    }

    private static void WriteSessions(Utf8JsonWriter writer, AgentFacts? agent, DateTimeOffset now)
    {
        writer.WriteString("path"u8, agent?.SessionStore ?? "");
        writer.WriteNumber("count"u8, agent?.SessionCount ?? 0);
        writer.WriteStartArray("recent"u8);
        foreach (var session in agent?.RecentSessions ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, session.Key);
            WriteAge(writer, session, now);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAge(Utf8JsonWriter writer, RecentSession session, DateTimeOffset now)
    {
        writer.WriteNumber("updatedAt"u8, session.UpdatedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("age"u8, Math.Max(0, (long)(now - session.UpdatedAt).TotalMilliseconds));
    }

    private static AgentFacts? DefaultAgent(HealthFacts facts) => facts.Agents.FirstOrDefault(agent => agent.AgentId == facts.DefaultAgentId);

    private static void WriteNullable(Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteEmptyObject(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartObject(name);
        writer.WriteEndObject();
    }

    private static void WriteEmptyArray(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }
}

/// <summary>When a snapshot is taken, and as which version.</summary>
/// <param name="Now">The clock.</param>
/// <param name="Uptime">Since the gateway started.</param>
/// <param name="Duration">What gathering the facts took.</param>
/// <param name="HealthVersion">Version of this snapshot.</param>
/// <param name="PresenceVersion">Version of presence at that moment.</param>
/// <param name="RuntimeVersion">The gateway's version.</param>
internal sealed record HealthStamp(DateTimeOffset Now, TimeSpan Uptime, TimeSpan Duration, long HealthVersion, long PresenceVersion, string RuntimeVersion);
