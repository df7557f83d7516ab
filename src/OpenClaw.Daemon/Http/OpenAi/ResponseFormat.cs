using System.Text;
using System.Text.Json;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.RunCalls;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Writes a response, whole or as the events of its making: one message with one part of text.</summary>
internal sealed class ResponseFormat(OpenAiRequest request, string id, DateTimeOffset createdAt) : IAnswerFormat
{
    private readonly string _messageId = $"msg_{SessionChoice.NewId()}";
    private readonly long _created = createdAt.ToUnixTimeSeconds();
    private readonly StringBuilder _text = new();
    private int _sequence;

    /// <inheritdoc/>
    public void WriteWhole(Utf8JsonWriter writer, RunEnd end) => WriteResponse(writer, StatusOf(end), end.Text, end.Usage, null);

    /// <inheritdoc/>
    public async Task BeginAsync(EventStream stream)
    {
        await SendAsync(stream, "response.created", writer => WriteNested(writer, "in_progress", null, null, null));
        await SendAsync(stream, "response.in_progress", writer => WriteNested(writer, "in_progress", null, null, null));
        await SendAsync(stream, "response.output_item.added", writer =>
        {
            writer.WriteNumber("output_index"u8, 0);
            writer.WritePropertyName("item"u8);
            WriteMessage(writer, "in_progress", null);
        });
        await SendAsync(stream, "response.content_part.added", writer => WritePartEvent(writer, ""));
    }

    /// <inheritdoc/>
    public Task DeltaAsync(EventStream stream, string text)
    {
        _text.Append(text);
        return SendAsync(stream, "response.output_text.delta", writer =>
        {
            WritePlace(writer);
            writer.WriteString("delta"u8, text);
            WriteNone(writer, "logprobs"u8);
        });
    }

    /// <inheritdoc/>
    public async Task EndAsync(EventStream stream, RunEnd end)
    {
        var text = _text.ToString();
        await SendAsync(stream, "response.output_text.done", writer =>
        {
            WritePlace(writer);
            writer.WriteString("text"u8, text);
            WriteNone(writer, "logprobs"u8);
        });
        await SendAsync(stream, "response.content_part.done", writer => WritePartEvent(writer, text));
        await SendAsync(stream, "response.output_item.done", writer =>
        {
            writer.WriteNumber("output_index"u8, 0);
            writer.WritePropertyName("item"u8);
            WriteMessage(writer, StatusOf(end), text);
        });
        await SendAsync(
            stream, StatusOf(end) == "completed" ? "response.completed" : "response.incomplete", writer => WriteNested(writer, StatusOf(end), text, end.Usage, null));
    }

    /// <inheritdoc/>
    public Task FailAsync(EventStream stream, string message) =>
        SendAsync(stream, "response.failed", writer => WriteNested(writer, "failed", _text.ToString(), null, message));

    private static string StatusOf(RunEnd end) => end.StopReason == "length" ? "incomplete" : "completed";

    private Task SendAsync(EventStream stream, string type, Action<Utf8JsonWriter> write) => stream.SendAsync(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteNumber("sequence_number"u8, _sequence++);
            write(writer);
            writer.WriteEndObject();
        },
        type);

    private void WriteNested(Utf8JsonWriter writer, string status, string? text, ModelUsage? usage, string? failure)
    {
        writer.WritePropertyName("response"u8);
        WriteResponse(writer, status, text, usage, failure);
    }

    private void WriteResponse(Utf8JsonWriter writer, string status, string? text, ModelUsage? usage, string? failure)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("object"u8, "response"u8);
        writer.WriteNumber("created_at"u8, _created);
        writer.WriteString("status"u8, status);
        writer.WritePropertyName("error"u8);
        if (failure is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, "server_error"u8);
            writer.WriteString("message"u8, failure);
            writer.WriteEndObject();
        }

        writer.WritePropertyName("incomplete_details"u8);
        if (status == "incomplete")
        {
            writer.WriteStartObject();
            writer.WriteString("reason"u8, "max_output_tokens"u8);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteString("model"u8, request.Model);
        writer.WriteStartArray("output"u8);
        if (text is not null)
        {
            WriteMessage(writer, status == "failed" ? "incomplete" : status, text);
        }

        writer.WriteEndArray();
        writer.WriteString("previous_response_id"u8, request.PreviousResponse);
        writer.WriteBoolean("parallel_tool_calls"u8, true);
        writer.WriteString("tool_choice"u8, "auto"u8);
        WriteNone(writer, "tools"u8);
        writer.WriteStartObject("metadata"u8);
        writer.WriteEndObject();
        WriteUsage(writer, usage);
        writer.WriteEndObject();
    }

    private void WriteMessage(Utf8JsonWriter writer, string status, string? text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("id"u8, _messageId);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteString("status"u8, status);
        writer.WriteStartArray("content"u8);
        if (text is not null)
        {
            WritePart(writer, text);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WritePartEvent(Utf8JsonWriter writer, string text)
    {
        WritePlace(writer);
        writer.WritePropertyName("part"u8);
        WritePart(writer, text);
    }

    private void WritePlace(Utf8JsonWriter writer)
    {
        writer.WriteString("item_id"u8, _messageId);
        writer.WriteNumber("output_index"u8, 0);
        writer.WriteNumber("content_index"u8, 0);
    }

    private static void WritePart(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "output_text"u8);
        writer.WriteString("text"u8, text);
        WriteNone(writer, "annotations"u8);
        WriteNone(writer, "logprobs"u8);
        writer.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter writer, ModelUsage? usage)
    {
        writer.WritePropertyName("usage"u8);
        if (usage is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("input_tokens"u8, usage.Input + usage.CacheRead + usage.CacheWrite);
        writer.WriteStartObject("input_tokens_details"u8);
        writer.WriteNumber("cached_tokens"u8, usage.CacheRead);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens"u8, usage.Output);
        writer.WriteStartObject("output_tokens_details"u8);
        writer.WriteNumber("reasoning_tokens"u8, 0);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens"u8, usage.Total);
        writer.WriteEndObject();
    }

    private static void WriteNone(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }
}
