using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Chat;

public sealed class ChatMethodTests : RunsFixture
{
    [Fact]
    [Trait("Statement", "CHAT-02")]
    public async Task A_message_is_started_at_once_and_a_repeat_reports_the_run()
    {
        SendChat("c1", "hi by chat");
        var call = await Model.NextCallAsync();
        SendChat("c1", "hi by chat", id: "while");
        var started = await ExpectResponseAsync("req-c1");
        var during = await ExpectResponseAsync("while");
        call.Say("hello").Complete();
        await ExpectChatAsync("c1", "final");

        // The chat's last event may be there before the run is over for who asks with its key.
        await CallAsync(MethodNames.AgentWait, new { runId = "c1", timeoutMs = 60_000 });
        SendChat("c1", "hi by chat", id: "after");
        var after = await ExpectResponseAsync("after");

        Assert.Equal(("c1", "started"), (started.Text("runId"), started.Text("status")));
        Assert.Equal(("in_flight", "ok"), (during.Text("status"), after.Text("status")));
    }

    [Fact]
    [Trait("Statement", "CHAT-01")]
    public async Task History_has_what_was_said_with_ids_and_numbers()
    {
        SendChat("c1", "hi");
        (await Model.NextCallAsync()).Say("hello").Complete(new ModelUsage(10, 5));
        await ExpectChatAsync("c1", "final");

        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main", limit = 20 });

        Assert.Equal("agent:main:main", history.Text("sessionKey"));
        Assert.False(string.IsNullOrEmpty(history.Text("sessionId")));
        Assert.Equal(2, history["messages"].GetArrayLength());
        Assert.Equal(("user", "hi", "c1:user"), (history["messages.0.role"].GetString(), history["messages.0.content"].GetString(), history["messages.0.idempotencyKey"].GetString()));
        Assert.Equal(("assistant", "hello", "stop"), (history["messages.1.role"].GetString(), history["messages.1.content.0.text"].GetString(), history["messages.1.stopReason"].GetString()));
        Assert.Equal((1, 2), (history["messages.0.__openclaw.seq"].GetInt32(), history["messages.1.__openclaw.seq"].GetInt32()));
        Assert.Equal("c1", history["messages.1.__openclaw.runId"].GetString());
        Assert.Equal(15, history["messages.1.usage.totalTokens"].GetInt32());
        Assert.Equal(7e-5, history["messages.1.usage.cost.total"].GetDouble(), 9);
        Assert.Equal("large", history["defaults.model"].GetString());
        Assert.Equal("done", history["sessionInfo.status"].GetString());
    }

    [Fact]
    public async Task History_of_a_session_that_nobody_spoke_in_is_empty_and_does_not_begin_it()
    {
        var startup = await CallAsync(MethodNames.ChatStartup, new { sessionKey = "main", limit = 50 });
        var list = await CallAsync(MethodNames.SessionsList);

        Assert.Equal((0, "agent:main:main"), (startup["messages"].GetArrayLength(), startup.Text("sessionKey")));
        Assert.Equal(0, list["count"].GetInt32());
    }

    [Fact]
    public async Task History_pages_from_the_newest()
    {
        for (var i = 0; i < 3; i++)
        {
            SendChat($"c{i}", $"question {i}");
            (await Model.NextCallAsync()).Say($"answer {i}").Complete();
            await ExpectChatAsync($"c{i}", "final");
        }

        var newest = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main", limit = 2 });
        var older = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main", limit = 10, offset = newest["nextOffset"].GetInt32() });

        Assert.Equal(["question 2", "answer 2"], new[] { newest["messages.0.content"].GetString()!, newest["messages.1.content.0.text"].GetString()! });
        Assert.True(newest["hasMore"].GetBoolean());
        Assert.Equal(4, older["messages"].GetArrayLength());
        Assert.False(older["hasMore"].GetBoolean());
        Assert.Equal(4, older["messages.3.__openclaw.seq"].GetInt32());
    }

