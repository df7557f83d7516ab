using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools.Skills;

namespace OpenClaw.Gateway.Tests.Connections;

/// <summary>Work that no actor waits for answers its request, however it ends.</summary>
public sealed class DetachedWorkTests : GatewayTest
{
    [Theory]
    [InlineData(typeof(IOException), "the skills cannot be read: as the test wants it", false)]
    [InlineData(typeof(InvalidOperationException), "the skills cannot be read", true)]
    public async Task What_it_throws_is_an_answer(Type failure, string message, bool isRetryable)
    {
        Workspaces = new FailingWorkspaces((Exception)Activator.CreateInstance(failure, "as the test wants it")!);
        var (client, _) = await ConnectAsync();
        var error = await client.ErrorAsync("skills.status", "{}");
        Assert.Equal(("UNAVAILABLE", message), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal(isRetryable, error.TryGetProperty("retryable", out var retryable) && retryable.GetBoolean());
    }

    private sealed class FailingWorkspaces(Exception failure) : IAgentWorkspaces
    {
        public (string Workspace, string ManagedSkills) FoldersOf(AgentId agent) => throw failure;

        public ValueTask<string?> ReadBriefingAsync(AgentId agent, CancellationToken cancel) => throw failure;

        public ValueTask<ImmutableArray<Skill>> ReadSkillsAsync(AgentId agent, CancellationToken cancel) => throw failure;

        public ValueTask<ImmutableArray<AgentFile>> ListFilesAsync(AgentId agent, CancellationToken cancel) => throw failure;

        public ValueTask<AgentFile?> ReadFileAsync(AgentId agent, string name, CancellationToken cancel) => throw failure;

        public ValueTask<AgentFile?> WriteFileAsync(AgentId agent, string name, string content, CancellationToken cancel) => throw failure;
    }
}
