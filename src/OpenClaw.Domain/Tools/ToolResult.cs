using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tools;

/// <summary>What a tool call came to.</summary>
/// <param name="Content">Text and images for the model.</param>
/// <param name="IsError">Whether the call was refused or failed.</param>
public sealed record ToolResult(ImmutableArray<MessageContent> Content, bool IsError)
{
    /// <summary>A success of one text.</summary>
    public static ToolResult Of(string text) => new([new MessageContent.Text(text)], IsError: false);

    /// <summary>A refusal or failure, said so that the model can do better.</summary>
    public static ToolResult Error(string text) => new([new MessageContent.Text(text)], IsError: true);
}
