using OpenClaw.Configuration.Writing;

namespace OpenClaw.Cli.Connection.Identity;

/// <summary>A file that only its owner may read.</summary>
internal static class PrivateFile
{
    /// <summary>Its text; null when it is not there.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Replaces it as a whole (0600, in a folder of 0700).</summary>
    public static void Replace(string path, string text)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        PrivateFolder.Create(folder);
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(new FileStream(temporary, options)))
            writer.Write(text);
        File.Move(temporary, path, overwrite: true);
    }
}
