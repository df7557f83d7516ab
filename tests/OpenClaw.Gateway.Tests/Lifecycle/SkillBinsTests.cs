using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools.Skills;

namespace OpenClaw.Gateway.Tests.Lifecycle;

public sealed class SkillBinsTests : GatewayTest
{
    [Fact]
    public async Task A_node_learns_the_programs_that_skills_need_each_once()
    {
        Workspaces = new SkilledWorkspaces(
            new SkillNeeds(["gh", "curl"], ["rg", "grep"], ["TOKEN"], []),
            new SkillNeeds(["gh"], [], [], ["linux"]));
        var (node, _) = await ConnectAsync("node-host", "node", scopes: "[]", role: "node", device: 9);
        Assert.Equal("""{"bins":["curl","gh","grep","rg"]}""", (await node.CallAsync("skills.bins")).GetRawText());
    }

    [Fact]
    public async Task Without_skills_there_are_none()
    {
        var (node, _) = await ConnectAsync("node-host", "node", scopes: "[]", role: "node", device: 9);
        Assert.Equal("""{"bins":[]}""", (await node.CallAsync("skills.bins")).GetRawText());
    }

    [Fact]
    public async Task It_is_for_nodes_alone()
    {
        var (admin, _) = await ConnectAsync();
        Assert.Equal("unauthorized role: operator", (await admin.ErrorAsync("skills.bins")).GetProperty("message").GetString());
    }

    private sealed class SkilledWorkspaces(params SkillNeeds[] needs) : IAgentWorkspaces
    {
        public (string Workspace, string ManagedSkills) FoldersOf(AgentId agent) => ("/home/user/.openclaw/workspace", "/home/user/.openclaw/skills");

        public ValueTask<ImmutableArray<Skill>> ReadSkillsAsync(AgentId agent, CancellationToken cancel) =>
            new([.. needs.Select((need, index) => new Skill($"skill-{index}", "", "openclaw-workspace", "SKILL.md") { Needs = need })]);

        public ValueTask<string?> ReadBriefingAsync(AgentId agent, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<ImmutableArray<AgentFile>> ListFilesAsync(AgentId agent, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<AgentFile?> ReadFileAsync(AgentId agent, string name, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<AgentFile?> WriteFileAsync(AgentId agent, string name, string content, CancellationToken cancel) => throw new NotSupportedException();
    }
}
