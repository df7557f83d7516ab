using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Sessions;

/// <summary>What lists show of a session. Lists read these, never transcripts.</summary>
/// <param name="Row">What is known of it.</param>
/// <param name="Model">The model of the run in progress, else of the next one.</param>
/// <param name="ContextTokens">Tokens that the model reads at most.</param>
public sealed record SessionSummary(SessionIndexRow Row, ModelRef Model, int ContextTokens)
{
    /// <summary>Its key.</summary>
    public SessionKey Key => Row.Key;

    /// <summary>Names the conversation.</summary>
    public string SessionId => Row.SessionId;

    /// <summary>Changes with each reset.</summary>
    public string LifecycleRevision => Row.LifecycleRevision;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt => Row.CreatedAt;

    /// <summary>When anything last happened.</summary>
    public DateTimeOffset UpdatedAt => Row.UpdatedAt;

    /// <summary>What is set on it.</summary>
    public SessionSettings Settings => Row.Settings;

    /// <summary>Tokens used since the last reset.</summary>
    public ModelUsage Usage => Row.Usage;

    /// <summary>Runs that go or wait, the going one first.</summary>
    public ImmutableArray<RunId> Runs => Row.Runs;

    /// <summary>When the run in progress began.</summary>
    public DateTimeOffset? RunningSince => Row.RunningSince;

    /// <summary>The run that ended last.</summary>
    public LastRun? Last => Row.Last;

    /// <summary>The beginning of the first question.</summary>
    public string? Title => Row.Title;

    /// <summary>Messages in the transcript.</summary>
    public int MessageCount => Row.MessageCount;

    /// <summary>The last message, shortened.</summary>
    public string? LastText => Row.LastText;

    /// <summary>The summary of a row.</summary>
    /// <param name="row">The session.</param>
    /// <param name="activeModel">The model of the run in progress; null for the one that is set.</param>
    /// <param name="services">Knows the models.</param>
    internal static SessionSummary Of(SessionIndexRow row, ModelRef? activeModel, RunServices services)
    {
        var model = activeModel ?? services.Agents.ModelsOf(row.Key.Agent, row.Settings.Model).Primary;
        return new SessionSummary(row, model, services.Models.Find(model)?.ContextWindow ?? 200_000);
    }
}
