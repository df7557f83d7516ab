using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>A store that cannot be written, as a full disk is one.</summary>
public sealed class StoreFailureTests : RunsFixture
{
    [Fact]
    public async Task What_cannot_be_written_is_refused_as_retryable_and_its_key_is_new_when_it_comes_again()
    {
        BreakStore();
        StartAgent("r1", "hi");
        var refused = await ExpectAsync(static frame => frame.Error is not null, "a refusal");
        MendStore();
        var accepted = await RetryAsync("r1", "hi");
        (await Model.NextCallAsync()).Say("yes").Complete();
        await ExpectAsync(static frame => frame.Kind == "res" && frame.Text("runId") == "r1" && frame.Text("status") == "ok", "the answer");

        Assert.Equal((ErrorCodes.Unavailable, true), (refused.Error!.Code, refused.Error.Retryable));
        Assert.Equal("accepted", accepted.Text("status"));
        Assert.Equal(2, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task A_run_whose_end_cannot_be_written_goes_on_when_the_store_answers_again()
    {
        StartAgent("r1", "hi");
        var call = await Model.NextCallAsync();
        BreakStore();
        call.Say("yes").Complete();
        await UntilDownAsync();
        MendStore();
        (await Model.NextCallAsync()).Say("yes, again").Complete();
        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal(("ok", "yes, again"), (final.Text("status"), final["result.payloads.0.text"].GetString()));
        Assert.Single(EventsOf("r1", "chat"), static frame => frame.Text("state") == "final");
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_at_the_start_refuses_all_and_loses_nothing()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Say("yes").Complete();
        await ExpectFinalAsync("req-r1");
        BreakStore();
        await RestartAsync();
        StartAgent("r2", "again", id: "early");
        var refused = await ExpectAsync(static frame => frame.Error is not null, "a refusal");
        MendStore();
        var accepted = await RetryAsync("r2", "again");
        (await Model.NextCallAsync()).Say("yes, again").Complete();
        await ExpectAsync(static frame => frame.Kind == "res" && frame.Text("runId") == "r2" && frame.Text("status") == "ok", "the answer");

        Assert.Equal((ErrorCodes.Unavailable, true), (refused.Error!.Code, refused.Error.Retryable));
        Assert.Equal("accepted", accepted.Text("status"));
        Assert.Equal(4, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["totalMessages"].GetInt32());
    }

    /// <summary>A request that is refused says that the session is down.</summary>
    private async Task UntilDownAsync()
    {
        Call(MethodNames.SessionsPatch, "down", new { key = "main", label = "x" });
        await ExpectAsync(static frame => frame.Name == "down" && frame.Error is not null, "a refusal");
    }

    /// <summary>Sends it again and again, as clients do that hear <c>retryable</c>, until the session is up.</summary>
    private async Task<WireFrame> RetryAsync(string run, string message)
    {
        for (var attempt = 1; ; attempt++)
        {
            StartAgent(run, message, id: $"retry-{attempt}");
            var answer = await ExpectResponseAsync($"retry-{attempt}");
            if (answer.Error is null)
            {
                return answer;
            }
        }
    }
}

public sealed class PassivationTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { IdleSession = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task A_session_that_is_put_aside_again_and_again_loses_no_message_and_keeps_their_order()
    {
        for (var i = 0; i < 30; i++)
        {
            SendChat($"c{i}", $"question {i}");
            (await Model.NextCallAsync()).Say($"answer {i}").Complete();
            await ExpectChatAsync($"c{i}", "final");
        }

        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        Assert.Equal(60, history["totalMessages"].GetInt32());
        Assert.Equal(
            Enumerable.Range(0, 30).Select(static i => $"question {i}"),
            history["messages"].EnumerateArray().Where(static m => m.GetProperty("role").GetString() == "user").Select(static m => m.GetProperty("content").GetString()));
    }
}
