using System.Text;
using System.Text.Json;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.RunCalls;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Writes a response, whole or as the events of its making: one message with one part of text, then pictures, then the calls of the client's tools.</summary>
internal sealed class ResponseFormat(OpenAiRequest request, string id, DateTimeOffset createdAt) : IAnswerFormat
{
    private readonly string _messageId = $"msg_{SessionChoice.NewId()}";
    private readonly long _created = createdAt.ToUnixTimeSeconds();
    private readonly StringBuilder _text = new();
    private int _sequence;

    /// <inheritdoc/>
    public void WriteWhole(Utf8JsonWriter writer, RunEnd end) => WriteResponse(writer, StatusOf(end), end.Text, end, null);

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
        foreach (var (index, picture) in end.Pictures.Index())
        {
            await SendPictureAsync(stream, picture, index);
        }

        foreach (var (index, call) in end.ClientCalls.Index())
        {
            await SendCallAsync(stream, call, index + end.Pictures.Length + 1);
        }

        await SendAsync(
            stream, StatusOf(end) == "completed" ? "response.completed" : "response.incomplete", writer => WriteNested(writer, StatusOf(end), text, end, null));
    }

    /// <inheritdoc/>
    public Task FailAsync(EventStream stream, RunFailureStatus failure, string message) =>
        SendAsync(stream, "response.failed", writer => WriteNested(writer, "failed", _text.ToString(), null, (failure.Code, message)));

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

    private async Task SendPictureAsync(EventStream stream, MessageContent.Image picture, int index)
    {
        foreach (var (type, status) in new[] { ("response.output_item.added", "in_progress"), ("response.output_item.done", "completed") })
        {
            await SendAsync(stream, type, writer =>
            {
                writer.WriteNumber("output_index"u8, index + 1);
                writer.WritePropertyName("item"u8);
                WritePicture(writer, picture, index, status);
            });
        }
    }

    private void WritePicture(Utf8JsonWriter writer, MessageContent.Image picture, int index, string status)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "image_generation_call"u8);
        writer.WriteString("id"u8, $"ig_{_messageId[4..]}_{index}");
        writer.WriteString("status"u8, status);
        writer.WritePropertyName("result"u8);
        if (status == "completed")
        {
            writer.WriteBase64StringValue(picture.Data.Span);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    private async Task SendCallAsync(EventStream stream, MessageContent.ToolCall call, int index)
    {
        await SendAsync(stream, "response.output_item.added", writer =>
        {
            writer.WriteNumber("output_index"u8, index);
            writer.WritePropertyName("item"u8);
            WriteCall(writer, call, "in_progress");
        });
        foreach (var (type, name) in new[] { ("response.function_call_arguments.delta", "delta"), ("response.function_call_arguments.done", "arguments") })
        {
            await SendAsync(stream, type, writer =>
            {
                writer.WriteString("item_id"u8, ItemId(call));
                writer.WriteNumber("output_index"u8, index);
                writer.WriteString(name, call.ArgumentsJson);
            });
        }

        await SendAsync(stream, "response.output_item.done", writer =>
        {
            writer.WriteNumber("output_index"u8, index);
            writer.WritePropertyName("item"u8);
            WriteCall(writer, call, "completed");
        });
    }

    private static void WriteCall(Utf8JsonWriter writer, MessageContent.ToolCall call, string status)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function_call"u8);
        writer.WriteString("id"u8, ItemId(call));
        writer.WriteString("call_id"u8, call.Id);
        writer.WriteString("name"u8, call.Name);
        writer.WriteString("arguments"u8, status == "in_progress" ? "" : call.ArgumentsJson);
        writer.WriteString("status"u8, status);
        writer.WriteEndObject();
    }

    private static string ItemId(MessageContent.ToolCall call) => $"fc_{call.Id}";

    private void WriteNested(Utf8JsonWriter writer, string status, string? text, RunEnd? end, (string Code, string Message)? failure)
    {
        writer.WritePropertyName("response"u8);
        WriteResponse(writer, status, text, end, failure);
    }

    private void WriteResponse(Utf8JsonWriter writer, string status, string? text, RunEnd? end, (string Code, string Message)? failure)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("object"u8, "response"u8);
        writer.WriteNumber("created_at"u8, _created);
        writer.WriteString("status"u8, status);
        writer.WritePropertyName("error"u8);
        if (failure is not { } told)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, told.Code);
            writer.WriteString("message"u8, told.Message);
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

        foreach (var (index, picture) in (end?.Pictures ?? []).Index())
        {
            WritePicture(writer, picture, index, "completed");
        }

        foreach (var call in end?.ClientCalls ?? [])
        {
            WriteCall(writer, call, "completed");
        }

        writer.WriteEndArray();
        writer.WriteString("previous_response_id"u8, request.PreviousResponse);
        writer.WriteBoolean("parallel_tool_calls"u8, true);
        writer.WriteString("tool_choice"u8, "auto"u8);
        WriteTools(writer);
        writer.WriteStartObject("metadata"u8);
        writer.WriteEndObject();
        WriteUsage(writer, end?.Usage);
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

    // Clients read their answer against the tools that it repeats.
    private void WriteTools(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("tools"u8);
        foreach (var tool in request.Offered.Tools)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteString("name"u8, tool.Name);
            writer.WriteString("description"u8, tool.Description);
            writer.WritePropertyName("parameters"u8);
            writer.WriteRawValue(tool.ParametersSchemaJson);
            writer.WriteBoolean("strict"u8, false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteNone(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }
}
