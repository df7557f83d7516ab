using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.TestSupport;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>
/// An OpenAI-compatible model whose answers take as long as the question says: <c>stream N RATE</c> is N tokens at RATE a second, <c>block SECONDS</c> asks for a tool that sleeps.
/// It remembers when each answer's first token left.
/// </summary>
internal sealed class StreamingModel : IAsyncDisposable
{
    private CompletionsEndpoint _endpoint = null!;

    /// <summary>Base of the interface, as <c>models.providers</c> wants it.</summary>
    public string Url => _endpoint.Url;

    /// <summary>When the first and the last token of an answer left, by the question's last word; <see cref="Stopwatch"/> ticks.</summary>
    public ConcurrentDictionary<string, (long First, long Last)> Sent { get; } = new();

    /// <summary>Starts on a free port.</summary>
    public static async Task<StreamingModel> StartAsync()
    {
        var model = new StreamingModel();
        model._endpoint = await CompletionsEndpoint.StartAsync(model.AnswerAsync);
        return model;
    }

    public ValueTask DisposeAsync() => _endpoint.DisposeAsync();

    private async Task AnswerAsync(JsonElement request, HttpContext context)
    {
        var last = request.GetProperty("messages").EnumerateArray().Last();
        var words = CompletionsEndpoint.TextOf(last).Split(' ');
        if (last.GetProperty("role").GetString() == "user" && words is ["block", var seconds, ..])
        {
            var arguments = JsonSerializer.Serialize($$"""{"command":"sleep {{seconds}}"}""");
            await CompletionsEndpoint.WriteAsync(context, $$$"""{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"exec","arguments":{{{arguments}}}}}]}""");
            await CompletionsEndpoint.WriteAsync(context, "{}", "tool_calls");
        }
        else
        {
            await StreamAsync(context, words);
            await CompletionsEndpoint.WriteAsync(context, "{}", "stop");
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
            await CompletionsEndpoint.WriteAsync(context, $$"""{"content":"tok{{i}} "}""");
            first = i == 0 ? Stopwatch.GetTimestamp() : first;
            var due = TimeSpan.FromSeconds((i + 1) / rate) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due, context.RequestAborted);
            }
        }

        Sent[words[^1]] = (first, Stopwatch.GetTimestamp());
    }
}
