using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OpenClaw.Daemon.Http.Doors;

/// <summary>Server-sent events of one answer. Each event is flushed as it is written: waiting for more would hold back what the user reads.</summary>
internal sealed class EventStream
{
    private readonly HttpContext _context;

    private EventStream(HttpContext context) => _context = context;

    /// <summary>Sends the head.</summary>
    public static async Task<EventStream> BeginAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache, no-transform";
        // Reverse proxies would otherwise gather events.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.StartAsync(context.RequestAborted);
        return new EventStream(context);
    }

    /// <summary>Sends one event.</summary>
    /// <param name="write">Writes its data.</param>
    /// <param name="name">Its name; null for none.</param>
    public async Task SendAsync(Action<Utf8JsonWriter> write, string? name = null)
    {
        if (name is not null)
        {
            await _context.Response.WriteAsync($"event: {name}\n", _context.RequestAborted);
        }

        await _context.Response.WriteAsync("data: ", _context.RequestAborted);
        await _context.Response.BodyWriter.WriteAsync(JsonAnswers.Encode(write), _context.RequestAborted);
        await EndEventAsync("\n\n");
    }

    /// <summary>Shows client and proxies that the connection lives. Readers of events pass over it.</summary>
    public Task KeepAliveAsync() => EndEventAsync(": keep-alive\n\n");

    /// <summary>Ends the stream the way in which OpenAI's clients expect it.</summary>
    public Task DoneAsync() => EndEventAsync("data: [DONE]\n\n");

    private async Task EndEventAsync(string text)
    {
        await _context.Response.WriteAsync(text, _context.RequestAborted);
        await _context.Response.Body.FlushAsync(_context.RequestAborted);
    }
}
