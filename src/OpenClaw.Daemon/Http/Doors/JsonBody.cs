using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpenClaw.Daemon.Http.Doors;

/// <summary>Reads a request's JSON within a limit.</summary>
internal static class JsonBody
{
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
            var document = await JsonDocument.ParseAsync(context.Request.Body, s_options, context.RequestAborted);
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
}
