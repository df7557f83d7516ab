using System.Diagnostics;
using System.Globalization;
using OpenClaw.TestSupport;

namespace OpenClaw.Interop.Tests.Processes;

/// <summary>npm's @dwmkerr/mock-llm: an OpenAI-compatible server that echoes, in pieces.</summary>
internal sealed class MockModelProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private MockModelProcess(DirectoryInfo folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        Url = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/v1";
        Output = new OutputReader(process.StandardOutput);
        _ = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Base URL for the provider's configuration.</summary>
    public string Url { get; }

    public OutputReader Output { get; }

    public static async Task<MockModelProcess> StartAsync()
    {
        var main = Paths.Package("@dwmkerr", "mock-llm", "dist", "main.js");
        var folder = Directory.CreateTempSubdirectory("mock-llm-");
        // Small pieces, so that a short answer streams in many.
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mock-llm.yaml"), "streaming:\n  chunkSize: 8\n  chunkIntervalMs: 60\n");
        var port = FreePort.Next();
        var start = new ProcessStartInfo("node", [main]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["HOST"] = "127.0.0.1";
        var server = new MockModelProcess(folder, Process.Start(start)!, port);
        await server.Output.WaitAsync(static line => line.Contains("running", StringComparison.OrdinalIgnoreCase) || line.Contains("listening", StringComparison.OrdinalIgnoreCase), "line that it listens");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
