namespace OpenClaw.Domain.Tools;

/// <summary>One call of a tool.</summary>
/// <param name="CallId">Unique in its run.</param>
/// <param name="Name">The tool.</param>
/// <param name="ArgumentsJson">A JSON object as text, as the model wrote it.</param>
/// <param name="Progress">Hears what the call has put out so far, each time the whole of it and seldom; nobody when null.</param>
public sealed record ToolInvocation(string CallId, string Name, string ArgumentsJson, Action<string>? Progress = null);
