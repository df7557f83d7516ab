using OpenClaw.Configuration.Writing;

namespace OpenClaw.Configuration.Tests.Writing;

public sealed class PrivateFolderTests
{
    [Fact]
    public void What_is_created_on_the_way_is_private_too()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var root = Directory.CreateTempSubdirectory("openclaw-private-").FullName;
        try
        {
            PrivateFolder.Create(Path.Combine(root, "state", "tmp", "locks"));
            foreach (var folder in new[] { "state", "state/tmp", "state/tmp/locks" })
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(root, folder)));
            }

            PrivateFolder.Create(Path.Combine(root, "state"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
