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

    private async Task RunAsync(string run, string session, ModelUsage usage)
    {
        SendChat(run, "hi", session);
        (await Model.NextCallAsync()).Say("hello").Complete(usage);
        await ExpectChatAsync(run, "final");
    }
}
