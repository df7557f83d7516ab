using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Gateway.Force;

/// <summary>Asks <c>lsof</c>, and ends processes by signal.</summary>
/// <param name="program">The program to run; a test names its own.</param>
internal sealed class LsofPortProcesses(string program = "lsof") : IPortProcesses
{
    private const int NoSuchProcess = 3;
    private const int Terminate = 15;
    private const int Kill = 9;

    public async Task<IReadOnlyList<PortHolder>> FindListenersAsync(int port, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, ["-nP", $"-iTCP:{port.ToString(CultureInfo.InvariantCulture)}", "-sTCP:LISTEN", "-FpFc"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var lsof = Start(start);
        var errors = lsof.StandardError.ReadToEndAsync(cancellationToken);
        var output = await lsof.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await lsof.WaitForExitAsync(cancellationToken).ConfigureAwait(false);

        // lsof ends with 1 when it finds nothing, and also on errors; only those say something.
        if (lsof.ExitCode > 1 || (lsof.ExitCode == 1 && (await errors.ConfigureAwait(false)).Contains("ermission denied", StringComparison.Ordinal)))
            throw new CliException($"lsof could not tell who listens on port {port}: {(await errors.ConfigureAwait(false)).Trim()}", "FORCE_FAILED");
        return Parse(output);
    }

    public void End(PortHolder holder, bool atOnce)
    {
        if (kill(holder.Pid, atOnce ? Kill : Terminate) == 0 || Marshal.GetLastPInvokeError() == NoSuchProcess)
            return;
        throw new CliException($"{holder} may not be ended: {Marshal.GetLastPInvokeErrorMessage()}", "FORCE_FAILED");
    }

    /// <summary>Reads lsof's field output: a line a field, the first letter names it, <c>p</c> begins a process.</summary>
    internal static IReadOnlyList<PortHolder> Parse(string output)
    {
        var holders = new List<PortHolder>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == 'p' && int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0)
                holders.Add(new PortHolder(pid, "unknown"));
            else if (line[0] == 'c' && line.Length > 1 && holders.Count > 0)
                holders[^1] = holders[^1] with { Command = line[1..] };
        }

        return [.. holders.DistinctBy(static holder => holder.Pid)];
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new CliException("lsof not found; required for --force", "FORCE_FAILED", cause: missing);
        }
    }

    // The framework sends SIGKILL only (Process.Kill); a gateway must get the chance to tell its clients.
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
