using System.Text;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Writing;

/// <summary>Puts a new configuration file in the place of the old one, whole or not at all, and keeps the last five.</summary>
/// <remarks>
/// The text is written beside the file (0600), flushed to the disk and renamed over it, so that neither a crash nor a reader ever finds half of it. Before
/// that the old one becomes <c>.bak</c>, the one before it <c>.bak.1</c>, and so on up to <c>.bak.4</c>. A symbolic link stays: what it points at is replaced.
/// </remarks>
internal static class ConfigurationFileWriter
{
    private const int Backups = 5;

    /// <summary>Replaces the file.</summary>
    /// <param name="path">The configuration file.</param>
    /// <param name="text">Its new text.</param>
    /// <exception cref="IOException">It cannot be written; the old file stands.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old file stands.</exception>
    public static void Replace(string path, string text)
    {
        var file = IncludeExpander.Resolve(path);
        var folder = Path.GetDirectoryName(file)!;
        if (!Directory.Exists(folder))
        {
            PrivateFolder.Create(folder);
        }

        var temporary = $"{file}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            WritePrivate(temporary, text);
            if (File.Exists(file))
            {
                Rotate(file);
            }

            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Keeps a text that was refused, for the person who wonders where the change went.</summary>
    /// <returns>Where it is.</returns>
    public static string KeepRejected(string path, string text, DateTimeOffset now)
    {
        var kept = $"{IncludeExpander.Resolve(path)}.rejected.{now:yyyyMMdd-HHmmss}";
        WritePrivate(kept, text);
        return kept;
    }

    private static void Rotate(string file)
    {
        for (var i = Backups - 2; i >= 0; i--)
        {
            var from = i == 0 ? $"{file}.bak" : $"{file}.bak.{i}";
            if (File.Exists(from))
            {
                File.Move(from, $"{file}.bak.{i + 1}", overwrite: true);
            }
        }

        WritePrivate($"{file}.bak", File.ReadAllText(file));
    }

    private static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
