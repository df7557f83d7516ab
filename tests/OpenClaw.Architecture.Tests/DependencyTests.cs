using System.Xml.Linq;

namespace OpenClaw.Architecture.Tests;

/// <summary>The arrows of the tree: a project may use those listed here, and nothing else.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Akka"] = [],
        ["Akka.Persistence"] = ["Akka"],
        ["Akka.Streams"] = ["Akka"],
        ["Akka.Hosting"] = ["Akka"],
        ["Akka.TestKit"] = ["Akka"],
        ["Akka.TestKit.Xunit2"] = ["Akka.TestKit", "Akka"],
        ["Akka.Streams.TestKit"] = ["Akka.Streams", "Akka.TestKit", "Akka"],
        ["Akka.Hosting.TestKit"] = ["Akka.Hosting", "Akka.TestKit.Xunit2"],
        ["Akka.Persistence.Hosting"] = ["Akka.Hosting", "Akka.Persistence"],
        ["Akka.Persistence.TCK"] = ["Akka.Persistence", "Akka.TestKit.Xunit2"],
        ["Akka.Persistence.TestKit"] = ["Akka.Persistence", "Akka.TestKit"],
        ["Akka.Persistence.TestKit.Xunit2"] = ["Akka.Persistence.TestKit", "Akka.TestKit.Xunit2"],
        ["OpenClaw.Configuration"] = [],
        ["OpenClaw.Protocol"] = [],
        ["OpenClaw.Protocol.Generator"] = [],
        ["OpenClaw.Domain"] = [],
        ["OpenClaw.Models"] = ["OpenClaw.Domain"],
        ["OpenClaw.Tools"] = ["OpenClaw.Domain"],
        ["OpenClaw.Persistence"] = ["OpenClaw.Domain", "Akka.Persistence", "Akka"],
        ["OpenClaw.Client"] = ["OpenClaw.Protocol"],
        ["OpenClaw.Gateway"] = ["OpenClaw.Domain", "OpenClaw.Protocol", "OpenClaw.Configuration", "Akka", "Akka.Streams", "Akka.Hosting", "Akka.Persistence"],
        ["OpenClaw.Daemon"] = ["OpenClaw.Gateway", "OpenClaw.Models", "OpenClaw.Tools", "OpenClaw.Persistence", "OpenClaw.Domain", "OpenClaw.Protocol", "OpenClaw.Configuration", "Akka", "Akka.Streams", "Akka.Hosting", "Akka.Persistence"],
        ["OpenClaw.Cli"] = ["OpenClaw.Client", "OpenClaw.Protocol", "OpenClaw.Configuration", "OpenClaw.Daemon"],
    };

    public static TheoryData<string> Projects()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            data.Add(Path.GetRelativePath(RepositoryRoot.Path, file));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_uses_only_what_the_layout_allows(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Assert.True(Arrows.ContainsKey(name), $"{name} has no row in the table of arrows");

        var project = XDocument.Load(Path.Combine(RepositoryRoot.Path, path));
        var used = project.Descendants("ProjectReference").Where(reference => reference.Attribute("OutputItemType") is null)
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(project.Descendants("ActorRuntimeReference").Select(reference => reference.Attribute("Include")!.Value));

        Assert.Empty(used.Except(Arrows[name]));
    }

    [Fact]
    public void Gateway_code_names_the_runtime_only_through_the_switch()
    {
        var direct = Directory.EnumerateFiles(RepositoryRoot.Path, "OpenClaw.*.csproj", SearchOption.AllDirectories)
            .Where(file => XDocument.Load(file).Descendants("ProjectReference").Any(reference => reference.Attribute("Include")!.Value.Contains("runtime", StringComparison.Ordinal)));

        Assert.Empty(direct);
    }

    [Fact]
    public void Runtime_knows_nothing_of_the_gateway()
    {
        var runtime = Path.Combine(RepositoryRoot.Path, "src", "runtime");
        var offenders = Directory.EnumerateFiles(runtime, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(line =>
                line.Contains("OpenClaw", StringComparison.Ordinal) && !line.Contains("OpenClaw.Runtime.", StringComparison.Ordinal)));

        Assert.Empty(offenders.Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)));
    }

    [Theory]
    [InlineData("OpenClaw.Gateway")]
    [InlineData("OpenClaw.Daemon")]
    [InlineData("OpenClaw.Persistence")]
    public void Runtime_hides_its_internals_from_the_gateway(string friend)
    {
        var runtime = Path.Combine(RepositoryRoot.Path, "src", "runtime");
        var offenders = Directory.EnumerateFiles(runtime, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Any(line => line.Contains("InternalsVisibleTo", StringComparison.Ordinal) && line.Contains(friend, StringComparison.Ordinal)));

        Assert.Empty(offenders);
    }
}
