using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenClaw.Architecture.Tests;

/// <summary>Rules of the tree that no compiler checks.</summary>
public sealed partial class TreeTests
{
    [Fact]
    public void Solution_holds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "OpenClaw.Actors.sln")).Replace('\\', '/');
        var missing = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))
            .Where(file => !solution.Contains(file, StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void Package_versions_stand_in_one_place()
    {
        var offenders = Directory.EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories)
            .Where(file => XDocument.Load(file).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null));

        Assert.Empty(offenders);
    }

    [Fact]
    public void NuGet_config_names_no_source() =>
        Assert.Empty(XDocument.Load(Path.Combine(RepositoryRoot.Path, "NuGet.config")).Descendants("packageSources"));

    [Fact]
    public void Lock_files_name_no_registry_host()
    {
        var offenders = Directory.EnumerateFiles(RepositoryRoot.Path, "package-lock.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains("artifacts", StringComparison.Ordinal))
            .Where(file => RegistryHost().IsMatch(File.ReadAllText(file)));

        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_project_under_src_has_a_readme()
    {
        var missing = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(folder => !File.Exists(Path.Combine(folder, "README.md")))
            .Select(folder => Path.GetRelativePath(RepositoryRoot.Path, folder));

        Assert.Empty(missing);
    }

    [Fact]
    public void Readme_names_every_environment_variable_of_ours()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md"));
        var sources = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
        var variables = sources.SelectMany(static text => OurVariable().Matches(text)).Select(static match => $"OPENCLAW_{match.Groups[1].Value}").Distinct().ToList();

        Assert.Contains("OPENCLAW_GATEWAY_PORT", variables);
        Assert.All(variables, name => Assert.Contains($"`{name}", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void No_folder_is_a_drawer_for_odds_and_ends()
    {
        string[] drawers = ["Helpers", "Utils", "Common", "Managers", "Misc"];
        var offenders = Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, "src"), "*", SearchOption.AllDirectories)
            .Where(folder => drawers.Contains(Path.GetFileName(folder)));

        Assert.Empty(offenders);
    }

    [GeneratedRegex("(?:\"OPENCLAW_|OpenClawVariable\\(\")([A-Z_]+)\"")]
    private static partial Regex OurVariable();

    [GeneratedRegex("\"resolved\"\\s*:\\s*\"https?://")]
    private static partial Regex RegistryHost();
}
