using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Chat;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Events.Sessions;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Encodes <c>sessions.changed</c> and <c>session.message</c>, which go only to connections that asked for them.</summary>
internal static class SessionEventFrames
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static BroadcastProtocol.Publish Changed(SessionsProtocol.Changed changed, DateTimeOffset at, Func<Caller, bool> audience) => new(
        EventNames.SessionsChanged,
        Payload.Encode(
            new SessionsChangedEvent
            {
                SessionKey = changed.Summary.Key.Value,
                AgentId = changed.Summary.Key.Agent.Value,
                Reason = changed.Reason,
                Phase = changed.Phase,
                Ts = at.ToUnixTimeMilliseconds(),
                Session = SessionRows.ToRow(changed.Summary, withLastMessage: true),
                RunId = changed.Run?.Value,
            },
            ProtocolJson.Default.SessionsChangedEvent),
        Audience: audience);

    public static BroadcastProtocol.Publish Deleted(SessionSummary summary, DateTimeOffset at, Func<Caller, bool> audience) => new(
        EventNames.SessionsChanged,
        Payload.Encode(
            new SessionsChangedEvent
            {
                SessionKey = summary.Key.Value, AgentId = summary.Key.Agent.Value, Reason = "delete", Ts = at.ToUnixTimeMilliseconds(),
            },
            ProtocolJson.Default.SessionsChangedEvent),
        Audience: audience);

    public static BroadcastProtocol.Publish Message(
        SessionsProtocol.MessageAppended appended, SessionSummary? summary, IModelCatalog models, Func<Caller, bool> audience)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartObject();
        writer.WriteString("sessionKey"u8, appended.Key.Value);
        writer.WriteString("agentId"u8, appended.Key.Agent.Value);
        writer.WritePropertyName("message"u8);
        TranscriptJson.Write(writer, appended.Message, appended.Seq, ChatHistory.MaxChars, models);
        writer.WriteString("messageId"u8, appended.Message.Id);
        writer.WriteNumber("messageSeq"u8, appended.Seq);
        if (summary is not null)
        {
            writer.WritePropertyName("session"u8);
            JsonSerializer.Serialize(writer, SessionRows.ToRow(summary), ProtocolJson.Default.SessionRow);
        }

        writer.WriteEndObject();
        writer.Flush();
        return new BroadcastProtocol.Publish(EventNames.SessionMessage, buffer.WrittenMemory, Audience: audience);
    }
}
