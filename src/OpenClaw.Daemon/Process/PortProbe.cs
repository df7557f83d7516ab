using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace OpenClaw.Daemon.Process;

/// <summary>Who has a TCP port of this machine.</summary>
internal static class PortProbe
{
    /// <summary>Whether somebody listens on an address or on all.</summary>
    public static bool IsListening(IPAddress address, int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Any(listener => listener.Port == port && (listener.Address.Equals(address) || listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any)));

    /// <summary>The process that listens on a port, where /proc tells (Linux, own processes); null when unknown.</summary>
    public static (int Pid, string Command)? Holder(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var inodes = ListeningInodes(port);
        foreach (var directory in inodes.Count == 0 ? [] : Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && HasSocket(directory, inodes))
            {
                return (pid, Command(directory));
            }
        }

        return null;
    }

    /// <summary>Inodes of the sockets in state LISTEN (0A) on a port; columns as in proc_net_tcp.</summary>
    private static HashSet<string> ListeningInodes(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return
        [
            .. new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 9 && fields[3] == "0A" && fields[1].EndsWith(suffix, StringComparison.Ordinal))
                .Select(fields => $"socket:[{fields[9]}]"),
        ];
    }

    private static bool HasSocket(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has just ended.
            return false;
        }
    }

    private static string Command(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').Trim() is { Length: > 0 } command
                ? command.Length <= 120 ? command : command[..120] + "..."
                : "unknown";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
