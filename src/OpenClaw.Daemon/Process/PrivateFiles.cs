namespace OpenClaw.Daemon.Process;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Options of a file that is created for its owner alone (0600).</summary>
    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnlyFile;
        }

        return options;
    }

    /// <summary>Writes a whole file (0600) so that readers see the old or the new text, never half of one.</summary>
    public static void Replace(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (var writer = new StreamWriter(new FileStream(temporary, Options(FileMode.Create, FileAccess.Write, FileShare.None))))
        {
            writer.Write(text);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
