using System.Text;
using OpenClaw.Protocol.Methods.Logs;

namespace OpenClaw.Daemon.Logs;

/// <summary>Reads the end of the log file, or what was added since a cursor.</summary>
internal static class LogTail
{
    private const int DefaultLimit = 500;
    private const int DefaultMaxBytes = 250_000;

    /// <summary>Reads.</summary>
    /// <param name="path">The file of today; when it is missing, the newest of its folder is read instead.</param>
    /// <param name="query">Cursor and limits.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LogsTailResult Read(string path, LogsTailParams query)
    {
        path = Existing(path);
        var limit = query.Limit ?? DefaultLimit;
        var maxBytes = query.MaxBytes ?? DefaultMaxBytes;
        if (!File.Exists(path))
        {
            return new LogsTailResult { File = path, Cursor = 0, Size = 0, Lines = [], Truncated = false, Reset = false };
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var size = file.Length;
        var start = Math.Max(0, size - maxBytes);
        // A cursor past the end means another file; one too far behind would leave a hole. Both begin anew.
        var reset = query.Cursor is { } cursor && (cursor > size || cursor < start);
        var follows = query.Cursor is not null && !reset;
        if (follows)
        {
            start = query.Cursor!.Value;
        }

        var bytes = new byte[size - start];
        file.Seek(start, SeekOrigin.Begin);
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = bytes.AsSpan(0, count);

        // A line that is still being written is left for the next call.
        var end = text.LastIndexOf((byte)'\n') + 1;
        var cutAtStart = !follows && start > 0;
        var begin = cutAtStart ? text.IndexOf((byte)'\n') + 1 : 0;
        var lines = end > begin ? Encoding.UTF8.GetString(text[begin..end]).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        var tooMany = lines.Length > limit;
        return new LogsTailResult
        {
            File = path,
            Cursor = start + end,
            Size = size,
            Lines = tooMany ? lines[^limit..] : lines,
            Truncated = cutAtStart || tooMany,
            Reset = reset,
        };
    }

    private static string Existing(string path)
    {
        if (File.Exists(path) || Path.GetDirectoryName(path) is not { } folder || !Directory.Exists(folder))
        {
            return path;
        }

        // Just after midnight today's file may not exist yet.
        return new DirectoryInfo(folder).EnumerateFiles("openclaw-*.log").MaxBy(file => file.LastWriteTimeUtc)?.FullName ?? path;
    }
}
