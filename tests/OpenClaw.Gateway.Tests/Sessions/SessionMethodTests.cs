using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

public sealed class SessionMethodTests : RunsFixture
{
    private async Task SayAsync(string run, string message, string session, string answer = "ok")
    {
        SendChat(run, message, session);
        (await Model.NextCallAsync()).Say(answer).Complete();
        await ExpectChatAsync(run, "final");
    }

    [Fact]
    public async Task Lists_are_newest_first_and_filtered()
    {
        await SayAsync("c1", "about cats", "agent:main:one");
        await SayAsync("c2", "about dogs", "agent:main:two");

        var all = await CallAsync(MethodNames.SessionsList, new { includeDerivedTitles = true, includeLastMessage = true });
        var first = await CallAsync(MethodNames.SessionsList, new { limit = 1 });
        var found = await CallAsync(MethodNames.SessionsList, new { search = "CATS" });

        Assert.Equal(["agent:main:two", "agent:main:one"], new[] { all["sessions.0.key"].GetString()!, all["sessions.1.key"].GetString()! });
        Assert.Equal(("about dogs", "ok", "done"), (all["sessions.0.derivedTitle"].GetString(), all["sessions.0.lastMessagePreview"].GetString(), all["sessions.0.status"].GetString()));
        Assert.Equal((1, 2, true, 1), (first["count"].GetInt32(), first["totalCount"].GetInt32(), first["hasMore"].GetBoolean(), first["nextOffset"].GetInt32()));
        Assert.Equal("agent:main:one", found["sessions.0.key"].GetString());
        Assert.Equal(1, found["count"].GetInt32());
    }

    [Fact]
    public async Task A_watcher_of_the_list_hears_of_changes()
    {
        await CallAsync(MethodNames.SessionsSubscribe);
        await SayAsync("c1", "hi", "agent:main:one");
        await ExpectAsync(static f => f.Name == EventNames.SessionsChanged && f.Text("reason") == "agent.run.ended", "the end of the run");

        var reasons = Seen.Where(static f => f.Name == EventNames.SessionsChanged).Select(static f => f.Text("reason")).ToList();
        Assert.Equal(["create", "send", "agent.run.started", "agent.run.ended"], reasons);
        var ended = Seen.Last(static f => f.Name == EventNames.SessionsChanged);
        Assert.Equal(("end", "done", false), (ended.Text("phase"), ended["session.status"].GetString(), ended["session.hasActiveRun"].GetBoolean()));
    }

    [Fact]
    public async Task A_watcher_of_a_session_hears_of_its_messages_before_the_chat_is_final()
    {
        await CallAsync(MethodNames.SessionsMessagesSubscribe, new { key = "agent:main:one" });
        await SayAsync("c2", "elsewhere", "agent:main:two");
        await SayAsync("c1", "hi", "agent:main:one", "hello");
        await ExpectAsync(static f => f.Name == EventNames.SessionMessage && f["messageSeq"].GetInt32() == 2, "the answer");

        var messages = Seen.Where(static f => f.Name == EventNames.SessionMessage).ToList();
        Assert.Equal(["user", "assistant"], messages.Select(static f => f["message.role"].GetString()));
        Assert.All(messages, static f => Assert.Equal("agent:main:one", f.Text("sessionKey")));
        Assert.Equal(messages[1].Text("messageId"), messages[1]["message.__openclaw.id"].GetString());
    }

    [Fact]
    public async Task Nobody_hears_who_did_not_ask()
    {
        await SayAsync("c1", "hi", "agent:main:one");

        Assert.DoesNotContain(Seen, static f => f.Name is EventNames.SessionsChanged or EventNames.SessionMessage);
    }

    [Fact]
    public async Task A_session_is_described_previewed_and_resolved()
    {
        await SayAsync("c1", "hi", "agent:main:one", "hello");

        var described = await CallAsync(MethodNames.SessionsDescribe, new { key = "agent:main:one" });
        var missing = await CallAsync(MethodNames.SessionsDescribe, new { key = "agent:main:two" });
        var preview = await CallAsync(MethodNames.SessionsPreview, new { keys = new[] { "agent:main:one", "agent:main:two" } });
        var resolved = await CallAsync(MethodNames.SessionsResolve, new { sessionId = described["session.sessionId"].GetString() });
        var unknown = await CallAsync(MethodNames.SessionsResolve, new { label = "nope" });

        Assert.Equal("c1", described["session.lastRunId"].GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, missing["session"].ValueKind);
        Assert.Equal(("ok", "missing"), (preview["previews.0.status"].GetString(), preview["previews.1.status"].GetString()));
        Assert.Equal(("assistant", "hello"), (preview["previews.0.items.1.role"].GetString(), preview["previews.0.items.1.text"].GetString()));
        Assert.Equal("agent:main:one", resolved.Text("key"));
        Assert.Equal(ErrorCodes.InvalidRequest, unknown.Error!.Code);
    }

