using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>An endpoint, OpenAI-shaped and Anthropic-shaped, that asks for one tool call after the other, each in an answer of its own, and then says what the last one gave.</summary>
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
        _server.MapPost("/v1/messages", (RequestDelegate)AnswerMessagesAsync);
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

    private async Task AnswerMessagesAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var request = document.RootElement.Clone();
        Requests.Enqueue(request);
        var results = request.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("content"))
            .Where(static content => content.ValueKind == JsonValueKind.Array).SelectMany(static content => content.EnumerateArray())
            .Where(static block => block.GetProperty("type").GetString() == "tool_result").ToList();
        var asks = results.Count < _calls.Length;
        context.Response.ContentType = "text/event-stream";
        await SendAsync(context, "message_start", new
        {
            type = "message_start",
            message = new { id = "msg_1", type = "message", role = "assistant", model = "m", content = Array.Empty<object>(), usage = new { input_tokens = 7, output_tokens = 1 } },
        });
        if (asks)
        {
            var (tool, arguments) = _calls[results.Count];
            await SendAsync(context, "content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "tool_use", id = $"toolu_{results.Count + 1}", name = tool, input = new { } } });
            await SendAsync(context, "content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "input_json_delta", partial_json = arguments } });
        }
        else
        {
            await SendAsync(context, "content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } });
            await SendAsync(context, "content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text = "It said: " + (results.Count > 0 ? results[^1].ToString() : "nothing") } });
        }

        await SendAsync(context, "content_block_stop", new { type = "content_block_stop", index = 0 });
        await SendAsync(context, "message_delta", new { type = "message_delta", delta = new { stop_reason = asks ? "tool_use" : "end_turn" }, usage = new { output_tokens = 5 } });
        await SendAsync(context, "message_stop", new { type = "message_stop" });
    }

    private static Task SendAsync(HttpContext context, string name, object data) =>
        context.Response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data)}\n\n");

    private static Task SendAsync(HttpContext context, object delta, string? reason)
    {
        var chunk = new { id = "r1", @object = "chat.completion.chunk", created = 1, model = "m", choices = new[] { new { index = 0, delta, finish_reason = reason } } };
        return context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
    }
}
