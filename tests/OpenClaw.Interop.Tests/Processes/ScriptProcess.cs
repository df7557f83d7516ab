using System.Diagnostics;

namespace OpenClaw.Interop.Tests.Processes;

/// <summary>A server of tests/peers/clients that says when it is ready.</summary>
internal sealed class ScriptProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ScriptProcess(Process process) => _process = process;

    /// <summary>Starts a program with node and returns once it has said <paramref name="ready"/>.</summary>
    public static async Task<ScriptProcess> StartAsync(string script, Dictionary<string, string> environment, string ready)
    {
        var start = new ProcessStartInfo("node", [Paths.Client(script)]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new ScriptProcess(Process.Start(start)!);
        await new OutputReader(server._process.StandardOutput).WaitAsync(line => line.Contains(ready, StringComparison.Ordinal), $"line \"{ready}\"");
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
    }
}
