using System.Diagnostics;
using System.Text;

namespace OpenClaw.Protocol.Tests.Schemas;

/// <summary>Runs one of the scripts next to the tests in Node.</summary>
internal static class NodeScript
{
    internal static async Task<string> RunAsync(string script, IEnumerable<string> arguments, IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Schemas", script), Repository.PeersFolder, .. arguments])
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
            {
                await input.WriteLineAsync(line);
            }
        }

        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await errors}");
        return await output;
    }
}