    [Fact]
    public async Task Long_texts_are_cut_for_protocol_3()
    {
        SendChat("c1", new string('x', 20_000));
        (await Model.NextCallAsync()).Say("ok").Complete();
        await ExpectChatAsync("c1", "final");

        var old = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }, protocol: 3);
        var current = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.EndsWith("\n...(truncated)...", old["messages.0.content"].GetString(), StringComparison.Ordinal);
        Assert.Equal(20_000, current["messages.0.content"].GetString()!.Length);
    }

    [Fact]
    [Trait("Statement", "CHAT-03")]
    public async Task An_abort_ends_a_hanging_run_at_once_and_keeps_what_was_said()
    {
        SendChat("c1", "hi");
        var call = await Model.NextCallAsync();
        call.Say("half an ans");
        await ExpectChatAsync("c1", "delta");

        var aborted = await CallAsync(MethodNames.ChatAbort, new { sessionKey = "main", runId = "c1" });
        var end = await ExpectChatAsync("c1", "aborted");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.True(aborted["aborted"].GetBoolean());
        Assert.Equal("c1", aborted["runIds.0"].GetString());
        Assert.Equal(("rpc", "half an ans"), (end.Text("stopReason"), end["message.content.0.text"].GetString()));
        await call.Cancelled.WaitAsync(Deadline);
        var last = EventsOf("c1", EventNames.Agent)[^1];
        Assert.True(last["data.aborted"].GetBoolean());
        Assert.Equal("aborted", history["messages.1.stopReason"].GetString());
    }

    [Fact]
    public async Task An_abort_of_the_session_ends_all_its_runs_and_starts_none_in_between()
    {
        SendChat("c1", "one");
        SendChat("c2", "two");
        var call = await Model.NextCallAsync();

        var aborted = await CallAsync(MethodNames.ChatAbort, new { sessionKey = "main" });
        await ExpectChatAsync("c1", "aborted");
        SendChat("c3", "three");
        var next = await Model.NextCallAsync();
        next.Complete();
        await ExpectChatAsync("c3", "final");

        Assert.Equal(2, aborted["runIds"].GetArrayLength());
        Assert.Equal("three", next.Request.Messages[^1].JoinText());
        Assert.Single(EventsOf("c2", EventNames.Chat), static e => e.Text("state") == "aborted");
    }

    [Fact]
    public async Task Nothing_to_abort_is_no_error_but_a_run_of_another_session_is()
    {
        SendChat("c1", "hi", "agent:main:one");
        var call = await Model.NextCallAsync();
        SendChat("c2", "hi", "agent:main:two");
        await Model.NextCallAsync();

        var nothing = await CallAsync(MethodNames.ChatAbort, new { sessionKey = "agent:main:three" });
        var foreign = await CallAsync(MethodNames.ChatAbort, new { sessionKey = "agent:main:two", runId = "c1" });

        Assert.False(nothing["aborted"].GetBoolean());
        Assert.Equal((ErrorCodes.InvalidRequest, "runId does not match sessionKey"), (foreign.Error!.Code, foreign.Error.Message));
        Assert.False(call.Cancelled.IsCompleted);
    }

    [Theory]
    [InlineData("/stop")]
    [InlineData(" STOP ")]
    public async Task A_stop_word_ends_the_run(string word)
    {
        SendChat("c1", "hi");
        await Model.NextCallAsync();
        SendChat("c2", word);

        var answer = await ExpectResponseAsync("req-c2");
        var end = await ExpectChatAsync("c1", "aborted");

        Assert.Equal(("c2", "ok", "stopped 1"), (answer.Text("runId"), answer.Text("status"), answer.Text("summary")));
        Assert.Equal("stop", end.Text("stopReason"));
    }

    [Fact]
    public async Task An_injected_note_is_in_the_chat_and_in_the_transcript_and_known_to_the_model()
    {
        var answer = await CallAsync(MethodNames.ChatInject, new { sessionKey = "main", message = "a note" });
        var shown = await ExpectAsync(static f => f.Name == EventNames.Chat, "the note");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.Equal(("final", "a note"), (shown.Text("state"), shown["message.content.0.text"].GetString()));
        Assert.Equal(answer.Text("messageId"), history["messages.0.__openclaw.id"].GetString());
        Assert.DoesNotContain(Seen, static f => f.Name == EventNames.Agent);
    }

    [Fact]
    public async Task A_note_with_a_key_is_written_once_whatever_happens_in_between()
    {
        var first = await CallAsync(MethodNames.ChatInject, new { sessionKey = "main", message = "a note", idempotencyKey = "k" });
        await RestartAsync();
        var again = await CallAsync(MethodNames.ChatInject, new { sessionKey = "main", message = "a note", idempotencyKey = "k" });
        var other = await CallAsync(MethodNames.ChatInject, new { sessionKey = "main", message = "a note", idempotencyKey = "l" });

        Assert.Equal(first.Text("messageId"), again.Text("messageId"));
        Assert.NotEqual(first.Text("messageId"), other.Text("messageId"));
        Assert.Equal(2, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task An_empty_message_is_refused()
    {
        SendChat("c1", "   ");

        Assert.Equal(ErrorCodes.InvalidRequest, (await ExpectResponseAsync("req-c1")).Error!.Code);
    }

    [Fact]
    public async Task Metadata_lists_models_and_commands()
    {
        var metadata = await CallAsync(MethodNames.ChatMetadata, new { sessionKey = "main" });

        Assert.Equal(("large", "default"), (metadata["models.0.id"].GetString(), metadata["models.0.tags.0"].GetString()));
        Assert.Contains("stop", metadata["commands"].EnumerateArray().Select(static command => command.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("whatsapp", ErrorCodes.NotLinked)]
    [InlineData("telegram", ErrorCodes.Unavailable)]
    [InlineData("carrier-pigeon", ErrorCodes.InvalidRequest)]
    [Trait("Statement", "ERR-04")]
    public async Task Sending_through_a_channel_that_does_not_exist_says_so(string channel, string code)
    {
        var refused = await CallAsync(MethodNames.Send, new { to = "+1", message = "hi", channel, idempotencyKey = "k" });

        Assert.Equal(code, refused.Error!.Code);
    }

    [Fact]
    public async Task A_history_of_large_tool_calls_comes_in_pieces_that_fit_into_a_frame()
    {
        var arguments = $$"""{"text":"{{new string('x', 1_000_000)}}"}""";
        SendChat("c1", "write");
        for (var i = 0; i < 8; i++)
        {
            (await Model.NextCallAsync()).Ask(($"t{i}", "missing", arguments)).Complete(reason: StopReason.ToolUse);
        }

        (await Model.NextCallAsync()).Say("done").Complete();
        await ExpectChatAsync("c1", "final");

        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        Assert.InRange(history.Raw.Length, 1_000_000, 8_000_000);
        Assert.True(history["hasMore"].GetBoolean());
        Assert.Equal(18, history["totalMessages"].GetInt32());
    }
}
