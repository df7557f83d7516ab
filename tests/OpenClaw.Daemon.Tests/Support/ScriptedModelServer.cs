using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>An OpenAI-shaped endpoint that asks for one tool call after the other, each in an answer of its own, and then says what the last one gave.</summary>
internal sealed class ScriptedModelServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly (string Tool, string Arguments)[] _calls;

    private ScriptedModelServer((string Tool, string Arguments)[] calls)
    {
        _calls = calls;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.MapPost("/v1/chat/completions", (RequestDelegate)AnswerAsync);
    }

    /// <summary>Base URL for the configuration.</summary>
    public string BaseUrl => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    /// <summary>Bodies of the requests, in order.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    public static async Task<ScriptedModelServer> StartAsync(params (string Tool, string Arguments)[] calls)
    {
        var server = new ScriptedModelServer(calls);
        await server._server.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var request = document.RootElement.Clone();
        Requests.Enqueue(request);
        var messages = request.GetProperty("messages").EnumerateArray().ToList();
        var made = messages.Count(message => message.GetProperty("role").GetString() == "tool");
        context.Response.ContentType = "text/event-stream";
        if (made < _calls.Length)
        {
            var call = new { index = 0, id = $"call_{made + 1}", type = "function", function = new { name = _calls[made].Tool, arguments = _calls[made].Arguments } };
            await SendAsync(context, new { role = "assistant", tool_calls = new[] { call } }, null);
            await SendAsync(context, new { }, "tool_calls");
        }
        else
        {
            await SendAsync(context, new { role = "assistant", content = "It said: " + messages[^1].GetProperty("content") }, null);
            await SendAsync(context, new { }, "stop");
        }

        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static Task SendAsync(HttpContext context, object delta, string? reason)
    {
        var chunk = new { id = "r1", @object = "chat.completion.chunk", created = 1, model = "m", choices = new[] { new { index = 0, delta, finish_reason = reason } } };
        return context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
    }
}
