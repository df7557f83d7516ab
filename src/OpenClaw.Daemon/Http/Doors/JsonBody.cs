using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Daemon.Http.Doors;

/// <summary>Reads a request's JSON within a limit.</summary>
internal static class JsonBody
{
    private const long FirstBytes = 64 * 1024;
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64 };

    /// <summary>Reads an object, or answers 413 or 400 and gives null.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">Longest body.</param>
    public static async Task<JsonDocument?> ReadObjectAsync(HttpContext context, int maxBytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        try
        {
            var document = JsonDocument.Parse(await ReadAsync(context), s_options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", "The body must be a JSON object");
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status413PayloadTooLarge, "invalid_request_error", $"Payload too large: at most {maxBytes} bytes");
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // A BadHttpRequestException mostly; Kestrel says it with a plain one where the size of a chunk overflows.
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", "The body is incomplete");
        }
        catch (JsonException)
        {
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", "The body is not JSON");
        }

        return null;
    }

    /// <summary>The body, in which every string can be decoded: languages write a text that was cut inside an emoji as half of a pair.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        // What a client announces is no reason to make room for it.
        using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, FirstBytes));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var json = body.GetBuffer().AsMemory(0, (int)body.Length);
        SurrogateEscapes.Repair(json.Span);
        return json;
    }
}
