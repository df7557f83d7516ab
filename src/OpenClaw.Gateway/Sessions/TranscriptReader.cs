using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Reads messages as the original's transcript files have them: <c>{type:"message", id, timestamp, message:{role, content, ...}}</c>.</summary>
/// <remarks>Foreign bytes: whatever is missing, of another type or unknown is left out; a message of which nothing is left is none. Never throws.</remarks>
internal static class TranscriptReader
{
    private const int MaxIdLength = 256;
    private const int MaxSummaryChars = 100_000;

    /// <summary>Reads one line; false when it is no message that could be shown.</summary>
    public static bool TryRead(JsonElement line, [NotNullWhen(true)] out TranscriptMessage? message)
    {
        message = null;
        if (line.ValueKind != JsonValueKind.Object || Text(line, "id") is not { Length: > 0 and <= MaxIdLength } id
            || !line.TryGetProperty("message", out var inner) || inner.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var at = TimeOf(inner) ?? TimeOf(line) ?? DateTimeOffset.UnixEpoch;
        var content = ContentOf(inner);
        message = Text(inner, "role") switch
        {
            "user" when !content.IsEmpty => new TranscriptMessage.User(id, at, null, content),
            "assistant" => AnswerOf(inner, id, at, content),
            "toolResult" or "tool_result" or "tool" when !content.IsEmpty => new TranscriptMessage.ToolResult(
                id,
                at,
                null,
                Text(inner, "toolCallId") ?? Text(inner, "tool_call_id") ?? "",
                Text(inner, "toolName") ?? Text(inner, "name") ?? "",
                content,
                inner.TryGetProperty("isError", out var isError) && isError.ValueKind == JsonValueKind.True),
            _ => null,
        };
        return message is not null;
    }

    /// <summary>Reads one line that stands for a summary (<c>{type:"compaction", summary, firstKeptEntryId}</c>); false for every other.</summary>
    /// <param name="line">The line.</param>
    /// <param name="before">Messages in front of it.</param>
    /// <param name="summary">The summary.</param>
    public static bool TryReadSummary(JsonElement line, int before, [NotNullWhen(true)] out ImportedSummary? summary)
    {
        summary = line.ValueKind == JsonValueKind.Object && Text(line, "type") == "compaction" && Text(line, "summary") is { } text && !string.IsNullOrWhiteSpace(text)
            ? new ImportedSummary(ShortText.Of(text, MaxSummaryChars), Text(line, "firstKeptEntryId") ?? "", before)
            : null;
        return summary is not null;
    }

    private static TranscriptMessage.Assistant? AnswerOf(JsonElement inner, string id, DateTimeOffset at, ImmutableArray<MessageContent> content)
    {
        var error = Text(inner, "errorMessage");
        if (content.IsEmpty && error is null)
        {
            return null;
        }

        var model = ModelRef.TryParse($"{Text(inner, "provider")}/{Text(inner, "model")}", out var named) ? named : TranscriptMessage.Assistant.Injected;
        var reason = Text(inner, "stopReason") switch
        {
            "length" => StopReason.Length,
            "toolUse" => StopReason.ToolUse,
            "refusal" => StopReason.Refusal,
            "aborted" => StopReason.Aborted,
            "error" => StopReason.Error,
            _ => StopReason.Stop,
        };
        return new TranscriptMessage.Assistant(id, at, null, content, Text(inner, "api") ?? "", model, UsageOf(inner), reason) { ErrorMessage = error };
    }

    private static ImmutableArray<MessageContent> ContentOf(JsonElement inner)
    {
        if (!inner.TryGetProperty("content", out var content))
        {
            return [];
        }

        return content.ValueKind switch
        {
            JsonValueKind.String when content.GetString() is { Length: > 0 } text => [new MessageContent.Text(text)],
            JsonValueKind.Array => [.. content.EnumerateArray().Select(PartOf).OfType<MessageContent>()],
            _ => [],
        };
    }

    private static MessageContent? PartOf(JsonElement part) => part.ValueKind != JsonValueKind.Object ? null : Text(part, "type") switch
    {
        "text" when Text(part, "text") is { Length: > 0 } text => new MessageContent.Text(text),
        "thinking" when Text(part, "thinking") is { Length: > 0 } thinking => new MessageContent.Thinking(thinking),
        "toolCall" or "toolUse" or "tool_use" when Text(part, "name") is { Length: > 0 } name => new MessageContent.ToolCall(Text(part, "id") ?? "", name, ArgumentsOf(part)),
        "image" => ImageOf(part),
        _ => null,
    };

    private static MessageContent.Image? ImageOf(JsonElement part)
    {
        var holder = part.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object ? source : part;
        return holder.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.String && data.TryGetBytesFromBase64(out var bytes)
            ? new MessageContent.Image(Text(holder, "mimeType") ?? Text(holder, "media_type") ?? "image/png", bytes)
            : null;
    }

    private static string ArgumentsOf(JsonElement call)
    {
        var arguments = call.TryGetProperty("arguments", out var given) || call.TryGetProperty("input", out given) ? given : default;
        return arguments.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => "{}",
            JsonValueKind.String => EmbeddedJson.Mend(arguments.GetString()!),
            _ => arguments.GetRawText(),
        };
    }

    private static ModelUsage UsageOf(JsonElement inner) =>
        inner.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
            ? new ModelUsage(Number(usage, "input"), Number(usage, "output"), Number(usage, "cacheRead"), Number(usage, "cacheWrite"))
            : ModelUsage.None;

    private static DateTimeOffset? TimeOf(JsonElement holder)
    {
        if (!holder.TryGetProperty("timestamp", out var time))
        {
            return null;
        }

        return time.ValueKind switch
        {
            JsonValueKind.Number when time.TryGetInt64(out var ms) && ms is >= 0 and <= 253_402_300_799_999 => DateTimeOffset.FromUnixTimeMilliseconds(ms),
            JsonValueKind.String when DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed.ToUniversalTime(),
            _ => null,
        };
    }

    private static long Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number : 0;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
