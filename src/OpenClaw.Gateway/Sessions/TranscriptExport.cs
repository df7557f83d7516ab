using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Writes transcripts whole, pictures and all, in the form that the original's transcript files have: what <see cref="TranscriptReader"/> reads.</summary>
internal static class TranscriptExport
{
    /// <summary>Messages of one answer at most.</summary>
    public const int MaxLimit = 1000;

    // One message may be larger.
    private const long MaxBytes = 6_000_000;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Encodes the answer to <c>sessions.export</c>.</summary>
    /// <param name="state">The session.</param>
    /// <param name="summary">The same, as lists show it.</param>
    /// <param name="offset">Oldest messages to leave out.</param>
    /// <param name="limit">Messages at most.</param>
    /// <param name="models">Knows the prices.</param>
    public static ReadOnlyMemory<byte> Encode(SessionState state, SessionSummary summary, int offset, int limit, IModelCatalog models)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartObject();
        writer.WriteString("key"u8, state.Key.Value);
        writer.WriteString("sessionId"u8, state.SessionId);
        writer.WriteNumber("createdAt"u8, state.CreatedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("updatedAt"u8, state.UpdatedAt.ToUnixTimeMilliseconds());
        writer.WritePropertyName("entry"u8);
        JsonSerializer.Serialize(writer, SessionRows.ToEntry(summary), ProtocolJson.Default.SessionEntry);
        writer.WriteStartArray("messages"u8);
        var next = Math.Min(offset, state.Transcript.Count);
        for (long bytes = 0; next < state.Transcript.Count && next - offset < limit; next++)
        {
            bytes += TranscriptSize.Whole(state.Transcript[next]);
            if (bytes > MaxBytes && next > offset)
            {
                break;
            }

            Write(writer, state.Transcript[next], models);
        }

        if (next == state.Transcript.Count && state.Compaction is { Summary.Length: > 0 } compaction)
        {
            Write(writer, compaction, state.Transcript);
        }

        writer.WriteEndArray();
        writer.WriteNumber("totalMessages"u8, state.Transcript.Count);
        if (next < state.Transcript.Count)
        {
            writer.WriteNumber("nextOffset"u8, next);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, SessionCompaction compaction, ImmutableList<TranscriptMessage> transcript)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "compaction"u8);
        writer.WriteString("id"u8, $"summary-{compaction.Messages}");
        writer.WriteString("timestamp"u8, TimeOf(compaction.At));
        writer.WriteString("summary"u8, compaction.Summary);
        writer.WriteString("firstKeptEntryId"u8, compaction.Messages < transcript.Count ? transcript[compaction.Messages].Id : "");
        writer.WriteEndObject();
    }

    private static string TimeOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, TranscriptMessage message, IModelCatalog models)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("id"u8, message.Id);
        writer.WriteString("timestamp"u8, TimeOf(message.Timestamp));
        writer.WriteStartObject("message"u8);
        switch (message)
        {
            case TranscriptMessage.User user:
                writer.WriteString("role"u8, "user"u8);
                WriteContent(writer, user.Content);
                break;
            case TranscriptMessage.Assistant answer:
                writer.WriteString("role"u8, "assistant"u8);
                WriteContent(writer, answer.Content);
                TranscriptJson.WriteOrigin(writer, answer, models);
                break;
            case TranscriptMessage.ToolResult result:
                writer.WriteString("role"u8, "toolResult"u8);
                writer.WriteString("toolCallId"u8, result.ToolCallId);
                writer.WriteString("toolName"u8, result.ToolName);
                WriteContent(writer, result.Content);
                writer.WriteBoolean("isError"u8, result.IsError);
                break;
        }

        writer.WriteNumber("timestamp"u8, message.Timestamp.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, IEnumerable<MessageContent> content)
    {
        writer.WriteStartArray("content"u8);
        foreach (var part in content)
        {
            writer.WriteStartObject();
            switch (part)
            {
                case MessageContent.Text text:
                    writer.WriteString("type"u8, "text"u8);
                    writer.WriteString("text"u8, text.Value);
                    break;
                case MessageContent.Thinking thinking:
                    writer.WriteString("type"u8, "thinking"u8);
                    writer.WriteString("thinking"u8, thinking.Value);
                    break;
                case MessageContent.Image image:
                    writer.WriteString("type"u8, "image"u8);
                    writer.WriteString("mimeType"u8, image.MimeType);
                    writer.WriteBase64String("data"u8, image.Data.Span);
                    break;
                case MessageContent.ToolCall call:
                    writer.WriteString("type"u8, "toolCall"u8);
                    writer.WriteString("id"u8, call.Id);
                    writer.WriteString("name"u8, call.Name);
                    writer.WritePropertyName("arguments"u8);
                    EmbeddedJson.Write(writer, call.ArgumentsJson);
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
