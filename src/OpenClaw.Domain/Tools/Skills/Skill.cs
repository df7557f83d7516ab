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

    /// <summary>The files of a workspace that speak to its agent, there or not, without their content.</summary>
    ValueTask<ImmutableArray<AgentFile>> ListFilesAsync(AgentId agent, CancellationToken cancel);

    /// <summary>One of those files with its content; null when the name is not one of theirs.</summary>
    ValueTask<AgentFile?> ReadFileAsync(AgentId agent, string name, CancellationToken cancel);

    /// <summary>Replaces one of those files as a whole.</summary>
    /// <returns>The file as it is now; null when the name is not one of theirs, or something other than a file stands there.</returns>
    ValueTask<AgentFile?> WriteFileAsync(AgentId agent, string name, string content, CancellationToken cancel);
}

/// <summary>A file of a workspace that speaks to its agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Where it is, or would be.</param>
/// <param name="Size">Its bytes; null when it is not there.</param>
/// <param name="UpdatedAt">When it was last written.</param>
/// <param name="Content">Its text, where that was asked for.</param>
public sealed record AgentFile(string Name, string Path, long? Size = null, DateTimeOffset? UpdatedAt = null, string? Content = null);
