using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Writes transcript messages as clients of both protocols read them (<c>types/transcript-message.json</c>).</summary>
/// <remarks>By hand and not through the generated record, whose open <c>content</c> would have to be parsed first.</remarks>
internal static class TranscriptJson
{
    private const string Truncated = "\n...(truncated)...";

    /// <summary>Writes one message.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="seq">Its number in the transcript, from 1.</param>
    /// <param name="maxChars">Longest text that is shown whole.</param>
    /// <param name="models">Knows the prices.</param>
    public static void Write(Utf8JsonWriter writer, TranscriptMessage message, long seq, int maxChars, IModelCatalog models)
    {
        writer.WriteStartObject();
        switch (message)
        {
            case TranscriptMessage.User user:
                writer.WriteString("role"u8, "user"u8);
                if (user.Content is [MessageContent.Text only])
                {
                    writer.WriteString("content"u8, Cut(only.Value, maxChars));
                }
                else
                {
                    WriteContent(writer, user.Content, maxChars);
                }

                writer.WriteNumber("timestamp"u8, Ms(message));
                if (user.Run is { } run)
                {
                    writer.WriteString("idempotencyKey"u8, $"{run.Value}:user");
                }

                break;
            case TranscriptMessage.Assistant assistant:
                writer.WriteString("role"u8, "assistant"u8);
                WriteContent(writer, assistant.Content, maxChars);
                WriteOrigin(writer, assistant, models);
                if (assistant.ResponseId is not null)
                {
                    writer.WriteString("responseId"u8, assistant.ResponseId);
                }

                writer.WriteNumber("timestamp"u8, Ms(message));
                break;
            case TranscriptMessage.ToolResult result:
                writer.WriteString("role"u8, "toolResult"u8);
                writer.WriteString("toolCallId"u8, result.ToolCallId);
                writer.WriteString("toolName"u8, result.ToolName);
                WriteContent(writer, result.Content, maxChars);
                writer.WriteBoolean("isError"u8, result.IsError);
                writer.WriteNumber("timestamp"u8, Ms(message));
                break;
        }

        writer.WriteStartObject("__openclaw"u8);
        writer.WriteString("id"u8, message.Id);
        writer.WriteNumber("seq"u8, seq);
        if (message.Run is { } ofRun)
        {
            writer.WriteString("runId"u8, ofRun.Value);
        }

        writer.WriteNumber("recordTimestampMs"u8, Ms(message));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A stop reason's name on the wire.</summary>
    public static string Wire(StopReason reason) => reason switch
    {
        StopReason.Stop => "stop",
        StopReason.Length => "length",
        StopReason.ToolUse => "toolUse",
        StopReason.Refusal => "refusal",
        StopReason.Aborted => "aborted",
        _ => "error",
    };

    /// <summary>Writes what an answer came from, what it took, and how it ended.</summary>
    public static void WriteOrigin(Utf8JsonWriter writer, TranscriptMessage.Assistant answer, IModelCatalog models)
    {
        writer.WriteString("api"u8, answer.Api);
        writer.WriteString("provider"u8, answer.Model.Provider);
        writer.WriteString("model"u8, answer.Model.Model);
        WriteUsage(writer, answer.Usage, (models.Find(answer.Model)?.Price ?? ModelPrice.Free).Of(answer.Usage));
        writer.WriteString("stopReason"u8, Wire(answer.StopReason));
        if (answer.ErrorMessage is not null)
        {
            writer.WriteString("errorMessage"u8, answer.ErrorMessage);
        }
    }

    private static void WriteContent(Utf8JsonWriter writer, IEnumerable<MessageContent> content, int maxChars)
    {
        writer.WriteStartArray("content"u8);
        foreach (var part in content)
        {
            writer.WriteStartObject();
            switch (part)
            {
                case MessageContent.Text text:
                    writer.WriteString("type"u8, "text"u8);
                    writer.WriteString("text"u8, Cut(text.Value, maxChars));
                    break;
                case MessageContent.Thinking thinking:
                    writer.WriteString("type"u8, "thinking"u8);
                    writer.WriteString("thinking"u8, Cut(thinking.Value, maxChars));
                    break;
                case MessageContent.Image image:
                    // Pictures stay here: a history of them would not fit into a frame.
                    writer.WriteString("type"u8, "image"u8);
                    writer.WriteString("mimeType"u8, image.MimeType);
                    writer.WriteNumber("sizeBytes"u8, image.Data.Length);
                    writer.WriteBoolean("omitted"u8, true);
                    break;
                case MessageContent.ToolCall call:
                    writer.WriteString("type"u8, "toolCall"u8);
                    writer.WriteString("id"u8, call.Id);
                    writer.WriteString("name"u8, call.Name);
                    writer.WriteString("arguments"u8, call.ArgumentsJson);
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the member <c>usage</c>.</summary>
    public static void WriteUsage(Utf8JsonWriter writer, ModelUsage usage, ModelPrice cost)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("input"u8, usage.Input);
        writer.WriteNumber("output"u8, usage.Output);
        writer.WriteNumber("cacheRead"u8, usage.CacheRead);
        writer.WriteNumber("cacheWrite"u8, usage.CacheWrite);
        writer.WriteNumber("totalTokens"u8, usage.Total);
        writer.WriteStartObject("cost"u8);
        writer.WriteNumber("input"u8, cost.Input);
        writer.WriteNumber("output"u8, cost.Output);
        writer.WriteNumber("cacheRead"u8, cost.CacheRead);
        writer.WriteNumber("cacheWrite"u8, cost.CacheWrite);
        writer.WriteNumber("total"u8, cost.Total);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Cut(string text, int maxChars)
    {
        if (text.Length <= maxChars)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars;
        return text[..end] + Truncated;
    }

    private static long Ms(TranscriptMessage message) => message.Timestamp.ToUnixTimeMilliseconds();
}
