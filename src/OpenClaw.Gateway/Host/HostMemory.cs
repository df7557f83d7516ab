using System.Globalization;

namespace OpenClaw.Gateway.Host;

/// <summary>The machine's memory, in bytes.</summary>
/// <param name="Total">All of it, or what a container's limit leaves of it.</param>
/// <param name="Free">What programs could still have of it, caches counted as free.</param>
internal readonly record struct HostMemory(long Total, long Free)
{
    private const string InfoFile = "/proc/meminfo";

    /// <summary>Reads it now.</summary>
    public static HostMemory Read()
    {
        var known = GC.GetGCMemoryInfo();
        var total = known.TotalAvailableMemoryBytes;
        // The collector's own figure is as old as the last collection; before the first one there is none.
        var free = Available() ?? Math.Max(0, total - known.MemoryLoadBytes);
        return new HostMemory(total, Math.Min(free, total));
    }

    /// <summary><c>MemAvailable</c> of proc(5), which is in KiB; null where there is no such file.</summary>
    private static long? Available()
    {
        try
        {
            var line = File.ReadLines(InfoFile).FirstOrDefault(static line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
            var kibibytes = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
            return long.TryParse(kibibytes, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value * 1024 : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
