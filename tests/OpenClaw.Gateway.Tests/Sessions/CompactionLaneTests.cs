using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>A summary that is asked for takes a place in the lane, as a run does. Here the lane has one.</summary>
public sealed class CompactionLaneTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { Lanes = new LaneLimits(1, 1, 1, 1) };

    [Fact]
    public async Task A_summary_waits_for_a_place_and_gives_it_back()
    {
        await TalkAsync();
        SendChat("other", "hello", session: "agent:main:other");
        var other = await Model.NextCallAsync();
        Call(MethodNames.SessionsCompact, "compact", new { key = "main" });
        Call(MethodNames.SessionsCompact, "twice", new { key = "main" });
        var twice = await ExpectResponseAsync("twice");
        SendChat("third", "me, too", session: "agent:main:third");
        await ExpectResponseAsync("req-third");
        other.Complete();
        var writing = await Model.NextCallAsync();
        writing.Say("They did sums.").Complete();
        var answer = await ExpectResponseAsync("compact");
        (await Model.NextCallAsync()).Complete();
        await ExpectChatAsync("third", "final");

        Assert.NotNull(twice.Error);
        Assert.Contains("condense", writing.Request.SystemPrompt, StringComparison.Ordinal);
        Assert.True(answer["compacted"].GetBoolean());
    }

    [Fact]
    public async Task A_run_of_the_session_that_was_first_goes_first_and_the_summary_follows()
    {
        await TalkAsync();
        SendChat("other", "hello", session: "agent:main:other");
        var other = await Model.NextCallAsync();
        SendChat("own", "and now?");
        await ExpectResponseAsync("req-own");
        Call(MethodNames.SessionsCompact, "compact", new { key = "main" });
        other.Complete();
        var own = await Model.NextCallAsync();
        own.Say("this").Complete();
        var writing = await Model.NextCallAsync();
        writing.Say("They did sums.").Complete();
        var answer = await ExpectResponseAsync("compact");

        Assert.Equal("and now?", own.Request.Messages[^1].JoinText());
        Assert.Contains("condense", writing.Request.SystemPrompt, StringComparison.Ordinal);
        Assert.True(answer["compacted"].GetBoolean());
    }

    [Fact]
    public async Task A_reset_gives_up_a_summary_that_waits()
    {
        await TalkAsync();
        SendChat("other", "hello", session: "agent:main:other");
        var other = await Model.NextCallAsync();
        Call(MethodNames.SessionsCompact, "compact", new { key = "main" });
        await CallAsync(MethodNames.SessionsReset, new { key = "main" });
        var refused = await ExpectResponseAsync("compact");
        other.Complete();
        SendChat("next", "hello");
        var next = await Model.NextCallAsync();
        next.Complete();
        await ExpectChatAsync("next", "final");

        Assert.NotNull(refused.Error);
        Assert.Equal("hello", Assert.Single(next.Request.Messages).JoinText());
    }

    private async Task TalkAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            SendChat($"c{i}", $"question {i}");
            (await Model.NextCallAsync()).Say($"answer {i}").Complete();
            await ExpectChatAsync($"c{i}", "final");
        }
    }
}
