using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Observability;

public sealed class ExplainTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { Lanes = new LaneLimits(1, 1, 1, 1) };

    [Fact]
    public async Task A_session_that_nobody_knows_says_so()
    {
        var explained = await ExplainAsync("nowhere");
        Assert.Equal(("unknown", "never-used"), (explained.Text("state"), explained["reasons.0.code"].GetString()));
    }

    [Fact]
    public async Task A_run_in_progress_and_a_full_lane_are_named()
    {
        SendChat("c1", "long work");
        var call = await Model.NextCallAsync();
        SendChat("c2", "me too", session: "other");
        await ExpectResponseAsync("req-c2");

        var running = await ExplainAsync("main");
        var waiting = await ExplainAsync("other");
        call.Say("done").Complete();
        await ExpectChatAsync("c1", "final");
        (await Model.NextCallAsync()).Say("done too").Complete();
        await ExpectChatAsync("c2", "final");

        Assert.Equal(("running", "run-in-progress"), (running.Text("state"), running["reasons.0.code"].GetString()));
        Assert.Equal("c1", running["runs.0"].GetString());
        Assert.Equal("first/large", running.Text("model"));
        Assert.True(running["answeredInMs"].GetInt64() >= 0);
        Assert.Equal(("waiting", "lane-full"), (waiting.Text("state"), waiting["reasons.0.code"].GetString()));
        Assert.Contains("1 of 1 places of the lane \"main\"", waiting.Text("summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_gives_its_reason()
    {
        SendChat("c1", "hi");
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.Auth, "first: the key was refused"));
        (await Catalog["second"].NextCallAsync()).Fail(new ModelException(ModelErrorKind.Auth, "second: the key was refused"));
        await ExpectChatAsync("c1", "error");

        var explained = await ExplainAsync("main");

        Assert.Equal("idle", explained.Text("state"));
        Assert.Contains("the key was refused", explained.Text("summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_has_answered_everything_has_nothing_to_do()
    {
        SendChat("c1", "hi");
        (await Model.NextCallAsync()).Say("hello").Complete();
        await ExpectChatAsync("c1", "final");

        var explained = await ExplainAsync("main");

        Assert.Equal(("idle", "nothing-to-do"), (explained.Text("state"), explained["reasons.0.code"].GetString()));
    }

    private Task<WireFrame> ExplainAsync(string key) => CallAsync(MethodNames.SessionsExplain, new { key });
}
