using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>
/// An OpenAI-compatible model whose answers take as long as the question says: <c>stream N RATE</c> is N tokens at RATE a second, <c>block SECONDS</c> asks for a tool that sleeps.
/// It remembers when each answer's first token left.
/// </summary>
internal sealed class StreamingModel : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StreamingModel(WebApplication application) => _application = application;

    /// <summary>Base of the interface, as <c>models.providers</c> wants it.</summary>
    public string Url { get; private set; } = "";

    /// <summary>When the first and the last token of an answer left, by the question's last word; <see cref="Stopwatch"/> ticks.</summary>
    public ConcurrentDictionary<string, (long First, long Last)> Sent { get; } = new();

    /// <summary>Starts on a free port.</summary>
    public static async Task<StreamingModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var model = new StreamingModel(application);
        application.MapPost("/v1/chat/completions", model.AnswerAsync);
        await application.StartAsync();
        model.Url = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";
        return model;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var last = request.RootElement.GetProperty("messages").EnumerateArray().Last();
        var content = last.GetProperty("content");
        var words = (content.ValueKind == System.Text.Json.JsonValueKind.String ? content.GetString() : content[0].GetProperty("text").GetString())!.Split(' ');
        context.Response.ContentType = "text/event-stream";
        try
        {
            if (last.GetProperty("role").GetString() == "user" && words is ["block", var seconds, ..])
            {
                var arguments = System.Text.Json.JsonSerializer.Serialize($$"""{"command":"sleep {{seconds}}"}""");
                await WriteAsync(context, $$$"""{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"exec","arguments":{{{arguments}}}}}]}""", "null");
                await WriteAsync(context, "{}", "\"tool_calls\"");
            }
            else
            {
                await StreamAsync(context, words);
                await WriteAsync(context, "{}", "\"stop\"");
            }

            await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The gateway has what it wanted.
        }
    }

    private async Task StreamAsync(HttpContext context, string[] words)
    {
        var (count, rate) = words is ["stream", var tokens, var perSecond, ..]
            ? (int.Parse(tokens, System.Globalization.CultureInfo.InvariantCulture), double.Parse(perSecond, System.Globalization.CultureInfo.InvariantCulture))
            : (1, 1);
        var began = Stopwatch.GetTimestamp();
        long first = 0;
        for (var i = 0; i < count; i++)
        {
            await WriteAsync(context, $$"""{"content":"tok{{i}} "}""", "null");
            first = i == 0 ? Stopwatch.GetTimestamp() : first;
            var due = TimeSpan.FromSeconds((i + 1) / rate) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due, context.RequestAborted);
            }
        }

        Sent[words[^1]] = (first, Stopwatch.GetTimestamp());
    }

    private static async Task WriteAsync(HttpContext context, string delta, string finish)
    {
        var chunk = $$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""" + "\n\n";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(chunk), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
