using System.Collections.Immutable;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Tools.Files;

namespace OpenClaw.Tools.Workspaces;

/// <summary>Finds the skills of a folder.</summary>
internal static class SkillReader
{
    private const int MaxSkills = 200;
    private const int MaxDescriptionChars = 1024;

    /// <summary>Reads <c>NAME/SKILL.md</c> of each folder; what cannot be read is left out.</summary>
    /// <param name="folder">The folder of skills; it need not be there.</param>
    /// <param name="source">Where that is, in the protocol's words.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<ImmutableArray<Skill>> ReadAsync(string folder, string source, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var skills = ImmutableArray.CreateBuilder<Skill>();
        var root = new Workspace(folder);
        List<string> names;
        using (var opened = root.OpenFolder(""))
        {
            names = [.. FolderEntries.Of(opened).Where(static entry => entry.IsFolder).Select(static entry => entry.Name).Order(StringComparer.Ordinal).Take(MaxSkills)];
        }

        foreach (var name in names)
        {
            try
            {
                var bytes = await root.ReadAsync(Path.Combine(name, "SKILL.md"), cancel);
                skills.Add(Parse(name, FileText.Decode(bytes), source, Path.Combine(root.Root, name, "SKILL.md")));
            }
            catch (ToolRefusalException)
            {
                // A folder without a SKILL.md is no skill.
            }
        }

        return skills.ToImmutable();
    }

    private static Skill Parse(string folder, string text, string source, string file)
    {
        var head = FrontMatter.Read(text);
        var description = First(head, "description") ?? "";
        var needs = new SkillNeeds(List(head, "requires.bins"), List(head, "requires.anyBins"), List(head, "requires.env"), List(head, "os"));
        return new Skill(First(head, "name") ?? folder, description.Length <= MaxDescriptionChars ? description : description[..MaxDescriptionChars], source, file)
        {
            Emoji = List(head, "emoji") is [var emoji, ..] ? emoji : null,
            Needs = needs,
            Missing = new SkillNeeds(
                [.. needs.Programs.Where(static program => !IsThere(program))],
                needs.AnyPrograms.IsEmpty || needs.AnyPrograms.Any(IsThere) ? [] : needs.AnyPrograms,
                [.. needs.Variables.Where(static name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))],
                needs.Systems.IsEmpty || needs.Systems.Contains(CurrentSystem, StringComparer.OrdinalIgnoreCase) ? [] : needs.Systems),
        };
    }

    private static string CurrentSystem => OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux";

    private static string? First(Dictionary<string, List<string>> head, string name) =>
        head.TryGetValue(name, out var values) && values is [{ Length: > 0 } first, ..] ? first.Trim() : null;

    /// <summary>The project had other names before; skills of those days still say so.</summary>
    private static ImmutableArray<string> List(Dictionary<string, List<string>> head, string name) =>
        new[] { "openclaw", "clawdbot", "moltbot" }.Select(owner => head.GetValueOrDefault($"metadata.{owner}.{name}")).FirstOrDefault(static list => list is not null) is { } found ? [.. found] : [];

    private static bool IsThere(string program) =>
        program.Length is > 0 and < 200
        && !program.Contains('/', StringComparison.Ordinal)
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
