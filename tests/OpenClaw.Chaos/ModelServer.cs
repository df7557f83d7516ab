using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.TestSupport;

namespace OpenClaw.Chaos;

/// <summary>A model that outlives the gateway: it streams an answer to each input over a few hundred milliseconds, and asks for a tool when it is offered one.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly string _toolLog;
    private CompletionsEndpoint _endpoint = null!;
    private long _calls;
    private long _toolCalls;

    private ModelServer(string toolLog) => _toolLog = toolLog;

    /// <summary>Base of the interface, as <c>models.providers</c> wants it.</summary>
    public string Url => _endpoint.Url;

    /// <summary>Calls that came.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Tool calls that it asked for.</summary>
    public long ToolCalls => Interlocked.Read(ref _toolCalls);

    /// <summary>Starts on a free port.</summary>
    /// <param name="toolLog">File to which each tool call appends its id: one line an execution.</param>
    public static async Task<ModelServer> StartAsync(string toolLog)
    {
        var server = new ModelServer(toolLog);
        server._endpoint = await CompletionsEndpoint.StartAsync(server.AnswerAsync);
        return server;
    }

    public ValueTask DisposeAsync() => _endpoint.DisposeAsync();

    private async Task AnswerAsync(JsonElement request, HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        var messages = request.GetProperty("messages").EnumerateArray().ToList();
        var id = CompletionsEndpoint.TextOf(messages.Last(static message => message.GetProperty("role").GetString() == "user"));
        var canExecute = request.TryGetProperty("tools", out var tools)
            && tools.EnumerateArray().Any(static tool => tool.GetProperty("function").GetProperty("name").GetString() == "exec");
        if (canExecute && messages[^1].GetProperty("role").GetString() == "user")
        {
            // It takes a while, so that many a stop falls behind its effect and before its answer.
            var call = Interlocked.Increment(ref _toolCalls);
            var arguments = JsonSerializer.Serialize(new Dictionary<string, string> { ["command"] = $"echo '{id}#{call}' >> '{_toolLog}'; sleep 0.3" });
            await CompletionsEndpoint.WriteAsync(
                context, $$$$"""{"tool_calls":[{"index":0,"id":"call_{{{{call}}}}","type":"function","function":{"name":"exec","arguments":{{{{JsonSerializer.Serialize(arguments)}}}}}}]}""");
            await CompletionsEndpoint.WriteAsync(context, "{}", "tool_calls");
        }
        else
        {
            foreach (var word in $"This is the answer to {id} .".Split(' '))
            {
                await CompletionsEndpoint.WriteAsync(context, $$"""{"content":{{JsonSerializer.Serialize(word + " ")}}}""");
                await Task.Delay(25, context.RequestAborted);
            }

            await CompletionsEndpoint.WriteAsync(context, "{}", "stop");
        }
    }
}
