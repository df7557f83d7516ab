using System.Diagnostics;
using System.Text.Json;
using OpenClaw.Client;

namespace OpenClaw.Interop.Tests.Processes;

/// <summary>A client program that this project did not write, or wrote in another language, driven line by line (tests/peers/clients/lines.mjs).</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly OutputReader _errors;
    private int _lastId;

    private PeerProcess(Process process)
    {
        _process = process;
        Output = new OutputReader(process.StandardOutput);
        _errors = new OutputReader(process.StandardError);
    }

    public OutputReader Output { get; }

    /// <summary>Starts a client program with node.</summary>
    public static PeerProcess Start(string script, string url, string token, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("node", [Paths.Client(script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GATEWAY_URL"] = url;
        start.Environment["GATEWAY_TOKEN"] = token;
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return new PeerProcess(Process.Start(start)!);
    }

    /// <summary>Every line so far.</summary>
    public IReadOnlyList<JsonElement> Lines => [.. Output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The events so far, with their place among the lines.</summary>
    public IReadOnlyList<JsonElement> Events(string name) => [.. Lines.Where(line => line.String("kind") == "event" && line.String("event") == name)];

    /// <summary>Waits for a line of a kind, from index <paramref name="from"/> on.</summary>
    public async Task<(JsonElement Line, int Index)> WaitAsync(string kind, int from = 0, Func<JsonElement, bool>? predicate = null)
    {
        try
        {
            var (line, index) = await Output.WaitAsync(text => Matches(text, kind, predicate), $"line of kind {kind}", from);
            return (JsonDocument.Parse(line).RootElement, index);
        }
        catch (InvalidOperationException ended)
        {
            throw new InvalidOperationException($"{ended.Message}\n{_errors.Text}", ended);
        }
    }

    /// <summary>Waits for an event.</summary>
    public Task<(JsonElement Line, int Index)> EventAsync(string name, int from = 0, Func<JsonElement, bool>? predicate = null) =>
        WaitAsync("event", from, line => line.String("event") == name && (predicate is null || predicate(line.Property("payload"))));

    /// <summary>Calls a method; an error answer is an exception that names its code.</summary>
    public async Task<JsonElement> CallAsync(string method, object? parameters = null, bool final = false)
    {
        var answer = await AnswerAsync(method, parameters, final);
        return answer.String("kind") == "result"
            ? answer.Property("payload")
            : throw new InvalidOperationException($"{method}: {answer.String("code")}: {answer.String("message")}");
    }

    /// <summary>Calls a method that is to be refused; returns code and message.</summary>
    public async Task<(string? Code, string? Message)> RefusedAsync(string method, object? parameters = null)
    {
        var answer = await AnswerAsync(method, parameters, final: false);
        Assert.Equal("error", answer.String("kind"));
        return (answer.String("code"), answer.String("message"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<JsonElement> AnswerAsync(string method, object? parameters, bool final)
    {
        var id = ++_lastId;
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { id, method, @params = parameters ?? new { }, final }));
        await _process.StandardInput.FlushAsync();
        var (line, _) = await Output.WaitAsync(
            text => Matches(text, "result", line => line.Int32("id") == id) || Matches(text, "error", line => line.Int32("id") == id), $"answer to {method}");
        return JsonDocument.Parse(line).RootElement;
    }

    private static bool Matches(string text, string kind, Func<JsonElement, bool>? predicate)
    {
        var line = JsonDocument.Parse(text).RootElement;
        return line.String("kind") == kind && (predicate is null || predicate(line));
    }
}
