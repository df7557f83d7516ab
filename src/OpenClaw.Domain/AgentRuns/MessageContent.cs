namespace OpenClaw.Domain.AgentRuns;

/// <summary>One part of a message, in a transcript and towards a model alike.</summary>
public abstract record MessageContent
{
    private MessageContent()
    {
    }

    /// <summary>Plain text.</summary>
    public sealed record Text(string Value) : MessageContent;

    /// <summary>A model's visible reasoning; never sent back to it.</summary>
    public sealed record Thinking(string Value) : MessageContent;

    /// <summary>A picture that a user attached, a tool returned or a model made.</summary>
    /// <param name="MimeType">For example <c>image/png</c>.</param>
    /// <param name="Data">The picture's bytes.</param>
    public sealed record Image(string MimeType, ReadOnlyMemory<byte> Data) : MessageContent;

    /// <summary>A model's request to call a tool.</summary>
    /// <param name="Id">The provider's id of the call.</param>
    /// <param name="Name">The tool.</param>
    /// <param name="ArgumentsJson">A JSON object as text.</param>
    public sealed record ToolCall(string Id, string Name, string ArgumentsJson) : MessageContent;
}
