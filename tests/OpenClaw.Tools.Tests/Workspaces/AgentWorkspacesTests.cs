using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;
using OpenClaw.Tools.Workspaces;

namespace OpenClaw.Tools.Tests.Workspaces;

public sealed class AgentWorkspacesTests : ToolFixture
{
    private readonly AgentWorkspaces _workspaces;

    public AgentWorkspacesTests() => _workspaces = new AgentWorkspaces(_ => Options, Path.Combine(Home, "skills"));

    internal override IToolHost Host => NoTools.Instance;

    [Fact]
    public async Task An_empty_workspace_says_nothing() => Assert.Null(await _workspaces.ReadBriefingAsync(AgentId.Main, default));

    [Fact]
    public async Task The_bootstrap_files_come_in_their_order_and_bounded()
    {
        Put("USER.md", "The user likes tea.");
        Put("AGENTS.md", "Work well.");
        Put("SOUL.md", new string('s', 30_000));
        Put("OTHER.md", "not for the prompt");
        File.CreateSymbolicLink(Path.Combine(Root, "TOOLS.md"), Path.Combine(Outside, "secret.txt"));
        var text = (await _workspaces.ReadBriefingAsync(AgentId.Main, default))!;
        Assert.True(text.IndexOf("## AGENTS.md", StringComparison.Ordinal) < text.IndexOf("## SOUL.md", StringComparison.Ordinal));
        Assert.True(text.IndexOf("## SOUL.md", StringComparison.Ordinal) < text.IndexOf("## USER.md", StringComparison.Ordinal));
        Assert.Contains("[SOUL.md is longer: 10000 characters were left out. Read the file for the rest.]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not for the prompt", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skills_are_listed_with_what_they_need()
    {
        Put("skills/tea/SKILL.md", "---\nname: tea-making\ndescription: Make tea\nmetadata: {\"openclaw\":{\"emoji\":\"🍵\",\"requires\":{\"bins\":[\"sh\"]}}}\n---\nBoil water.");
        Put("skills/moon/SKILL.md", "---\nname: moon\ndescription: Fly\nmetadata:\n  openclaw:\n    os: [plan9]\n    requires:\n      bins:\n        - no-such-program-here\n      env: [NO_SUCH_VARIABLE]\n---\n");
        Put("skills/empty/other.txt", "");
        Directory.CreateDirectory(Path.Combine(Home, "skills/shared"));
        File.WriteAllText(Path.Combine(Home, "skills/shared/SKILL.md"), "no head");
        var skills = await _workspaces.ReadSkillsAsync(AgentId.Main, default);
        Assert.Equal(["moon", "tea-making", "shared"], skills.Select(skill => skill.Name));
        Assert.Equal((true, "🍵", "Make tea"), (skills[1].IsEligible, skills[1].Emoji, skills[1].Description));
        Assert.False(skills[0].IsEligible);
        Assert.Equal(["no-such-program-here", "NO_SUCH_VARIABLE", "plan9"], [.. skills[0].Missing.Programs, .. skills[0].Missing.Variables, .. skills[0].Missing.Systems]);
        var briefing = (await _workspaces.ReadBriefingAsync(AgentId.Main, default))!;
        Assert.Contains("- tea-making: Make tea", briefing, StringComparison.Ordinal);
        Assert.DoesNotContain("moon", briefing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("---\nname: [[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]\n---\n")]
    [InlineData("---\na: &x [1]\nb: *x\n---\n")]
    [InlineData("---\n{{{\n---\n")]
    [InlineData("---\n? [a, b]\n: c\n---\n")]
    [InlineData("---\nname")]
    public void A_head_that_is_made_to_hurt_is_no_head(string text) => Assert.Empty(FrontMatter.Read(text));
}
