using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

public sealed class SessionCreationTests : RunsFixture
{
    [Fact]
    public async Task A_session_is_made_before_anybody_speaks_in_it_and_outlives_a_restart()
    {
        var made = await CallAsync(MethodNames.SessionsCreate, new { label = "plans", thinkingLevel = "high", model = "second/small" });
        await RestartAsync();
        var list = await CallAsync(MethodNames.SessionsList);

        Assert.StartsWith("agent:main:dashboard:", made.Text("key"), StringComparison.Ordinal);
        Assert.Equal((false, "second", "small"), (made["runStarted"].GetBoolean(), made["resolved.modelProvider"].GetString(), made["resolved.model"].GetString()));
        Assert.Equal((made.Text("key"), "plans", "high"), (list["sessions.0.key"].GetString(), list["sessions.0.label"].GetString(), list["sessions.0.thinkingLevel"].GetString()));
    }

    [Fact]
    public async Task Its_first_message_runs_and_is_answered_once_however_often_it_is_sent()
    {
        var made = await CallAsync(MethodNames.SessionsCreate, new { key = "plans", message = "hello", idempotencyKey = "first" });
        var again = await CallAsync(MethodNames.SessionsCreate, new { key = "plans", message = "hello", idempotencyKey = "first" });
        (await Model.NextCallAsync()).Say("hi").Complete();
        await ExpectChatAsync("first", "final");
        var waited = await CallAsync(MethodNames.AgentWait, new { runId = "first" });

        Assert.True(made["runStarted"].GetBoolean());
        Assert.Equal(made.Text("sessionId"), again.Text("sessionId"));
        Assert.Equal("ok", waited.Text("status"));
        Assert.Equal(2, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "plans" }))["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_makes_nothing()
    {
        await CallAsync(MethodNames.SessionsCreate, new { key = "one", label = "taken" });
        var taken = await CallAsync(MethodNames.SessionsCreate, new { key = "two", label = "taken" });
        var model = await CallAsync(MethodNames.SessionsCreate, new { key = "two", model = "nobody/nothing" });
        var fork = await CallAsync(MethodNames.SessionsCreate, new { key = "two", fork = true });

        Assert.All([taken, model, fork], static refused => Assert.Equal(ErrorCodes.InvalidRequest, refused.Error!.Code));
        Assert.Equal(1, (await CallAsync(MethodNames.SessionsList))["totalCount"].GetInt32());
    }

    [Fact]
    public async Task Sending_and_stopping_go_by_the_names_of_sessions_too()
    {
        var sent = await CallAsync(MethodNames.SessionsSend, new { key = "main", message = "a long story", idempotencyKey = "story" });
        var call = await Model.NextCallAsync();
        var stopped = await CallAsync(MethodNames.SessionsAbort, new { key = "main" });
        await call.Cancelled.WaitAsync(Deadline);
        await ExpectChatAsync("story", "aborted");
        var idle = await CallAsync(MethodNames.SessionsAbort, new { key = "main", runId = "story" });

        Assert.Equal(("story", "started"), (sent.Text("runId"), sent.Text("status")));
        Assert.Equal(("story", "aborted"), (stopped.Text("abortedRunId"), stopped.Text("status")));
        Assert.Equal("no-active-run", idle.Text("status"));
    }
}
