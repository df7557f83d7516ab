using System.Collections.Immutable;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>A bug makes the actor that keeps the sessions begin anew, while callers wait.</summary>
public sealed class SessionsRestartTests : RunsFixture
{
    private readonly GatedTools _tools = new();

    internal override IToolHost Tools => _tools;

    [Fact]
    public async Task Who_waits_is_told_to_ask_again_and_the_run_goes_on()
    {
        StartAgent("r1", "hi");
        Assert.Equal("accepted", (await ExpectResponseAsync("req-r1")).Text("status"));
        await Model.NextCallAsync();
        Call(MethodNames.AgentWait, "wait", new { runId = "r1", timeoutMs = 600_000 });

        // What no session says: that nothing changed.
        Sessions.Tell(new SessionsProtocol.Changed(null!, "bug"), Akka.Actor.ActorRefs.NoSender);
        var wait = await ExpectResponseAsync("wait");
        var run = await ExpectResponseAsync("req-r1");
        StartAgent("r1", "hi", id: "again");
        (await Model.NextCallAsync()).Say("yes").Complete();
        var final = await ExpectFinalAsync("again");

        Assert.Equal((ErrorCodes.Unavailable, true), (wait.Error!.Code, wait.Error.Retryable));
        Assert.Equal((ErrorCodes.Unavailable, true), (run.Error!.Code, run.Error.Retryable));
        Assert.Equal("ok", final.Text("status"));
    }

    [Fact]
    public async Task Who_asked_a_session_that_had_not_begun_to_answer_is_told_to_ask_again()
    {
        _tools.Gate.Reset();
        StartAgent("r1", "hi");
        Assert.Equal("accepted", (await ExpectResponseAsync("req-r1")).Text("status"));
        await _tools.Asked.Task.WaitAsync(Deadline);
        Call(MethodNames.SessionsPatch, "patch", new { key = "main", label = "x" });
        Sessions.Tell(new SessionsProtocol.Changed(null!, "bug"), Akka.Actor.ActorRefs.NoSender);
        await ExpectResponseAsync("req-r1");
        _tools.Gate.Set();
        var patch = await ExpectResponseAsync("patch");

        Assert.Equal((ErrorCodes.Unavailable, true), (patch.Error!.Code, patch.Error.Retryable));
    }

    /// <summary>Holds the session's thread while it looks for its tools, as long as the gate is closed.</summary>
    private sealed class GatedTools : IToolHost
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Gate { get; } = new(initialState: true);

        public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context)
        {
            if (!Gate.IsSet)
            {
                Asked.TrySetResult();
            }

            Gate.Wait();
            return [];
        }

        public ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel) => throw new NotSupportedException();
    }
}
