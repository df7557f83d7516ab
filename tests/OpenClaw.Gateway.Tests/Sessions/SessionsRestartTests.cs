using OpenClaw.Gateway.Sessions;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>A bug makes the actor that keeps the sessions begin anew, while callers wait.</summary>
public sealed class SessionsRestartTests : RunsFixture
{
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
}
