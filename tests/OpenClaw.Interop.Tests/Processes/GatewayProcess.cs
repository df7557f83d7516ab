using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OpenClaw.TestSupport;

namespace OpenClaw.Interop.Tests.Processes;

/// <summary>The gateway as users run it: the executable in a process of its own, with its own home directory.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    public const string Token = "interop-token";
    private const int Terminate = 15;

    private readonly DirectoryInfo _home;
    private readonly bool _ownsHome;
    private readonly Process _process;

    private GatewayProcess(DirectoryInfo home, bool ownsHome, int port, Process process)
    {
        _home = home;
        _ownsHome = ownsHome;
        _process = process;
        Port = port;
        Output = new OutputReader(process.StandardOutput);
        Errors = new OutputReader(process.StandardError);
    }

    public int Port { get; }

    public string Home => _home.FullName;

    public string Url => $"ws://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Standard output: the console log.</summary>
    public OutputReader Output { get; }

    public OutputReader Errors { get; }

    /// <summary>Starts a gateway and returns when it serves.</summary>
    /// <param name="config">Text of openclaw.json; null starts unconfigured.</param>
    /// <param name="port">The port; null takes a free one.</param>
    /// <param name="home">A home directory to share with another gateway; null makes one.</param>
    /// <param name="args">The command line; null is <c>gateway</c> with port, token and, without config, --allow-unconfigured.</param>
    /// <param name="environment">More environment variables.</param>
    public static async Task<GatewayProcess> StartAsync(
        string? config = null, int? port = null, DirectoryInfo? home = null, string[]? args = null, Dictionary<string, string>? environment = null)
    {
        var directory = home ?? Directory.CreateTempSubdirectory("openclaw-interop-");
        var chosen = port ?? FreePort.Next();
        if (config is not null)
        {
            Directory.CreateDirectory(Path.Combine(directory.FullName, ".openclaw"));
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, ".openclaw", "openclaw.json"), config);
        }

        args ??= ["gateway", "--port", chosen.ToString(CultureInfo.InvariantCulture), "--token", Token, .. config is null ? (string[])["--allow-unconfigured"] : []];
        var gateway = new GatewayProcess(directory, home is null, chosen, CliProcess.Start(directory.FullName, args, environment));
        try
        {
            await gateway.Output.WaitAsync(static line => line.Contains("Gateway started", StringComparison.Ordinal), "line \"Gateway started\"");
        }
        catch (Exception failure)
        {
            var errors = gateway.Errors.Text;
            await gateway.DisposeAsync();
            throw new InvalidOperationException($"the gateway did not start: {failure.Message}\n{errors}", failure);
        }

        return gateway;
    }

    /// <summary>Sends SIGTERM and returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        Assert.Equal(0, kill(_process.Id, Terminate));
        await _process.WaitForExitAsync().WaitAsync(OutputReader.Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (_ownsHome)
            _home.Delete(recursive: true);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