    [Fact]
    public async Task A_label_that_two_ask_for_at_once_goes_to_the_first()
    {
        Call(MethodNames.SessionsPatch, "one", new { key = "one", label = "cats" });
        Call(MethodNames.SessionsPatch, "two", new { key = "two", label = "cats" });
        var (one, two) = (await ExpectResponseAsync("one"), await ExpectResponseAsync("two"));
        await CallAsync(MethodNames.SessionsPatch, """{"key":"one","label":" "}""");
        var then = await CallAsync(MethodNames.SessionsPatch, new { key = "two", label = "cats" });

        Assert.Equal("cats", one["entry.label"].GetString());
        Assert.Equal("label already in use: cats", two.Error!.Message);
        Assert.Equal("cats", then["entry.label"].GetString());
    }

    [Fact]
    public async Task Settings_are_changed_cleared_and_labels_are_unique()
    {
        await SayAsync("c1", "hi", "agent:main:one");
        await SayAsync("c2", "hi", "agent:main:two");

        var labelled = await CallAsync(MethodNames.SessionsPatch, new { key = "agent:main:one", label = "cats", model = "second/small" });
        var taken = await CallAsync(MethodNames.SessionsPatch, new { key = "agent:main:two", label = "cats" });
        var noModel = await CallAsync(MethodNames.SessionsPatch, new { key = "agent:main:two", model = "nowhere/x" });
        SendChat("c3", "and now?", "agent:main:one");
        var call = await Catalog["second"].NextCallAsync();
        call.Complete();
        await ExpectChatAsync("c3", "final");
        var cleared = await CallAsync(MethodNames.SessionsPatch, """{"key":"agent:main:one","label":null}""");

        Assert.Equal(("cats", "small"), (labelled["entry.label"].GetString(), labelled["resolved.model"].GetString()));
        Assert.Contains("label already in use", taken.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.InvalidRequest, noModel.Error!.Code);
        Assert.False(cleared["entry"].TryGetProperty("label", out _));
    }

    [Fact]
    public async Task A_reset_ends_runs_and_begins_anew_under_the_same_key()
    {
        await SayAsync("c1", "hi", "agent:main:one");
        var before = await CallAsync(MethodNames.SessionsDescribe, new { key = "agent:main:one" });
        SendChat("c2", "long one", "agent:main:one");
        await Model.NextCallAsync();

        var reset = await CallAsync(MethodNames.SessionsReset, new { key = "agent:main:one" });
        var ended = await ExpectChatAsync("c2", "aborted");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "agent:main:one" });

        Assert.Equal(before["session.sessionId"].GetString(), reset["entry.sessionId"].GetString());
        Assert.NotEqual(reset["entry.sessionId"].GetString(), reset["entry.lifecycleRevision"].GetString());
        Assert.Equal("reset", ended.Text("stopReason"));
        Assert.Equal(0, history["messages"].GetArrayLength());
    }

    [Fact]
    public async Task A_deleted_session_is_gone_and_the_main_one_cannot_be()
    {
        await SayAsync("c1", "hi", "agent:main:one");
        await SayAsync("c2", "hi", "main");

        var deleted = await CallAsync(MethodNames.SessionsDelete, new { key = "agent:main:one" });
        var main = await CallAsync(MethodNames.SessionsDelete, new { key = "main" });
        var again = await CallAsync(MethodNames.SessionsDelete, new { key = "agent:main:never" });
        var list = await CallAsync(MethodNames.SessionsList);

        Assert.True(deleted["deleted"].GetBoolean());
        Assert.Equal(ErrorCodes.InvalidRequest, main.Error!.Code);
        Assert.False(again["deleted"].GetBoolean());
        Assert.Equal("agent:main:main", list["sessions.0.key"].GetString());
        Assert.Equal(1, list["count"].GetInt32());
    }

    [Fact]
    public async Task Agents_and_models_are_listed()
    {
        var agents = await CallAsync(MethodNames.AgentsList);
        var identity = await CallAsync(MethodNames.AgentIdentityGet);
        var models = await CallAsync(MethodNames.ModelsList);

        Assert.Equal(("main", "main", "first/large"), (agents.Text("defaultId"), agents["agents.0.id"].GetString(), agents["agents.0.model.primary"].GetString()));
        Assert.Equal(("main", "Assistant", "A"), (identity.Text("agentId"), identity.Text("name"), identity.Text("avatar")));
        Assert.Equal((2, "second"), (models["models"].GetArrayLength(), models["models.1.provider"].GetString()));
    }

    [Fact]
    public async Task A_preview_may_be_asked_for_twice_in_one_request()
    {
        var previews = await CallAsync(MethodNames.SessionsPreview, new { keys = new[] { "main", "main" } });
        Assert.Equal(["missing", "missing"], previews["previews"].EnumerateArray().Select(static preview => preview.GetProperty("status").GetString()));
    }
}
