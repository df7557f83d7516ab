using System.Globalization;
using System.Text.Json;

namespace OpenClaw.Daemon.Process;

/// <summary>What a lock file says about its owner.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTime">Start of the process in clock ticks since boot (Linux), by which a reused pid is told apart; null elsewhere.</param>
internal sealed record LockRecord(int Pid, long? StartTime)
{
    /// <summary>The record of this process, as JSON.</summary>
    /// <remarks>The original's command line reads it to see whether a gateway runs on this machine, and on which port.</remarks>
    public static byte[] Own(string configPath, string stateDirectory, int port, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("pid", Environment.ProcessId);
            writer.WriteString("createdAt", now.UtcDateTime);
            writer.WriteString("configPath", configPath);
            writer.WriteString("stateDir", stateDirectory);
            writer.WriteNumber("port", port);
            if (ProcessStartTime(Environment.ProcessId) is { } start)
            {
                writer.WriteNumber("startTime", start);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a record; null when the bytes are none.</summary>
    public static LockRecord? Parse(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("pid", out var pid)
                || pid.ValueKind != JsonValueKind.Number || !pid.TryGetInt32(out var id))
            {
                return null;
            }

            var hasStart = root.TryGetProperty("startTime", out var start) && start.ValueKind == JsonValueKind.Number;
            return new LockRecord(id, hasStart && start.TryGetInt64(out var ticks) ? ticks : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether another process wrote this and still runs.</summary>
    public bool IsAliveElsewhere()
    {
        if (Pid == Environment.ProcessId || Pid <= 0)
        {
            return false;
        }

        if (OperatingSystem.IsLinux())
        {
            return ProcessStartTime(Pid) is { } start && (StartTime is null || StartTime == start);
        }

        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Field 22 of /proc/PID/stat (proc(5)); null when there is no such process or no such file system.</summary>
    private static long? ProcessStartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The second field is the program's name in parentheses and may hold blanks and parentheses itself.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields.Length > 19 && long.TryParse(fields[22 - 3], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
