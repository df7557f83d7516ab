using System.Text.Json;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.RunCalls;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Writes a chat completion, whole or in chunks.</summary>
internal sealed class ChatCompletionFormat(OpenAiRequest request, DateTimeOffset createdAt) : IAnswerFormat
{
    private readonly string _id = $"chatcmpl_{Guid.NewGuid()}";
    private readonly long _created = createdAt.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public void WriteWhole(Utf8JsonWriter writer, RunEnd end)
    {
        WriteHead(writer, "chat.completion"u8);
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, 0);
        writer.WriteStartObject("message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        if (end.Text.Length == 0 && !end.ClientCalls.IsEmpty)
        {
            writer.WriteNull("content"u8);
        }
        else
        {
            writer.WriteString("content"u8, end.Text);
        }

        writer.WriteNull("refusal"u8);
        WritePictures(writer, end);
        WriteCalls(writer, end, withIndex: false);
        writer.WriteEndObject();
        writer.WriteNull("logprobs"u8);
        writer.WriteString("finish_reason"u8, Reason(end));
        writer.WriteEndObject();
        writer.WriteEndArray();
        WriteUsage(writer, end.Usage);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public Task BeginAsync(EventStream stream) => ChunkAsync(stream, null, static (writer, _) =>
    {
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteString("content"u8, ""u8);
    });

    /// <inheritdoc/>
    public Task DeltaAsync(EventStream stream, string text) => ChunkAsync(stream, null, static (writer, text) => writer.WriteString("content"u8, text), text);

    /// <inheritdoc/>
    public async Task EndAsync(EventStream stream, RunEnd end)
    {
        if (!end.Pictures.IsEmpty)
        {
            await ChunkAsync(stream, null, (writer, _) => WritePictures(writer, end));
        }

        if (!end.ClientCalls.IsEmpty)
        {
            await ChunkAsync(stream, null, (writer, _) => WriteCalls(writer, end, withIndex: true));
        }

        await ChunkAsync(stream, Reason(end), static (_, _) => { });
        if (request.IncludeUsage)
        {
            await stream.SendAsync(writer =>
            {
                WriteHead(writer, "chat.completion.chunk"u8);
                writer.WriteStartArray("choices"u8);
                writer.WriteEndArray();
                WriteUsage(writer, end.Usage);
                writer.WriteEndObject();
            });
        }
    }

    /// <inheritdoc/>
    public Task FailAsync(EventStream stream, RunFailureStatus failure, string message) =>
        stream.SendAsync(writer => JsonAnswers.WriteError(writer, failure.Type, message, failure.Code));

    private Task ChunkAsync(EventStream stream, string? reason, Action<Utf8JsonWriter, string> delta, string text = "") => stream.SendAsync(writer =>
    {
        WriteHead(writer, "chat.completion.chunk"u8);
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, 0);
        writer.WriteStartObject("delta"u8);
        delta(writer, text);
        writer.WriteEndObject();
        writer.WriteString("finish_reason"u8, reason);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private void WriteHead(Utf8JsonWriter writer, ReadOnlySpan<byte> kind)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, _id);
        writer.WriteString("object"u8, kind);
        writer.WriteNumber("created"u8, _created);
        writer.WriteString("model"u8, request.Model);
    }

    // OpenAI's interface has no place for them; this is where the services that make pictures put them, and where their clients look.
    private static void WritePictures(Utf8JsonWriter writer, RunEnd end)
    {
        if (end.Pictures.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("images"u8);
        foreach (var (index, picture) in end.Pictures.Index())
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, index);
            writer.WriteString("type"u8, "image_url"u8);
            writer.WriteStartObject("image_url"u8);
            writer.WriteString("url"u8, DataUrl.Of(picture));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter writer, RunEnd end, bool withIndex)
    {
        if (end.ClientCalls.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("tool_calls"u8);
        foreach (var (index, call) in end.ClientCalls.Index())
        {
            writer.WriteStartObject();
            if (withIndex)
            {
                writer.WriteNumber("index"u8, index);
            }

            writer.WriteString("id"u8, call.Id);
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, call.Name);
            writer.WriteString("arguments"u8, call.ArgumentsJson);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter writer, ModelUsage usage)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, usage.Input + usage.CacheRead + usage.CacheWrite);
        writer.WriteNumber("completion_tokens"u8, usage.Output);
        writer.WriteNumber("total_tokens"u8, usage.Total);
        writer.WriteEndObject();
    }

    private static string Reason(RunEnd end) => end.StopReason switch
    {
        "length" => "length",
        "refusal" => "content_filter",
        _ when !end.ClientCalls.IsEmpty => "tool_calls",
        _ => "stop",
    };
}
