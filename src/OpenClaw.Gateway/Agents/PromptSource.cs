using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Agents;

/// <summary>What the prompts of one run are made of. Immutable.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Extra">The request's own instructions; null for none.</param>
/// <param name="Transcript">The conversation as the run found it, its question included.</param>
/// <param name="Compaction">What is told instead of the transcript's older part; null for nothing.</param>
/// <param name="StartedAt">The time to tell. One for all calls of the run, so that providers recognise the beginning of the prompt.</param>
public sealed record PromptSource(
    AgentProfile Agent, string? Extra, ImmutableList<TranscriptMessage> Transcript, SessionCompaction? Compaction, DateTimeOffset StartedAt)
{
    /// <summary>What the agent's folder says to it; null when there is none.</summary>
    public string? Briefing { get; init; }
}

/// <summary>The conversation as a model is told it.</summary>
/// <param name="System">Instructions above it.</param>
/// <param name="Messages">Oldest first; the last one is what to answer.</param>
public sealed record RunPrompt(string? System, ImmutableArray<ModelMessage> Messages);
