using System.Collections.Immutable;

namespace OpenClaw.Domain.Tools;

/// <summary>Gives runs their tools and carries out their calls: files, commands, the web, other servers.</summary>
/// <remarks>Thread safe: the calls of one answer go at the same time, and so do those of other runs.</remarks>
public interface IToolHost
{
    /// <summary>Makes ready what cannot be known without asking, such as the tools of other servers. Called once before a run's first <see cref="ToolsOf"/>.</summary>
    /// <param name="context">Who is about to ask.</param>
    /// <param name="cancel">Ends the wait; what was begun goes on.</param>
    /// <returns>Done when everything is known, or when the host has waited long enough for those that are slow or down. Fails only by <paramref name="cancel"/>.</returns>
    ValueTask PrepareAsync(ToolContext context, CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>The tools that a run may be offered, after policy; empty when there are none. Does no I/O.</summary>
    /// <param name="context">Who asks.</param>
    ImmutableArray<ToolDefinition> ToolsOf(ToolContext context);

    /// <summary>Carries out one call.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="call">What is asked; its arguments come from a model and are checked by the tool.</param>
    /// <param name="cancel">Ends the call at once, with everything that it started.</param>
    /// <returns>
    /// What the model is told. A call that is refused or fails is a result with <see cref="ToolResult.IsError"/>; nothing is thrown but
    /// <see cref="OperationCanceledException"/> after <paramref name="cancel"/>.
    /// </returns>
    ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel);
}
