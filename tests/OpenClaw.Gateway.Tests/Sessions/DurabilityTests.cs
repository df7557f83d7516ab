using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>What outlives the process: killed (the actors are gone without a word) and stopped in good order.</summary>
public sealed class DurabilityTests : RunsFixture
{
    private TimeSpan FirstPause { get; set; }

    private ScriptedTools Host { get; } = new();

    internal override IToolHost Tools => Host;

    internal override AgentRunOptions Options => base.Options with { SnapshotEvery = 5, Resumes = new ResumePolicy(3, FirstPause, FirstPause) };

    [Fact]
    public async Task A_conversation_its_settings_and_its_place_in_the_list_are_there_after_a_restart()
    {
        await AnswerAsync("c1", "what is one and one?", "two");
        await CallAsync(MethodNames.SessionsPatch, new { key = "main", label = "sums" });
        var before = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        await RestartAsync();

        var list = await CallAsync(MethodNames.SessionsList, new { includeLastMessage = true });
        var preview = await CallAsync(MethodNames.SessionsPreview, new { keys = new[] { "main" } });
        var after = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        SendChat("c2", "and twice that?");
        var call = await Model.NextCallAsync();
        call.Complete();

        Assert.Equal(before["messages"].GetRawText(), after["messages"].GetRawText());
        Assert.Equal(("sums", "two", "done"), (list["sessions.0.label"].GetString(), list["sessions.0.lastMessagePreview"].GetString(), list["sessions.0.status"].GetString()));
        Assert.Equal("two", preview["previews.0.items.1.text"].GetString());
        Assert.Equal(["what is one and one?", "two", "and twice that?"], call.Request.Messages.Select(static message => message.JoinText()));
    }

    [Fact]
    public async Task A_resent_request_after_a_restart_gets_the_stored_answer_and_starts_nothing()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Say("yes").Complete(new ModelUsage(3, 1));
        var first = await ExpectFinalAsync("req-r1");
        await AnswerAsync("c1", "and you?", "fine");

        await RestartAsync();
        StartAgent("r1", "hi", id: "again");
        var second = await ExpectResponseAsync("again");
        SendChat("c1", "and you?", id: "chat-again");
        var chat = await ExpectResponseAsync("chat-again");
        var waited = await CallAsync(MethodNames.AgentWait, new { runId = "r1" });

