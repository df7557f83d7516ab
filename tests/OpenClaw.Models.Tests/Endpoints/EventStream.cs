using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace OpenClaw.Models.Tests.Endpoints;

internal static class EventStream
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Begin(HttpContext context) => context.Response.ContentType = "text/event-stream";

    public static async Task WriteAsync(HttpContext context, object data, string? name = null)
    {
        var line = data as string ?? JsonSerializer.Serialize(data, Options);
        await context.Response.WriteAsync((name is null ? "" : $"event: {name}\n") + $"data: {line}\n\n");
        await context.Response.Body.FlushAsync();
    }

    public static string? Bearer(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? header.Replace("Bearer ", "", StringComparison.Ordinal) : null;
}
