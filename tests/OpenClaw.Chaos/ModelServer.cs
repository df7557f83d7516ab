using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Chaos;

/// <summary>A model that outlives the gateway: it streams an answer to each input over a few hundred milliseconds, and asks for a tool when it is offered one.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _toolLog;
    private long _calls;
    private long _toolCalls;

    private ModelServer(WebApplication application, string toolLog)
    {
        _application = application;
        _toolLog = toolLog;
    }

    /// <summary>Base of the interface, as <c>models.providers</c> wants it.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Calls that came.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Tool calls that it asked for.</summary>
    public long ToolCalls => Interlocked.Read(ref _toolCalls);

    /// <summary>Starts on a free port.</summary>
    /// <param name="toolLog">File to which each tool call appends its id: one line an execution.</param>
    public static async Task<ModelServer> StartAsync(string toolLog)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new ModelServer(application, toolLog);
        application.MapPost("/v1/chat/completions", server.AnswerAsync);
        await application.StartAsync();
        server.Url = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var messages = request.RootElement.GetProperty("messages").EnumerateArray().ToList();
        var input = messages.Last(static message => message.GetProperty("role").GetString() == "user").GetProperty("content");
        var id = (input.ValueKind == JsonValueKind.String ? input.GetString() : input[0].GetProperty("text").GetString())!;
        var canExecute = request.RootElement.TryGetProperty("tools", out var tools)
            && tools.EnumerateArray().Any(static tool => tool.GetProperty("function").GetProperty("name").GetString() == "exec");
        context.Response.ContentType = "text/event-stream";
        try
        {
            if (canExecute && messages[^1].GetProperty("role").GetString() == "user")
            {
                // It takes a while, so that many a stop falls behind its effect and before its answer.
                var call = Interlocked.Increment(ref _toolCalls);
                var arguments = JsonSerializer.Serialize(new Dictionary<string, string> { ["command"] = $"echo '{id}#{call}' >> '{_toolLog}'; sleep 0.3" });
                await WriteAsync(context, $$$$"""{"tool_calls":[{"index":0,"id":"call_{{{{call}}}}","type":"function","function":{"name":"exec","arguments":{{{{JsonSerializer.Serialize(arguments)}}}}}}]}""", null);
                await WriteAsync(context, "{}", "tool_calls");
            }
            else
            {
                foreach (var word in $"This is the answer to {id} .".Split(' '))
                {
                    await WriteAsync(context, $$"""{"content":{{JsonSerializer.Serialize(word + " ")}}}""", null);
                    await Task.Delay(25, context.RequestAborted);
                }

                await WriteAsync(context, "{}", "stop");
            }

            await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The gateway is gone; it will ask again.
        }
    }

    private static async Task WriteAsync(HttpContext context, string delta, string? finish)
    {
        var reason = finish is null ? "null" : $"\"{finish}\"";
        await context.Response.WriteAsync(
            $$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"chaos","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{reason}}}]}""" + "\n\n",
            context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
