using System.Text.RegularExpressions;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Tests;

/// <summary>The list of keys for people against what the readers of the configuration ask for.</summary>
public sealed partial class KeysTests
{
    [Fact]
    public void Every_key_that_is_read_is_in_the_list_and_no_other()
    {
        var listed = KeyCell().Matches(File.ReadAllText(FindList())).SelectMany(match => Expand(match.Groups[1].Value)).ToList();
        var read = Leaves(ConfigurationSchema.Root, "").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Empty(read.Except(listed).Order(StringComparer.Ordinal));
        Assert.Empty(listed.Except(read).Order(StringComparer.Ordinal));
    }

    /// <summary>Paths of the values that have a meaning. A key of the original that loads and changes nothing has no type.</summary>
    private static List<string> Leaves(SettingShape shape, string path)
    {
        var members = ConfigurationSchema.MembersOf(shape).SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}"));
        var values = shape.Values is { } value ? Leaves(value, $"{path}.*") : [];
        var items = shape.Items is { Properties.Count: > 0 } item ? Leaves(item, $"{path}[]") : [];
        List<string> inside = [.. members, .. values, .. items];
        return inside.Count > 0 ? inside : shape.Types.Count > 0 && !shape.Types.SequenceEqual(["object"]) ? [path] : [];
    }

    /// <summary><c>a.{b,c}.d</c> as a.b.d and a.c.d.</summary>
    private static IEnumerable<string> Expand(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return [text];
        }

        var close = text.IndexOf('}', open);
        return text[(open + 1)..close].Split(',').SelectMany(choice => Expand(text[..open] + choice + text[(close + 1)..]));
    }

    private static string FindList()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "OpenClaw.Actors.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return Path.Combine(directory, "src", "OpenClaw.Configuration", "KEYS.md");
    }

    [GeneratedRegex("""^\| `([^`]+)` \|""", RegexOptions.Multiline)]
    private static partial Regex KeyCell();
}
