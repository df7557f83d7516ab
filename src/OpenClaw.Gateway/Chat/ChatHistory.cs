using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Chat;

/// <summary>Encodes a piece of a transcript: the newest messages within the limits, oldest first.</summary>
internal static class ChatHistory
{
    /// <summary>Messages when the request does not say.</summary>
    public const int DefaultLimit = 200;

    /// <summary>Messages at most.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Bytes of messages at most, so that an answer fits into a frame; one message may be larger.</summary>
    public const long MaxBytes = 6_000_000;

    /// <summary>Characters of one text for protocol 3, whose clients cannot ask for another limit.</summary>
    public const int MaxCharsOfVersion3 = 12_000;

    /// <summary>Characters of one text at most.</summary>
    public const int MaxChars = 500_000;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Encodes the answer.</summary>
    /// <param name="key">The session.</param>
    /// <param name="state">Its state; empty when nobody has spoken in it.</param>
    /// <param name="summary">Its summary; null when nobody has spoken in it.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="services">Knows models and agents.</param>
    public static ReadOnlyMemory<byte> Encode(SessionKey key, SessionState state, SessionSummary? summary, HistoryQuery query, RunServices services)
    {
        var end = (int)Math.Max(0, state.Transcript.Count - Math.Min(query.Offset, state.Transcript.Count));
        var start = Start(state, end, query);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartObject();
        if (query.Shape == HistoryShape.Chat)
        {
            writer.WriteString("sessionKey"u8, key.Value);
            if (state.SessionId is { } sessionId)
            {
                writer.WriteString("sessionId"u8, sessionId);
            }
        }

        writer.WriteStartArray("messages"u8);
        for (var i = start; i < end; i++)
        {
            TranscriptJson.Write(writer, state.Transcript[i], i + 1, query.MaxChars, services.Models);
        }

        writer.WriteEndArray();
        if (query.Shape == HistoryShape.Chat)
        {
            WriteRest(writer, key, state, summary, start, services);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static int Start(SessionState state, int end, HistoryQuery query)
    {
        var start = end;
        var bytes = Math.Min(query.MaxBytes, MaxBytes);
        while (start > 0 && end - start < query.Limit)
        {
            bytes -= TranscriptSize.Shown(state.Transcript[start - 1], query.MaxChars);
            if (bytes < 0 && start < end)
            {
                break;
            }

            start--;
        }

        return start;
    }

    private static void WriteRest(Utf8JsonWriter writer, SessionKey key, SessionState state, SessionSummary? summary, int start, RunServices services)
    {
        var models = services.Agents.ModelsOf(key.Agent, null);
        writer.WriteString("thinkingLevel"u8, state.Settings.ThinkingLevel ?? "off");
        if (state.Settings.VerboseLevel is { } verbose)
        {
            writer.WriteString("verboseLevel"u8, verbose);
        }

        writer.WriteBoolean("hasMore"u8, start > 0);
        if (start > 0)
        {
            writer.WriteNumber("nextOffset"u8, state.Transcript.Count - start);
        }

        writer.WriteNumber("totalMessages"u8, state.Transcript.Count);
        writer.WritePropertyName("defaults"u8);
        JsonSerializer.Serialize(
            writer,
            SessionRows.Defaults(models.Primary, services.Models.Find(models.Primary)?.ContextWindow ?? 200_000),
            ProtocolJson.Default.SessionListDefaults);
        if (summary is not null)
        {
            writer.WritePropertyName("sessionInfo"u8);
            JsonSerializer.Serialize(writer, SessionRows.ToRow(summary), ProtocolJson.Default.SessionRow);
        }

        // What waits is told by sessions.changed and the row's activeRunIds; clients of protocol 4 want the field all the same.
        writer.WriteStartObject("pendingInputs"u8);
        writer.WriteStartArray("items"u8);
        writer.WriteEndArray();
        writer.WriteNumber("total"u8, 0);
        writer.WriteEndObject();
    }
}