        Assert.Equal(first.Payload.GetRawText(), second.Payload.GetRawText());
        Assert.Equal(("ok", "ok"), (chat.Text("status"), waited.Text("status")));
        Assert.Equal(4, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task A_run_that_was_cut_off_asks_its_model_again_and_ends_once()
    {
        SendChat("c1", "tell me a story");
        (await Model.NextCallAsync()).Say("Once upon");
        await ExpectChatAsync("c1", "delta");

        await RestartAsync();
        var again = await Model.NextCallAsync();
        again.Say("Once upon a time.").Complete();
        var final = await ExpectChatAsync("c1", "final");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.Equal("tell me a story", Assert.Single(again.Request.Messages).JoinText());
        Assert.Equal("Once upon a time.", final["message.content.0.text"].GetString());
        Assert.Equal(2, history["totalMessages"].GetInt32());
        Assert.Single(EventsOf("c1", EventNames.Chat), static e => e.Text("state") == "final");
        var seqs = EventsOf("c1", EventNames.Agent).Select(static e => e["seq"].GetInt64()).ToList();
        Assert.Equal(seqs.Order(), seqs);
        Assert.Equal(seqs.Distinct(), seqs);
    }

    [Fact]
    public async Task Runs_that_waited_go_on_in_their_order()
    {
        for (var i = 1; i <= 3; i++)
        {
            SendChat($"c{i}", $"question {i}");
            await ExpectResponseAsync($"req-c{i}");
        }

        await Model.NextCallAsync();

        await RestartAsync();
        for (var i = 1; i <= 3; i++)
        {
            var call = await Model.NextCallAsync();
            Assert.Equal($"question {i}", call.Request.Messages[^1].JoinText());
            call.Say($"answer {i}").Complete();
            await ExpectChatAsync($"c{i}", "final");
        }
    }

    [Fact]
    public async Task A_tool_call_without_a_result_is_not_made_again_unless_it_may_be()
    {
        await CallAsync(MethodNames.SessionsMessagesSubscribe, new { key = "main" });
        SendChat("c1", "water the roses");
        (await Model.NextCallAsync()).Ask(("look-1", "look", "{}"), ("act-1", "act", "{}"), ("act-2", "act", "{}")).Complete(reason: StopReason.ToolUse);
        var calls = new Dictionary<string, ScriptedToolCall>();
        for (var i = 0; i < 3; i++)
        {
            var call = await Host.NextCallAsync();
            calls.Add(call.Call.CallId, call);
        }

        calls["act-2"].Return("done");
        await ExpectAsync(static f => f.Name == EventNames.SessionMessage && f["messageSeq"].GetInt32() == 3, "the recorded result");

        await RestartAsync();
        var repeated = await Host.NextCallAsync();
        repeated.Return("dry");
        var next = await Model.NextCallAsync();
        next.Say("I do not know whether they are wet.").Complete();
        await ExpectChatAsync("c1", "final");

        Assert.Equal("look-1", repeated.Call.CallId);
        Assert.False(Host.TryNextCall(out _));
        var results = next.Request.Messages.Where(static m => m.Role == ModelRole.Tool).ToDictionary(static m => m.ToolCallId!, static m => m.JoinText());
        Assert.Equal(("dry", SessionDecider.InterruptedCall, "done"), (results["look-1"], results["act-1"], results["act-2"]));
    }

    [Fact]
    public async Task An_end_that_nobody_was_told_of_is_learnt_by_those_who_come_back()
    {
        await AnswerAsync("c0", "are you there?", "yes");
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Say("hel");
        await ExpectResponseAsync("req-r1");

        await CrashBehindAsync("session-agent:main:main", static state =>
        {
            var run = RunId.Parse("r1");
            var at = DateTimeOffset.UtcNow;
            var report = new RunReport(new RunOutcome.Completed(StopReason.Stop), "hello") { SessionId = state.SessionId, StartedAt = state.Active!.StartedAt, Model = new ModelRef("first", "large") };
            return (SessionDecider.End(state, run, report, "the-end", at), [new IndexChange(LedgerEntry.Collection, "r1", new LedgerEntry(run, state.Key, at, at, report), at.AddMinutes(10))]);
        });
        var waited = await CallAsync(MethodNames.AgentWait, new { runId = "r1", timeoutMs = 0 });
        StartAgent("r1", "hi", id: "again");
        var repeated = await ExpectResponseAsync("again");
        var list = await CallAsync(MethodNames.SessionsList);
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.Equal("ok", waited.Text("status"));
        Assert.Equal(("ok", "hello"), (repeated.Text("status"), repeated["result.payloads.0.text"].GetString()));
        Assert.Equal(("done", 0), (list["sessions.0.status"].GetString(), list["sessions.0.activeRunIds"].GetArrayLength()));
        Assert.Equal((4, "hello"), (history["totalMessages"].GetInt32(), history["messages.3.content.0.text"].GetString()));
    }

    [Fact]
    public async Task A_run_that_is_cut_off_again_and_again_ends_with_an_error()
    {
        SendChat("c1", "poison");
        await Model.NextCallAsync();
        for (var i = 0; i < Options.Resumes.MaxResumes; i++)
        {
            await RestartAsync();
            await Model.NextCallAsync();
        }

        await RestartAsync();
        var error = await ExpectChatAsync("c1", "error");
        await AnswerAsync("c2", "hello?", "yes");

        Assert.Contains("given up", error.Text("errorMessage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_only_waits_to_go_on_is_not_given_up_however_often_the_gateway_stops()
    {
        SendChat("c1", "am I poison?");
        await Model.NextCallAsync();
        await RestartTwiceAsync();

        FirstPause = TimeSpan.FromHours(1);
        for (var i = 0; i < Options.Resumes.MaxResumes + 1; i++)
        {
            await RestartAsync();
            var explained = await CallAsync(MethodNames.SessionsExplain, new { key = "main" });
            Assert.Equal(("waiting", "run-pauses"), (explained.Text("state"), explained["reasons.0.code"].GetString()));
        }

        FirstPause = TimeSpan.FromMilliseconds(1);
        await RestartAsync();
        (await Model.NextCallAsync()).Say("no").Complete();

        Assert.Equal("no", (await ExpectChatAsync("c1", "final"))["message.content.0.text"].GetString());
    }

    [Fact]
    public async Task A_run_that_waits_to_go_on_takes_no_place_from_others_and_can_be_stopped()
    {
        SendChat("c1", "am I poison?");
        await Model.NextCallAsync();
        await RestartTwiceAsync();
        FirstPause = TimeSpan.FromHours(1);
        await RestartAsync();

        await AnswerAsync("o1", "hello?", "yes", "agent:main:other");
        await CallAsync(MethodNames.ChatAbort, new { sessionKey = "main", runId = "c1" });
        await ExpectChatAsync("c1", "aborted");
        await AnswerAsync("c2", "and now?", "as ever");
    }

    [Fact]
    public async Task The_answer_of_a_run_reaches_the_session_that_waits_for_it_over_a_restart_and_once()
    {
        SendSubTask();
        await Model.NextCallAsync();

        await RestartAsync();
        (await Model.NextCallAsync()).Say("42").Complete();
        var told = await Model.NextCallAsync();
        await RestartAsync();
        var again = await Model.NextCallAsync();
        again.Say("so it is 42").Complete();
        await ExpectChatAsync("count-back", "final");
        await RestartAsync();
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.Equal("[counter has finished]\n42", Assert.Single(told.Request.Messages).JoinText());
        Assert.Equal("[counter has finished]\n42", Assert.Single(again.Request.Messages).JoinText());
        Assert.Equal(2, history["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task An_answer_that_was_stored_and_not_told_is_told_after_the_restart()
    {
        SendSubTask();
        await Model.NextCallAsync();

        await CrashBehindAsync($"session-{s_child.Value}", static state =>
        {
            var active = state.Active!;
            var at = DateTimeOffset.UtcNow;
            var report = new RunReport(new RunOutcome.Completed(StopReason.Stop), "42") { SessionId = state.SessionId, StartedAt = active.StartedAt };
            var answer = PendingAnswer.Of(active.Spec.AnswerTo!, report);
            return (SessionDecider.End(state, active.Run, report, "the-end", at),
            [
                new IndexChange(LedgerEntry.Collection, active.Run.Value, new LedgerEntry(active.Run, state.Key, at, at, report), at.AddMinutes(10)),
                new IndexChange(PendingAnswer.Collection, answer.Run.Value, answer),
            ]);
        });

        Assert.Equal("[counter has finished]\n42", Assert.Single((await Model.NextCallAsync()).Request.Messages).JoinText());
    }

    [Fact]
    public async Task Stopping_in_good_order_is_no_failed_resumption()
    {
        SendChat("c1", "a long one");
        await Model.NextCallAsync();
        for (var i = 0; i < Options.Resumes.MaxResumes + 2; i++)
        {
            await RestartAsync(orderly: true);
            var call = await Model.NextCallAsync();
            if (i == Options.Resumes.MaxResumes + 1)
            {
                call.Say("at last").Complete();
            }
        }

        Assert.Equal("at last", (await ExpectChatAsync("c1", "final"))["message.content.0.text"].GetString());
    }

    [Fact]
    public async Task An_abort_reaches_a_run_that_was_cut_off_and_has_not_begun_anew()
    {
        SendChat("c1", "hi");
        await Model.NextCallAsync();

        await RestartAsync();
        await Model.NextCallAsync();
        await CallAsync(MethodNames.ChatAbort, new { sessionKey = "main", runId = "c1" });

        await ExpectChatAsync("c1", "aborted");
    }

    [Fact]
    public async Task A_deleted_session_stays_deleted_and_its_key_begins_anew()
    {
        await AnswerAsync("c1", "hi", "hello", "agent:main:one");
        await CallAsync(MethodNames.SessionsDelete, new { key = "agent:main:one" });

        await RestartAsync();
        var list = await CallAsync(MethodNames.SessionsList);
        await AnswerAsync("c2", "again", "welcome back", "agent:main:one");
        await RestartAsync();
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "agent:main:one" });

        Assert.Equal(0, list["count"].GetInt32());
        Assert.Equal(["again", "welcome back"], Texts(history));
    }

    [Fact]
    public async Task A_snapshot_that_outlives_its_session_does_not_bring_it_back()
    {
        await AnswerAsync("c1", "hi", "hello", "agent:main:one");
        KeepSnapshots();
        await CallAsync(MethodNames.SessionsDelete, new { key = "agent:main:one" });

        // What is written now is written behind the deletion of the events.
        await AnswerAsync("c2", "and you", "so am I", "agent:main:other");
        await RestartAsync();
        await AnswerAsync("c3", "again", "welcome back", "agent:main:one");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "agent:main:one" });

        Assert.Equal(["again", "welcome back"], Texts(history));
    }

    [Fact]
    public async Task A_long_conversation_is_the_same_from_its_snapshot_and_the_events_behind_it()
    {
        for (var i = 0; i < 12; i++)
        {
            await AnswerAsync($"c{i}", $"question {i}", $"answer {i}");
        }

        var before = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        await RestartAsync();
        var after = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.Equal(24, after["totalMessages"].GetInt32());
        Assert.Equal(before["messages"].GetRawText(), after["messages"].GetRawText());
    }

    private async Task RestartTwiceAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            await RestartAsync();
            await Model.NextCallAsync();
        }
    }

    private static readonly SessionKey s_child = SessionKey.Parse("agent:main:subagent:1");

    private void SendSubTask() => Sessions.Tell(new SessionsProtocol.StartRun(
        s_child,
        RunId.Parse("count"),
        new RunSpec([new MessageContent.Text("count")], RunOrigin.Agent, TimeSpan.FromMinutes(1)) { AnswerTo = new AnswerTo(SessionKey.Parse("agent:main:main"), RunId.Parse("count-back"), "counter") },
        ReplyTo("req-count", MethodNames.Agent)));

    private async Task AnswerAsync(string run, string question, string answer, string session = "main")
    {
        SendChat(run, question, session);
        (await Model.NextCallAsync()).Say(answer).Complete();
        await ExpectChatAsync(run, "final");
    }

    private static IEnumerable<string?> Texts(WireFrame history) => history["messages"].EnumerateArray().Select(static message =>
        message.GetProperty("content") is { ValueKind: System.Text.Json.JsonValueKind.String } text ? text.GetString() : message.GetProperty("content")[0].GetProperty("text").GetString());
}
