using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools;

/// <summary>One built-in tool. Thread safe.</summary>
internal interface ITool
{
    /// <summary>How it is offered.</summary>
    ToolDefinition Definition { get; }

    /// <summary>Carries out a call.</summary>
    /// <param name="call">Who asks, and with what.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ToolRefusalException">It is refused; the message is for the model.</exception>
    ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel);
}

/// <summary>A call on its way to a tool.</summary>
/// <param name="Context">Who asks.</param>
/// <param name="Options">What the asking agent may do.</param>
/// <param name="Arguments">The arguments, an object.</param>
/// <param name="Invocation">The call as it came.</param>
internal sealed record ToolCall(ToolContext Context, AgentToolOptions Options, ToolArguments Arguments, ToolInvocation Invocation);
