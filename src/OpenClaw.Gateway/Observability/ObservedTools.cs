using System.Collections.Immutable;
using System.Diagnostics;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Gateway.Observability;

/// <summary>A host whose tool calls are measured and traced. Neither arguments nor results are recorded.</summary>
/// <param name="inner">The host.</param>
/// <param name="time">The clock.</param>
public sealed class ObservedTools(IToolHost inner, TimeProvider time) : IToolHost
{
    /// <inheritdoc/>
    public ValueTask PrepareAsync(ToolContext context, CancellationToken cancel) => inner.PrepareAsync(context, cancel);

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => inner.ToolsOf(context);

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(call);
        using var activity = RunTrace.Step(context.Run, "tool.call");
        activity?.SetTag("gen_ai.tool.name", call.Name);
        activity?.SetTag("gen_ai.tool.call.id", call.CallId);
        var began = time.GetTimestamp();
        var outcome = "cancelled";
        try
        {
            var result = await inner.InvokeAsync(context, call, cancel).ConfigureAwait(false);
            outcome = result.IsError ? "error" : "ok";
            return result;
        }
        finally
        {
            activity?.SetStatus(outcome == "ok" ? ActivityStatusCode.Ok : ActivityStatusCode.Error, outcome);
            RunInstruments.ToolCalled(call.Name, outcome, time.GetElapsedTime(began));
        }
    }
}
