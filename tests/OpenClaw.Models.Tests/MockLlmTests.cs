using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.TestSupport;

namespace OpenClaw.Models.Tests;

/// <summary>The OpenAI provider against npm's <c>@dwmkerr/mock-llm</c>, a chat completions server that this project did not write.</summary>
public sealed class MockLlmTests : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly CancellationToken _deadline = new CancellationTokenSource(StartLimit).Token;
    private Process? _server;
    private Uri? _address;

    public async Task InitializeAsync()
    {
        var folder = PeersFolder();
        var main = Path.Combine(folder, "node_modules", "@dwmkerr", "mock-llm", "dist", "main.js");
        Assert.True(File.Exists(main), $"{main} is missing: run scripts/install-test-peers");
        var port = FreePort.Next();
        var start = new ProcessStartInfo("node") { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(main);
        start.Environment["PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["HOST"] = "127.0.0.1";
        _server = Process.Start(start)!;
        _ = _server.StandardError.ReadToEndAsync(_deadline);

        // Its own words tell when it listens.
        while (await _server.StandardOutput.ReadLineAsync(_deadline) is { } line)
        {
            if (line.Contains("running", StringComparison.OrdinalIgnoreCase) || line.Contains("listening", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }
        }

        _ = _server.StandardOutput.ReadToEndAsync(_deadline);
        _address = new Uri($"http://127.0.0.1:{port}/v1");
    }

    public async Task DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
    }

    [Fact]
    public async Task A_foreign_server_streams_its_answer()
    {
        var question = string.Join(' ', Enumerable.Range(0, 40).Select(static i => $"word{i}"));
        var options = new ModelProviderOptions("mock", ModelApis.OpenAiCompletions) { BaseUrl = _address };
        var catalog = new ModelCatalog(new ModelsOptions { Providers = [options] }, TimeProvider.System);
        Assert.True(catalog.TryGetProvider(new ModelRef("mock", "gpt-4"), out var provider, out var error), error);

        var pieces = new List<string>();
        ModelEvent? last = null;
        await foreach (var next in provider.StreamAsync(new ModelRequest("gpt-4", [ModelMessage.OfText(ModelRole.User, question)]), _deadline))
        {
            last = next;
            if (next is ModelEvent.TextDelta delta)
            {
                pieces.Add(delta.Text);
            }
        }

        Assert.Equal(question, string.Concat(pieces));
        Assert.True(pieces.Count > 1, "the answer came in one piece");
        Assert.Equal(StopReason.Stop, Assert.IsType<ModelEvent.Completed>(last).Reason);
    }

    private static string PeersFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "peers"));
}
