using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tools.Skills;

/// <summary>Instructions for one kind of work, in a folder with a <c>SKILL.md</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">When it is of use.</param>
/// <param name="Source"><c>openclaw-workspace</c> or <c>openclaw-managed</c>.</param>
/// <param name="File">Path of its <c>SKILL.md</c>.</param>
public sealed record Skill(string Name, string Description, string Source, string File)
{
    /// <summary>An emoji, if it has one.</summary>
    public string? Emoji { get; init; }

    /// <summary>What it needs.</summary>
    public SkillNeeds Needs { get; init; } = SkillNeeds.None;

    /// <summary>What of that is not there.</summary>
    public SkillNeeds Missing { get; init; } = SkillNeeds.None;

    /// <summary>Whether it can be used here.</summary>
    public bool IsEligible => Missing.IsNone;
}

/// <summary>What a skill needs of the machine.</summary>
/// <param name="Programs">All of these.</param>
/// <param name="AnyPrograms">One of these.</param>
/// <param name="Variables">Variables of the environment.</param>
/// <param name="Systems">One of these operating systems, as <c>linux</c>, <c>darwin</c>, <c>win32</c>.</param>
public sealed record SkillNeeds(ImmutableArray<string> Programs, ImmutableArray<string> AnyPrograms, ImmutableArray<string> Variables, ImmutableArray<string> Systems)
{
    /// <summary>Nothing.</summary>
    public static SkillNeeds None { get; } = new([], [], [], []);

    /// <summary>Whether it is nothing.</summary>
    public bool IsNone => Programs.IsEmpty && AnyPrograms.IsEmpty && Variables.IsEmpty && Systems.IsEmpty;
}

/// <summary>Knows the agents' folders: what stands in the prompt, and the skills.</summary>
/// <remarks>Thread safe; reads the disk at each call.</remarks>
public interface IAgentWorkspaces
{
    /// <summary>Where an agent's workspace is, and where the skills of all agents are.</summary>
    (string Workspace, string ManagedSkills) FoldersOf(AgentId agent);

    /// <summary>What an agent's folder adds to its instructions: the bootstrap files, bounded, and the names of its skills. Null when there is nothing.</summary>
    ValueTask<string?> ReadBriefingAsync(AgentId agent, CancellationToken cancel);

    /// <summary>The skills that an agent has, those of its own folder first.</summary>
    ValueTask<ImmutableArray<Skill>> ReadSkillsAsync(AgentId agent, CancellationToken cancel);
}
