using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Gateway.Config;

namespace OpenClaw.Gateway.Tests.Config;

/// <summary>What becomes of a removed agent's folder.</summary>
public sealed class AgentFolderTests : IDisposable
{
    private const int LongestPath = 4095;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("openclaw-agents-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void It_is_kept_under_another_name()
    {
        var loaded = Load(_root.FullName);
        var folder = Directory.CreateDirectory(AgentEdit.DefaultFolder(loaded, "owl")).FullName;
        File.WriteAllText(Path.Combine(folder, "MEMORY.md"), "x");

        var kept = AgentEdit.PutFolderAside(loaded, "owl");

        Assert.StartsWith(folder + ".removed-", kept, StringComparison.Ordinal);
        Assert.Equal("x", File.ReadAllText(Path.Combine(kept!, "MEMORY.md")));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void One_that_cannot_be_renamed_stays_and_the_agent_goes_all_the_same()
    {
        // So deep that the new name, which is longer, is one that no file may have: the same for every user, root included.
        var state = _root.FullName;
        while (state.Length < LongestPath - 300)
        {
            state = Path.Combine(state, new string('d', 200));
        }

        state = Path.Combine(state, new string('e', LongestPath - state.Length - 2 - "/workspace-owl".Length));
        var loaded = Load(state);
        var folder = Directory.CreateDirectory(AgentEdit.DefaultFolder(loaded, "owl")).FullName;

        Assert.Null(AgentEdit.PutFolderAside(loaded, "owl"));
        Assert.True(Directory.Exists(folder));
    }

    private static LoadedConfiguration Load(string state)
    {
        var loaded = ConfigurationLoader.Load(ConfigurationSources.FromProcess(), "{}");
        return loaded with { Paths = loaded.Paths with { StateDirectory = state } };
    }
}
