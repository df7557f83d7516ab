using System.Collections.Immutable;
using System.Threading.Channels;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Gateway.Tests.AgentRuns;

/// <summary>A host whose calls end when the test says so. <c>look</c> may be repeated, <c>act</c> may not.</summary>
internal sealed class ScriptedTools : IToolHost
{
    private readonly Channel<ScriptedToolCall> _calls = Channel.CreateUnbounded<ScriptedToolCall>();

    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) =>
    [
        new(new ModelTool("look", "Looks.", """{"type":"object"}"""), IsRepeatable: true),
        new(new ModelTool("act", "Acts.", """{"type":"object"}"""), IsRepeatable: false),
    ];

    /// <summary>The next call that a run makes.</summary>
    public async Task<ScriptedToolCall> NextCallAsync() => await _calls.Reader.ReadAsync(RunsFixture.Deadline);

    public bool TryNextCall(out ScriptedToolCall? call) => _calls.Reader.TryRead(out call);

    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        var scripted = new ScriptedToolCall(context, call);

        // Never disposed: the wait below is cancelled first and would take the registration with it before it is called.
        _ = cancel.Register(scripted.MarkCancelled);
        _calls.Writer.TryWrite(scripted);
        return await scripted.Result.WaitAsync(cancel);
    }
}

/// <summary>One call of a scripted tool.</summary>
internal sealed class ScriptedToolCall(ToolContext context, ToolInvocation call)
{
    private readonly TaskCompletionSource<ToolResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ToolContext Context { get; } = context;

    public ToolInvocation Call { get; } = call;

    public Task<ToolResult> Result => _result.Task;

    public Task Cancelled => _cancelled.Task;

    public void MarkCancelled() => _cancelled.TrySetResult();

    public void Return(string text, bool isError = false) => _result.TrySetResult(isError ? ToolResult.Error(text) : ToolResult.Of(text));
}
