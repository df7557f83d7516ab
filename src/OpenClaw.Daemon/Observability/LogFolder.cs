using OpenClaw.Configuration;
using OpenClaw.Configuration.Writing;

namespace OpenClaw.Daemon.Observability;

/// <summary>The folder of the day's log files: <c>/tmp/openclaw</c>, or the user's own when that one is not safe.</summary>
internal static class LogFolder
{
    /// <summary>Creates the folder if need be.</summary>
    /// <param name="preferred">The well-known folder.</param>
    /// <param name="paths">Gives the fallback, a folder in the state directory.</param>
    public static string Choose(string preferred, StatePaths paths)
    {
        if (IsOurs(preferred))
        {
            return preferred;
        }

        var own = Path.Combine(paths.StateDirectory, "tmp", "logs");
        PrivateFolder.Create(own);
        return own;
    }

    /// <summary>
    /// A folder in a place where everybody may write is ours if it is no link and we may change its mode, which only its
    /// owner may. Otherwise another user could read our log or make us write where he likes.
    /// </summary>
    private static bool IsOurs(string folder)
    {
        try
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
            {
                return false;
            }

            PrivateFolder.Create(folder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
