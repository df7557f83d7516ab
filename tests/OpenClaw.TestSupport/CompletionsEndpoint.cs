using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenClaw.TestSupport;

/// <summary>An OpenAI-shaped model endpoint on a free port that streams; what it says is its owner's.</summary>
public sealed class CompletionsEndpoint : IAsyncDisposable
{
    private readonly WebApplication _application;

    private CompletionsEndpoint(WebApplication application) => _application = application;

    /// <summary>Base of the interface, as <c>models.providers</c> wants it.</summary>
    public string Url => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    /// <summary>Starts.</summary>
    /// <param name="answer">Answers a request with <see cref="WriteAsync"/>; a caller that leaves ends it.</param>
    public static async Task<CompletionsEndpoint> StartAsync(Func<JsonElement, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            context.Response.ContentType = "text/event-stream";
            try
            {
                await answer(request.RootElement, context);
                await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The gateway has what it wanted, or is gone; then it will ask again.
            }
        });
        await application.StartAsync();
        return new CompletionsEndpoint(application);
    }

    /// <summary>Sends one piece of the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="delta">The piece, as JSON.</param>
    /// <param name="finish">Why the answer ends here; null when it goes on.</param>
    public static async Task WriteAsync(HttpContext context, string delta, string? finish = null)
    {
        var reason = finish is null ? "null" : $"\"{finish}\"";
        var chunk = $$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{reason}}}]}""" + "\n\n";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(chunk), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>A message's text, in either form in which it is sent.</summary>
    public static string TextOf(JsonElement message)
    {
        var content = message.GetProperty("content");
        return (content.ValueKind == JsonValueKind.String ? content.GetString() : content[0].GetProperty("text").GetString())!;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
