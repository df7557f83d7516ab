namespace OpenClaw.Configuration.Writing;

/// <summary>Folders that only their owner may look into.</summary>
public static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder (0700), and those above it that are missing likewise. One that exists is left as it is.</summary>
    /// <exception cref="IOException">It cannot be created; <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // A mode is for the last folder of a path alone; what is created above it would be open to all.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent && !Directory.Exists(parent))
        {
            Create(parent);
        }

        Directory.CreateDirectory(path, OwnerOnly);
    }
}
