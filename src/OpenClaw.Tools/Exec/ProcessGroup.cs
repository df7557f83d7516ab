using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OpenClaw.Tools.Exec;

/// <summary>A process and all that it starts, as one thing that can be ended.</summary>
/// <remarks>
/// On Unix the process leads a session of its own (<c>setsid</c>), so that one signal reaches it and everything below it that has not gone into yet another
/// session. Where there is no <c>setsid</c> the tree of processes is ended one by one.
/// </remarks>
internal static class ProcessGroup
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    private static readonly string? s_setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>Prepares the start of a command line by the shell.</summary>
    public static ProcessStartInfo Shell(string commandLine) => OperatingSystem.IsWindows()
        ? new ProcessStartInfo("cmd.exe", ["/d", "/s", "/c", commandLine])
        : s_setsid is null ? new ProcessStartInfo("/bin/sh", ["-c", commandLine]) : new ProcessStartInfo(s_setsid, ["/bin/sh", "-c", commandLine]);

    /// <summary>Asks everything to end.</summary>
    public static void Terminate(Process process)
    {
        if (s_setsid is null || OperatingSystem.IsWindows() || !Signal(process, SigTerm))
        {
            KillTree(process);
        }
    }

    /// <summary>Ends everything at once, also what is left when the first process has ended already.</summary>
    public static void Kill(Process process)
    {
        if (s_setsid is null || OperatingSystem.IsWindows() || !Signal(process, SigKill))
        {
            KillTree(process);
        }
    }

    /// <summary>False when there is no such group: nothing is left of it, or the process did not come so far as to lead it.</summary>
    private static bool Signal(Process process, int signal) => Native.Kill(-process.Id, signal) == 0;

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended on its own.
        }
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int process, int signal);
    }
}
