using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Sessions;

/// <summary>What is known of a session without its transcript: one row of the index, written with each of its events.</summary>
public sealed record SessionIndexRow
{
    /// <summary>Name of the index's collection; a row's key is the session's.</summary>
    public const string Collection = "session";

    /// <summary>Characters of <see cref="Title"/> at most.</summary>
    public const int TitleChars = 60;

    /// <summary>Its key.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>Names the conversation.</summary>
    public required string SessionId { get; init; }

    /// <summary>Changes with each reset.</summary>
    public required string LifecycleRevision { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything last happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What is set on it.</summary>
    public SessionSettings Settings { get; init; } = SessionSettings.None;

    /// <summary>Tokens used since the last reset.</summary>
    public ModelUsage Usage { get; init; } = ModelUsage.None;

    /// <summary>Runs that go or wait, the going one first. A session that has some is woken at the start.</summary>
    public ImmutableArray<RunId> Runs { get; init; } = [];

    /// <summary>When the run in progress began.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>The run that ended last.</summary>
    public LastRun? Last { get; init; }

    /// <summary>The beginning of the first question.</summary>
    public string? Title { get; init; }

    /// <summary>Messages in the transcript.</summary>
    public int MessageCount { get; init; }

    /// <summary>The last message, shortened.</summary>
    public string? LastText { get; init; }

    /// <summary>How often it was compacted since the last reset.</summary>
    public int Compactions { get; init; }

    /// <summary>The row of a session that exists.</summary>
    public static SessionIndexRow Of(SessionState state) => new()
    {
        Key = state.Key,
        SessionId = state.SessionId!,
        LifecycleRevision = state.LifecycleRevision!,
        CreatedAt = state.CreatedAt,
        UpdatedAt = state.UpdatedAt,
        Settings = state.Settings,
        Usage = state.Usage,
        Runs = state.UnendedRuns(),
        RunningSince = state.Active?.StartedAt,
        Last = state.Last,
        Title = state.Transcript.Find(static message => message is TranscriptMessage.User) is { } first ? ShortText.Of(first.Text, TitleChars) : null,
        MessageCount = state.Transcript.Count,
        Compactions = state.Compactions,
        LastText = state.Transcript.IsEmpty ? null : SessionPreviewRow.Line(state.Transcript[^1]).Text,
    };
}
