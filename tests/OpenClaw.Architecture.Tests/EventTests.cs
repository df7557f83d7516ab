using System.Text.RegularExpressions;

namespace OpenClaw.Architecture.Tests;

/// <summary>hello-ok lists the events that a client may wait for.</summary>
public sealed partial class EventTests
{
    private const string Writer = "HelloOkWriter.cs";

    [Fact]
    public void An_event_that_hello_leaves_out_is_published_nowhere()
    {
        var gateway = Path.Combine(RepositoryRoot.Path, "src", "OpenClaw.Gateway");
        var sources = Directory.EnumerateFiles(gateway, "*.cs", SearchOption.AllDirectories).ToLookup(static file => Path.GetFileName(file) == Writer);
        var leftOut = NamesIn(Assert.Single(sources[true])).ToHashSet();
        Assert.NotEmpty(leftOut);
        foreach (var file in sources[false])
        {
            var published = NamesIn(file).Where(leftOut.Contains).ToList();
            Assert.True(published.Count == 0, $"{Path.GetFileName(file)} publishes {string.Join(", ", published)}, which {Writer} does not list: take it out of its list of what is never sent.");
        }
    }

    private static IEnumerable<string> NamesIn(string file) => EventName().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value);

    [GeneratedRegex(@"EventNames\.(\w+)")]
    private static partial Regex EventName();
}
