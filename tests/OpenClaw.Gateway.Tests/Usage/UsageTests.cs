using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Usage;

public sealed class UsageTests : RunsFixture
{
    [Fact]
    public async Task What_runs_took_is_summed_by_day_session_and_model()
    {
        await RunAsync("c1", "main", new ModelUsage(1_000_000, 100_000));
        await RunAsync("c2", "main", new ModelUsage(500_000, 0));
        await RunAsync("c3", "other", new ModelUsage(10, 10));

        var cost = await CallAsync(MethodNames.UsageCost, new { days = 7 });
        var usage = await CallAsync(MethodNames.SessionsUsage);

        // 2 dollars a million in, 10 out.
        Assert.Equal(7, cost["daily"].GetArrayLength());
        Assert.Equal(1_600_020, cost["totals.totalTokens"].GetInt64());
        Assert.Equal(4.00012, cost["totals.totalCost"].GetDouble(), 9);
        Assert.Equal(4.00012, cost["daily.6.totalCost"].GetDouble(), 9);
        Assert.Equal(0, cost["daily.5.totalCost"].GetDouble());
        Assert.Equal(2, usage["aggregates.sessionCount"].GetInt32());
        Assert.Equal(("agent:main:main", "large"), (usage["sessions.0.key"].GetString(), usage["sessions.0.model"].GetString()));
        Assert.Equal(4.0, usage["sessions.0.usage.totalCost"].GetDouble(), 9);
        Assert.Equal(("first", 3), (usage["aggregates.byModel.0.provider"].GetString(), usage["aggregates.byModel.0.count"].GetInt32()));
        Assert.Equal(30, usage["aggregates.daily"].GetArrayLength());
    }

    [Fact]
    public async Task Only_the_days_and_sessions_that_are_asked_for_count()
    {
        await RunAsync("c1", "main", new ModelUsage(100, 0));
        await RunAsync("c2", "other", new ModelUsage(10, 0));

        var past = await CallAsync(MethodNames.UsageCost, new { startDate = "2001-01-01", endDate = "2001-01-03" });
        var one = await CallAsync(MethodNames.SessionsUsage, new { key = "agent:main:other", range = "7d", utcOffset = "UTC-05:30" });

        Assert.Equal((3, 0), (past["daily"].GetArrayLength(), past["totals.totalTokens"].GetInt32()));
        Assert.Equal("2001-01-01", past["daily.0.date"].GetString());
        Assert.Equal((1, 10), (one["sessions"].GetArrayLength(), one["totals.totalTokens"].GetInt32()));
    }

    [Fact]
    public async Task What_was_said_and_done_is_counted_by_day_channel_and_model()
    {
        SendChat("c1", "look", "telegram:group:1");
        (await Model.NextCallAsync()).Ask(("t1", "missing", "{}"), ("t2", "missing", "{}")).Complete(new ModelUsage(10, 1), StopReason.ToolUse);
        (await Model.NextCallAsync()).Say("nothing").Complete(new ModelUsage(20, 2));
        await ExpectChatAsync("c1", "final");
        await RunAsync("c2", "main", ModelUsage.None);

        var usage = await CallAsync(MethodNames.SessionsUsage, new { range = "7d" });
        var status = await CallAsync(MethodNames.UsageStatus);

        // Two questions; an answer with two calls, their results, which are errors, and two answers.
        Assert.Equal(
            (7, 2, 3, 2, 2, 2),
            (usage["aggregates.messages.total"].GetInt32(), usage["aggregates.messages.user"].GetInt32(), usage["aggregates.messages.assistant"].GetInt32(),
                usage["aggregates.messages.toolCalls"].GetInt32(), usage["aggregates.messages.toolResults"].GetInt32(), usage["aggregates.messages.errors"].GetInt32()));
        Assert.Equal((2, 1, "missing", 2), (usage["aggregates.tools.totalCalls"].GetInt32(), usage["aggregates.tools.uniqueTools"].GetInt32(), usage["aggregates.tools.tools.0.name"].GetString(), usage["aggregates.tools.tools.0.count"].GetInt32()));
        Assert.Equal(["telegram", "webchat"], usage["aggregates.byChannel"].EnumerateArray().Select(static group => group.GetProperty("channel").GetString()));
        Assert.Equal((7, 2), (usage["aggregates.daily.6.messages"].GetInt32(), usage["aggregates.dailyLatency.0.count"].GetInt32()));
        Assert.Equal((33, 2), (usage["aggregates.modelDaily.0.tokens"].GetInt32(), usage["aggregates.modelDaily.0.count"].GetInt32()));
        Assert.Equal(usage["totals.totalCost"].GetDouble(), usage["aggregates.costDaily.6.totalCost"].GetDouble());
        Assert.False(string.IsNullOrEmpty(usage["sessions.0.sessionId"].GetString()));
        Assert.Equal(0, status["providers"].GetArrayLength());
    }

    [Theory]
    [InlineData("0001-01-01", "1970-01-01")]
    [InlineData("9999-12-31", "9999-12-30")]
    public async Task The_first_and_the_last_of_all_days_may_be_asked_for(string endDate, string last)
    {
        var cost = await CallAsync(MethodNames.UsageCost, new { endDate, days = 7 });
        var usage = await CallAsync(MethodNames.SessionsUsage, new { endDate, range = "7d" });
        Assert.Equal((7, last), (cost["daily"].GetArrayLength(), cost["daily.6.date"].GetString()));
        Assert.Equal((7, last), (usage["aggregates.daily"].GetArrayLength(), usage["endDate"].GetString()));
    }

    private async Task RunAsync(string run, string session, ModelUsage usage)
    {
        SendChat(run, "hi", session);
        (await Model.NextCallAsync()).Say("hello").Complete(usage);
        await ExpectChatAsync(run, "final");
    }
}
