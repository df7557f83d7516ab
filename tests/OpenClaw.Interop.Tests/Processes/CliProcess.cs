using System.Collections;
using System.Diagnostics;

namespace OpenClaw.Interop.Tests.Processes;

/// <summary>Runs the executable under test as a command.</summary>
internal static class CliProcess
{
    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string home, string[] args, Dictionary<string, string>? environment = null)
    {
        using var process = Start(home, args, environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(OutputReader.Patience);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command with a home directory of its own and none of this process's OPENCLAW_ variables.</summary>
    public static Process Start(string home, string[] args, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Paths.OpenClaw, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (((string)variable.Key).StartsWith("OPENCLAW_", StringComparison.Ordinal))
                start.Environment.Remove((string)variable.Key);
        }

        start.Environment["HOME"] = home;
        // The day's log file is in the temporary directory; a run of its own keeps it apart from other tests.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(home, "tmp")).FullName;
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
