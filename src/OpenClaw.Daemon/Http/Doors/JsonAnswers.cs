using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Daemon.Http.Doors;

/// <summary>Answers in JSON. Errors have the shape that clients of OpenAI's interfaces read: <c>{"error":{"message","type"}}</c>, with a <c>code</c> where there is one.</summary>
internal static class JsonAnswers
{
    private const string JsonType = "application/json; charset=utf-8";

    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Encodes one document.</summary>
    public static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Answers with a document.</summary>
    public static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var body = Encode(write);
        context.Response.StatusCode = status;
        context.Response.ContentType = JsonType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Answers with an error.</summary>
    public static Task ErrorAsync(HttpContext context, int status, string type, string message, TimeSpan? retryAfter = null, string? code = null)
    {
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Max(1, wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, status, writer => WriteError(writer, type, message, code));
    }

    /// <summary>Answers a request that the gateway refused with the status that means the same.</summary>
    public static Task RefusalAsync(HttpContext context, ProtocolError error)
    {
        var (status, type) = error.Code switch
        {
            ErrorCodes.InvalidRequest => (StatusCodes.Status400BadRequest, "invalid_request_error"),
            ErrorCodes.AgentTimeout => (StatusCodes.Status504GatewayTimeout, "timeout_error"),
            _ => (StatusCodes.Status503ServiceUnavailable, "unavailable"),
        };
        return ErrorAsync(context, status, type, error.Message, error.RetryAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
    }

    /// <summary>405.</summary>
    public static Task RefuseMethodAsync(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return ErrorAsync(context, StatusCodes.Status405MethodNotAllowed, "invalid_request_error", "Method Not Allowed");
    }

    /// <summary>Writes <c>{"error":{...}}</c>.</summary>
    public static void WriteError(Utf8JsonWriter writer, string type, string message, string? code = null)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, message);
        writer.WriteString("type"u8, type);
        if (code is not null)
        {
            writer.WriteString("code"u8, code);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
