using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>A model service that does what the last message orders: <c>draw</c> a picture, <c>break off</c>, or answer with an HTTP <c>status N</c>.</summary>
internal sealed class OrderedModelServer : IAsyncDisposable
{
    /// <summary>The picture that it draws.</summary>
    public const string PictureBase64 = "iVBORwEC";

    private readonly WebApplication _server;

    private OrderedModelServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.MapPost("/v1/chat/completions", (RequestDelegate)AnswerAsync);
    }

    /// <summary>Base URL for the configuration.</summary>
    public string BaseUrl => _server.Urls.First() + "/v1";

    public static async Task<OrderedModelServer> StartAsync()
    {
        var server = new OrderedModelServer();
        await server._server.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var order = document.RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
        if (order.StartsWith("status ", StringComparison.Ordinal))
        {
            context.Response.StatusCode = int.Parse(order["status ".Length..], System.Globalization.CultureInfo.InvariantCulture);

            // Longer than a run waits.
            context.Response.Headers.RetryAfter = "3600";
            await context.Response.WriteAsJsonAsync(new { error = new { message = "as ordered" } });
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await SendAsync(context, new { role = "assistant", content = "Here: " }, null);
        if (order == "draw")
        {
            await SendAsync(context, new { images = new[] { new { type = "image_url", image_url = new { url = $"data:image/png;base64,{PictureBase64}" } } } }, null);
            await SendAsync(context, new { }, "stop");
            await context.Response.WriteAsync("data: [DONE]\n\n");
        }
    }

    private static Task SendAsync(HttpContext context, object delta, string? reason)
    {
        var chunk = new { id = "r1", @object = "chat.completion.chunk", created = 1, model = "m", choices = new[] { new { index = 0, delta, finish_reason = reason } } };
        return context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
    }
}
