using System.Globalization;
using System.Runtime.InteropServices;

namespace OpenClaw.Daemon.Process;

/// <summary>What the process holds in memory and does not need while it rests.</summary>
internal static class ResidentMemory
{
    private const string Mappings = "/proc/self/maps";
    private const int DontNeed = 4;   // MADV_DONTNEED of <asm-generic/mman-common.h>

    /// <summary>
    /// Gives back the heap that is garbage, and on Linux the pages of files that are mapped shared and read-only: the metadata of the program's assemblies,
    /// which loading a type reads once. Such a page can be dropped at any time: who needs it again finds it in the system's cache.
    /// </summary>
    /// <returns>How many bytes of mappings were given back; 0 where the system does not tell of its mappings as Linux does.</returns>
    /// <remarks>
    /// A pause of some tens of milliseconds. Code is left where it is: it is mapped private, where a page that the loader changed would be lost. A mapping that
    /// the system does not let go of (a locked one) stays.
    /// </remarks>
    public static long GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux() || !File.Exists(Mappings))
        {
            return 0;
        }

        string[] mappings;
        try
        {
            mappings = File.ReadAllLines(Mappings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No file can be opened now, or the system hides it; the heap is given back in any case.
            return 0;
        }

        var given = 0L;
        foreach (var line in mappings)
        {
            var (start, length) = SharedReadOnlyFile(line);
            if (length > 0 && Native.Advise(start, length, DontNeed) == 0)
            {
                given += (long)length;
            }
        }

        return given;
    }

    /// <summary>The range of a mapping, when it is a file's, shared and only readable.</summary>
    /// <param name="line">A line of proc_pid_maps(5): <c>address perms offset dev inode pathname</c>.</param>
    internal static (nint Start, nuint Length) SharedReadOnlyFile(string line)
    {
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [var range, "r--s", _, _, not "0", var path] || !path.TrimStart().StartsWith('/'))
        {
            return default;
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var start = ulong.Parse(range.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var end = ulong.Parse(range.AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return ((nint)start, (nuint)(end - start));
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "madvise")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Advise(nint address, nuint length, int advice);
    }
}
