using System.Collections.Immutable;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Which way a run's input came.</summary>
public enum RunOrigin
{
    /// <summary>The method <c>agent</c>.</summary>
    Agent,

    /// <summary>The method <c>chat.send</c>.</summary>
    Chat,
}

/// <summary>What a run is asked to do. Immutable, and enough to begin the run again after a restart.</summary>
/// <param name="Input">What the user said.</param>
/// <param name="Origin">Which way it came.</param>
/// <param name="Timeout">Longest duration from its start; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.</param>
public sealed record RunSpec(ImmutableArray<MessageContent> Input, RunOrigin Origin, TimeSpan Timeout)
{
    /// <summary>Lane that limits how many such runs go at once; see <see cref="Lanes"/>.</summary>
    public string Lane { get; init; } = LaneLimits.Main;

    /// <summary>What becomes of it when another run goes in its session.</summary>
    public QueueMode Queue { get; init; }

    /// <summary>The model for this run alone, as <c>provider/model</c>; null for the session's.</summary>
    public string? Model { get; init; }

    /// <summary>Instructions for this run alone, put behind the agent's own.</summary>
    public string? ExtraSystemPrompt { get; init; }

    /// <summary>How long the model is to think in this run alone; null for the session's setting.</summary>
    public ThinkingEffort? Thinking { get; init; }

    /// <summary>Tools that the caller carries out itself: a call of one ends the run, and its result comes with a later run.</summary>
    public ImmutableArray<ModelTool> ClientTools { get; init; } = [];

    /// <summary>Another session that is told of the outcome; null for none.</summary>
    public AnswerTo? AnswerTo { get; init; }

    /// <summary>
    /// The session's key in the words of a client of protocol 3 that began the run, where they are not the canonical ones: such clients know events
    /// of theirs by it. Null for all others.
    /// </summary>
    public string? KeyOfVersion3 { get; init; }

    /// <summary>The text of the input in one string.</summary>
    public string InputText => new ModelMessage(ModelRole.User, Input).JoinText();
}
