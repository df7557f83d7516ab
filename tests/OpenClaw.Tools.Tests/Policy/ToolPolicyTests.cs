using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Tests.Policy;

public sealed class ToolPolicyTests
{
    [Theory]
    [InlineData(null, "", "", "exec", "runtime", true)]
    [InlineData(null, "read", "", "exec", "runtime", false)]
    [InlineData(null, "group:runtime", "", "exec", "runtime", true)]
    [InlineData(null, "", "EXEC", "exec", "runtime", false)]
    [InlineData(null, "*", "group:runtime", "exec", "runtime", false)]
    [InlineData("minimal", "", "", "exec", "runtime", false)]
    [InlineData("minimal", "exec", "", "exec", "runtime", true)]
    [InlineData("coding", "", "", "exec", "runtime", true)]
    [InlineData("full", "", "", "anything", "other", true)]
    [InlineData("fulll", "", "", "read", "fs", false)]
    [InlineData(null, "files__*", "", "files__read", "mcp", true)]
    [InlineData(null, "files__*", "", "other__read", "mcp", false)]
    [InlineData(null, "*__read", "files__*", "files__read", "mcp", false)]
    [InlineData(null, "a*b*c", "", "axxbyyc", "mcp", true)]
    [InlineData(null, "a*b*bc", "", "abc", "mcp", false)]
    [InlineData("coding", "", "group:mcp", "files__read", "mcp", false)]
    public void Deny_wins_and_a_profile_is_the_base(string? profile, string allow, string deny, string tool, string group, bool allowed)
    {
        var policy = new ToolPolicy { Profile = profile, Allow = Split(allow), Deny = Split(deny) };
        Assert.Equal(allowed, policy.Allows(tool, group));
    }

    [Fact]
    public void An_agent_never_gets_what_the_general_part_denies()
    {
        var entries = Gen.Elements("exec", "read", "group:fs", "group:runtime", "*", "e*", "message");
        var lists = Gen.ListOf(entries, 3).Select(list => string.Join(',', list));
        var profiles = Gen.Elements<string?>(null, "minimal", "coding", "messaging", "full", "no such");
        var policies = from profile in profiles from allow in lists from deny in lists select new ToolPolicy { Profile = profile, Allow = Split(allow), Deny = Split(deny) };
        Prop.ForAll((from a in policies from b in policies select (General: a, Own: b)).ToArbitrary(), pair =>
            new[] { ("exec", "runtime"), ("read", "fs"), ("message", "messaging") }.All(tool =>
                !pair.General.With(pair.Own).Allows(tool.Item1, tool.Item2) || new ToolPolicy { Deny = pair.General.Deny }.Allows(tool.Item1, tool.Item2))).QuickCheckThrowOnFailure();
    }

    private static System.Collections.Immutable.ImmutableArray<string> Split(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
