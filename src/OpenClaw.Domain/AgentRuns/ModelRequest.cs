using System.Collections.Immutable;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Who speaks in a message towards a model.</summary>
public enum ModelRole
{
    /// <summary>The user, or a channel's participants.</summary>
    User,

    /// <summary>The model itself, earlier.</summary>
    Assistant,

    /// <summary>The outcome of a tool call.</summary>
    Tool,
}

/// <summary>One message of the conversation that a model is given.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">Its parts; a provider leaves out parts that it cannot take.</param>
/// <param name="ToolCallId">For <see cref="ModelRole.Tool"/>: the call that this answers.</param>
public sealed record ModelMessage(ModelRole Role, ImmutableArray<MessageContent> Content, string? ToolCallId = null)
{
    /// <summary>A message of one text.</summary>
    public static ModelMessage OfText(ModelRole role, string text) => new(role, [new MessageContent.Text(text)]);

    /// <summary>All text parts in one string.</summary>
    public string JoinText() => Content switch
    {
        [MessageContent.Text only] => only.Value,
        _ => string.Join('\n', Content.OfType<MessageContent.Text>().Select(static part => part.Value)),
    };
}

/// <summary>A tool that a model may ask for.</summary>
/// <param name="Name">Letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Description">What it does, for the model.</param>
/// <param name="ParametersSchemaJson">JSON Schema of its arguments.</param>
public sealed record ModelTool(string Name, string Description, string ParametersSchemaJson);

/// <summary>One call of a model.</summary>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Messages">The conversation, oldest first; the last one is what to answer.</param>
public sealed record ModelRequest(string Model, ImmutableArray<ModelMessage> Messages)
{
    /// <summary>Instructions that stand above the conversation.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Longest answer in tokens; null leaves it to the provider.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The run that calls, for those who watch; no provider is told.</summary>
    public RunId? Run { get; init; }

    /// <summary>How long to think; null leaves it to the provider.</summary>
    public ThinkingEffort? Thinking { get; init; }

    /// <summary>Tools that the model may ask for.</summary>
    public ImmutableArray<ModelTool> Tools { get; init; } = [];
}
