using System.Globalization;

namespace OpenClaw.Daemon.Process;

/// <summary>How many files and sockets the process may have open, and how many of them are for connections.</summary>
/// <remarks>
/// A process that has none left is not one that works badly: the runtime cannot start a thread or load a method and ends itself. So what strangers can take
/// is kept below the limit.
/// </remarks>
internal static class FileDescriptors
{
    private const string LimitsFile = "/proc/self/limits";
    private const string LimitName = "Max open files";

    /// <summary>What a gateway without clients has open (170: mappings of its own image, journal, log, pipes), and room for runs, tools and their processes.</summary>
    private const int OwnUse = 430;

    /// <summary>Less would be of no use to anybody.</summary>
    private const int FewestConnections = 16;

    /// <summary>The limit; null where the system does not tell as Linux does.</summary>
    public static int? Limit()
    {
        try
        {
            return ParseLimit(File.ReadAllText(LimitsFile).Split('\n'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Connections that leave the gateway what it needs itself.</summary>
    /// <param name="limit">Files that the process may have open; null if unknown.</param>
    /// <param name="most">Connections where there is no shortage.</param>
    public static int ConnectionsWithin(int? limit, int most) =>
        limit is { } files ? Math.Clamp(files - OwnUse, FewestConnections, most) : most;

    /// <summary>The soft limit of proc_pid_limits(5), which the runtime raises to the hard one when it starts.</summary>
    internal static int? ParseLimit(IEnumerable<string> lines)
    {
        var soft = lines.FirstOrDefault(static line => line.StartsWith(LimitName, StringComparison.Ordinal))?[LimitName.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? (int)Math.Min(value, int.MaxValue) : null;
    }
}
