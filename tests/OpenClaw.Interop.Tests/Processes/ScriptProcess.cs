using System.Diagnostics;
using System.Text;

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

    /// <summary>Runs a program of tests/peers/clients on lines of input; returns all that it printed.</summary>
    public static async Task<string> FilterAsync(string script, IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo("node", [Paths.Client(script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await using (var input = process.StandardInput)
        {
            foreach (var line in lines)
                await input.WriteLineAsync(line);
        }

        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await errors}");
        return await output;
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
