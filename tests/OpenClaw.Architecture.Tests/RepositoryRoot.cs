namespace OpenClaw.Architecture.Tests;

/// <summary>Finds the checkout that the tests run from.</summary>
internal static class RepositoryRoot
{
    /// <summary>Absolute path of the folder that holds <c>OpenClaw.Actors.sln</c>.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OpenClaw.Actors.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"OpenClaw.Actors.sln not found above {AppContext.BaseDirectory}");
    }
}
