using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akka.Runtime.Tests.Surface;

/// <summary>
/// The public surface of the runtime is approved text: a line that comes or goes is a decision, made in the commit of its caller.
/// <c>ACCEPT_SURFACE=1 ./scripts/test Akka.Runtime.Tests</c> writes the files anew.
/// </summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData("Akka")]
    [InlineData("Akka.Streams")]
    [InlineData("Akka.Persistence")]
    [InlineData("Akka.Hosting")]
    [InlineData("Akka.TestKit")]
    [InlineData("Akka.TestKit.Xunit2")]
    [InlineData("Akka.Streams.TestKit")]
    [InlineData("Akka.Hosting.TestKit")]
    [InlineData("Akka.Persistence.Hosting")]
    [InlineData("Akka.Persistence.TCK")]
    [InlineData("Akka.Persistence.TestKit")]
    [InlineData("Akka.Persistence.TestKit.Xunit2")]
    public void The_public_surface_is_the_approved_one(string package)
    {
        var actual = SurfacePrinter.Print(Assembly.Load("OpenClaw.Runtime." + package));
        var path = Path.Combine(Folder(), package + ".Surface.txt");
        if (Environment.GetEnvironmentVariable("ACCEPT_SURFACE") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        var approved = File.Exists(path) ? File.ReadAllLines(path) : [];
        var lines = actual.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var added = lines.Except(approved).Select(line => "+ " + line);
        var removed = approved.Except(lines).Select(line => "- " + line);
        var difference = string.Join('\n', added.Concat(removed).Take(40));
        Assert.True(difference.Length == 0 && lines.SequenceEqual(approved), $"The surface of {package} changed; accept it with ACCEPT_SURFACE=1.\n{difference}");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
