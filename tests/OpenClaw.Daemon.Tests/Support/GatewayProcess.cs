using System.Diagnostics;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>The gateway as its users run it: the command line of this build, in a process and a home directory of its own.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly System.Diagnostics.Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _lines = [];

    private GatewayProcess(System.Diagnostics.Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public IReadOnlyList<string> Lines => _lines;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>openclaw gateway …</c>.</summary>
    /// <remarks>Tests that run in the background of a script ignore SIGINT, and so would their children; where the system's env can undo that, it does.</remarks>
    public static GatewayProcess Start(string home, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(OperatingSystem.IsLinux() ? new ProcessStartInfo("env", ["--default-signal=INT", Executable()]) : new ProcessStartInfo(Executable()), home, environment, arguments);

    /// <summary>Starts it so that no file can grow beyond a size, which is what a full disk is to who writes. <see cref="LiftLimit"/> ends that.</summary>
    /// <remarks>The runtime's own double mapping of code is a file of gigabytes to the kernel, so it is switched off.</remarks>
    public static GatewayProcess StartOnSmallDisk(string home, int kilobytes, params string[] arguments) =>
        Start(new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -S -f {kilobytes}; exec \"$0\" \"$@\"", Executable()]), home, new Dictionary<string, string>(), arguments);

    private static GatewayProcess Start(ProcessStartInfo start, string home, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OPENCLAW_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = home;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add("gateway");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new GatewayProcess(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>Waits for a line on stdout.</summary>
    public async Task<string> WaitForLineAsync(string part)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _lines.Add(line);
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the gateway ended before \"{part}\": {string.Join('\n', _lines)}\n{await _error}");
    }

    /// <summary>The disk has room again.</summary>
    public void LiftLimit()
    {
        using var prlimit = System.Diagnostics.Process.Start("prlimit", ["--pid", $"{_process.Id}", "--fsize=unlimited:"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }

    public void Signal(string name) => System.Diagnostics.Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits for the end and gives exit code and stderr.</summary>
    public async Task<(int ExitCode, string Error)> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        _lines.AddRange((await _process.StandardOutput.ReadToEndAsync(patience.Token)).Split('\n'));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();

            // It may still write into the folder that the test is about to delete.
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string Executable()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "OpenClaw.Actors.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return Path.Combine(directory, "artifacts", "bin", "OpenClaw.Cli", "release", OperatingSystem.IsWindows() ? "openclaw.exe" : "openclaw");
    }
}
