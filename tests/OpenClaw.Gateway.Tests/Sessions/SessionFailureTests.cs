using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>A bug stops a session while it handles a request.</summary>
public sealed class SessionFailureTests : RunsFixture
{
    private readonly FailingZone _time = new();

    internal override TimeProvider Time => _time;

    [Fact]
    public async Task Its_client_is_answered_and_its_run_forgotten_even_when_the_index_cannot_be_read_at_once()
    {
        SendChat("c1", "hi");
        (await Model.NextCallAsync()).Say("yes").Complete();
        await ExpectChatAsync("c1", "final");

        BreakStore();
        _time.Fails = true;
        SendChat("c2", "again");
        Call(MethodNames.AgentWait, "wait", new { runId = "c2", timeoutMs = 600_000 });
        var refused = await ExpectResponseAsync("req-c2");
        _time.Fails = false;
        MendStore();
        var wait = await ExpectResponseAsync("wait");
        SendChat("c2", "again", id: "once more");
        (await Model.NextCallAsync()).Say("yes, again").Complete();
        await ExpectChatAsync("c2", "final");

        Assert.Equal("internal error", refused.Error!.Message);
        Assert.Equal((ErrorCodes.Unavailable, true), (wait.Error!.Code, wait.Error.Retryable));
    }

    /// <summary>A session asks for the zone when it accepts a chat message, and nobody else does.</summary>
    private sealed class FailingZone : TimeProvider
    {
        public bool Fails { get; set; }

        public override TimeZoneInfo LocalTimeZone => Fails ? throw new InvalidOperationException("a bug") : TimeZoneInfo.Utc;
    }
}
