using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.AgentRuns;

public sealed class AgentMethodTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { MaxWaitingPerSession = 20 };

    [Fact]
    [Trait("Statement", "PROTO-12")]
    [Trait("Statement", "PROTO-13")]
    [Trait("Statement", "PROTO-15")]
    [Trait("Statement", "METH-07")]
    [Trait("Statement", "EVT-01")]
    public async Task A_run_is_accepted_streams_and_is_answered_again_after_its_last_event()
    {
        StartAgent("r1", "hello there", "agent:main:wire-1");
        var call = await Model.NextCallAsync();
        call.Say("tok0").Say(" tok1", " tok2").Complete(new ModelUsage(10, 50));
        var final = await ExpectFinalAsync("req-r1");

        var accepted = Seen[0];
        Assert.Equal(("res", "r1", "accepted"), (accepted.Kind, accepted.Text("runId"), accepted.Text("status")));
        Assert.Equal(("agent:main:wire-1", "main"), (accepted.Text("sessionKey"), accepted.Text("agentId")));
        Assert.True(accepted["acceptedAt"].GetInt64() > 0);

        Assert.Equal(("r1", "ok", "completed"), (final.Text("runId"), final.Text("status"), final.Text("summary")));
        Assert.Equal("tok0 tok1 tok2", final["result.payloads.0.text"].GetString());
        Assert.Equal(("first", "large"), (final["result.meta.agentMeta.provider"].GetString(), final["result.meta.agentMeta.model"].GetString()));
        Assert.Equal(50, final["result.meta.agentMeta.usage.output"].GetInt32());
        Assert.False(final["result.meta.aborted"].GetBoolean());
        Assert.Same(final, Seen[^1]);

        var agent = EventsOf("r1", EventNames.Agent);
        Assert.Equal("start", agent[0]["data.phase"].GetString());
        Assert.Equal("end", agent[^1]["data.phase"].GetString());
        var assistant = agent.Where(static e => e.Text("stream") == "assistant").ToList();
        Assert.Equal("tok0 tok1 tok2", assistant[^1]["data.text"].GetString());
        Assert.Equal("tok0 tok1 tok2", string.Concat(assistant.Select(static e => e["data.delta"].GetString())));
        Assert.Equal(Enumerable.Range(1, agent.Count), agent.Select(static e => e["seq"].GetInt32()));
    }

    [Fact]
    [Trait("Statement", "CHAT-04")]
    public async Task The_same_run_is_shown_to_chats_as_deltas_and_one_final()
    {
        StartAgent("r1", "hi");
        var call = await Model.NextCallAsync();
        call.Say("one");
        var delta = await ExpectChatAsync("r1", "delta");
        call.Say(" two").Complete();
        await ExpectFinalAsync("req-r1");

        Assert.Equal(("one", "one"), (delta.Text("deltaText"), delta["message.content.0.text"].GetString()));
        var chat = EventsOf("r1", EventNames.Chat);
        Assert.Equal("final", chat[^1].Text("state"));
        Assert.Equal(("stop", "one two"), (chat[^1].Text("stopReason"), chat[^1]["message.content.0.text"].GetString()));
        var deltas = chat.Where(static e => e.Text("state") == "delta").ToList();
        Assert.Equal("one two", string.Concat(deltas.Select(static e => e.Text("deltaText"))));
        Assert.Equal("one two", deltas[^1]["message.content.0.text"].GetString());
        Assert.Equal(chat.Count - 1, deltas.Count);
    }

    [Fact]
    public async Task A_resent_request_after_the_end_gets_the_stored_answer_and_starts_nothing()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Say("yes").Complete();
        var first = await ExpectFinalAsync("req-r1");

        StartAgent("r1", "hi", id: "again");
        var second = await ExpectResponseAsync("again");

        Assert.Equal(first.Payload.GetRawText(), second.Payload.GetRawText());
        Assert.Single(EventsOf("r1", EventNames.Agent), static e => e.Text("stream") == "lifecycle" && e["data.phase"].GetString() == "start");
    }

    [Fact]
    public async Task A_resent_request_in_flight_is_accepted_again_and_answered_by_the_same_run()
    {
        StartAgent("r1", "hi");
        var call = await Model.NextCallAsync();
        StartAgent("r1", "hi", id: "again");
        var accepted = await ExpectResponseAsync("again");
        call.Say("yes").Complete();

        Assert.Equal("accepted", accepted.Text("status"));
        await ExpectFinalAsync("req-r1");
        var second = await ExpectFinalAsync("again");
        Assert.Equal(("ok", "yes"), (second.Text("status"), second["result.payloads.0.text"].GetString()));
    }

    [Fact]
    [Trait("Statement", "PROTO-14")]
    public async Task A_failing_run_ends_with_status_error_and_the_session_stays_usable()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.Auth, "first: the key was refused (HTTP 401)."));
        (await Catalog["second"].NextCallAsync()).Fail(new ModelException(ModelErrorKind.Unavailable, "second: cannot be reached."));
        var failed = await ExpectFinalAsync("req-r1");
        StartAgent("r2", "and now?");
        (await Model.NextCallAsync()).Say("fine").Complete();
        var next = await ExpectFinalAsync("req-r2");

        Assert.Equal(("error", "second: cannot be reached."), (failed.Text("status"), failed.Text("summary")));
        Assert.True(failed["result.payloads.0.isError"].GetBoolean());
        Assert.Equal("error", EventsOf("r1", EventNames.Chat)[^1].Text("state"));
        Assert.Equal("error", EventsOf("r1", EventNames.Agent)[^1]["data.phase"].GetString());
        Assert.Equal("ok", next.Text("status"));
    }

    [Fact]
    public async Task A_model_that_fails_before_its_first_word_is_replaced_by_the_fallback()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.Unavailable, "first: failed."));
        (await Catalog["second"].NextCallAsync()).Say("here").Complete();

        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal(("ok", "small"), (final.Text("status"), final["result.meta.agentMeta.model"].GetString()));
    }

    [Fact]
    public async Task A_model_that_fails_after_its_first_word_is_not_replaced_and_its_words_are_kept()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Say("half").Fail(new ModelException(ModelErrorKind.InvalidResponse, "first: the connection broke."));

        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal(("error", "half"), (final.Text("status"), final["result.payloads.0.text"].GetString()));
    }

    [Fact]
    [Trait("Statement", "ERR-05")]
    public async Task A_run_over_its_limit_is_answered_AGENT_TIMEOUT_although_its_model_hangs()
    {
        StartAgent("r1", "hi", timeoutSeconds: 1);
        var call = await Model.NextCallAsync();

        var final = await ExpectAsync(static frame => frame.Error is not null, "an error");

        Assert.Equal((ErrorCodes.AgentTimeout, "req-r1"), (final.Error!.Code, final.Name));
        await call.Cancelled.WaitAsync(Deadline);
        Assert.Equal("error", EventsOf("r1", EventNames.Chat)[^1].Text("state"));
    }

    [Fact]
    public async Task Runs_of_one_session_go_one_by_one_in_order()
    {
        StartAgent("r1", "first");
        StartAgent("r2", "second");
        StartAgent("r3", "third");
        var order = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var call = await Model.NextCallAsync();
            order.Add(call.Request.Messages[^1].JoinText());
            call.Say($"answer {i}").Complete();
        }

        await ExpectFinalAsync("req-r3");

        Assert.Equal(["first", "second", "third"], order);
        var starts = Seen.Where(static f => f.Name == EventNames.Agent && f.Text("stream") == "lifecycle").Select(static f => $"{f.Text("runId")} {f["data.phase"].GetString()}");
        Assert.Equal(["r1 start", "r1 end", "r2 start", "r2 end", "r3 start", "r3 end"], starts.Where(static s => !s.EndsWith("model", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Runs_of_two_sessions_go_together()
    {
        StartAgent("r1", "first", "agent:main:one");
        StartAgent("r2", "second", "agent:main:two");

        var (a, b) = (await Model.NextCallAsync(), await Model.NextCallAsync());

        Assert.Equal(["first", "second"], new[] { a, b }.Select(static call => call.Request.Messages[^1].JoinText()).Order());
        a.Complete();
        b.Complete();
        await ExpectFinalAsync("req-r1");
    }

    [Fact]
    [Trait("Statement", "ERR-03")]
    public async Task A_full_queue_refuses_with_a_retryable_error_and_forgets_the_key()
    {
        var waiting = Options.MaxWaitingPerSession;
        for (var i = 0; i <= waiting; i++)
        {
            StartAgent($"r{i}", "hi");
        }

        StartAgent("one-more", "hi");
        var refused = await ExpectAsync(static frame => frame.Error is not null, "a refusal");
        var call = await Model.NextCallAsync();
        call.Complete();
        await ExpectFinalAsync("req-r0");
        StartAgent("one-more", "hi", id: "later");
        var accepted = await ExpectResponseAsync("later");

        Assert.Equal(("req-one-more", ErrorCodes.Unavailable, true), (refused.Name, refused.Error!.Code, refused.Error.Retryable));
        Assert.Equal("accepted", accepted.Text("status"));
    }

    [Fact]
    public async Task The_model_is_told_the_conversation_so_far()
    {
        StartAgent("r1", "what is one and one?");
        (await Model.NextCallAsync()).Think("easy").Say("two").Complete();
        await ExpectFinalAsync("req-r1");
        StartAgent("r2", "and twice that?");
        var call = await Model.NextCallAsync();
        call.Complete();
        await ExpectFinalAsync("req-r2");

        Assert.Equal(["what is one and one?", "two", "and twice that?"], call.Request.Messages.Select(static message => message.JoinText()));
        Assert.Equal([ModelRole.User, ModelRole.Assistant, ModelRole.User], call.Request.Messages.Select(static message => message.Role));
        Assert.Contains("OpenClaw", call.Request.SystemPrompt, StringComparison.Ordinal);
        Assert.Equal(1000, call.Request.MaxOutputTokens);
    }

    [Theory]
    [InlineData("nobody", null, "unknown agent id \"nobody\"")]
    [InlineData(null, "agent:nobody:main", "unknown agent id \"nobody\"")]
    [InlineData(null, "agent::", "invalid session key")]
    public async Task A_request_for_nobody_is_refused(string? agentId, string? sessionKey, string expected)
    {
        Call(MethodNames.Agent, "q", new Dictionary<string, object?> { ["message"] = "hi", ["idempotencyKey"] = "k", ["agentId"] = agentId, ["sessionKey"] = sessionKey }
            .Where(static pair => pair.Value is not null).ToDictionary());

        var refused = await ExpectResponseAsync("q");

        Assert.Equal(ErrorCodes.InvalidRequest, refused.Error!.Code);
        Assert.Contains(expected, refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_reaches_the_model_and_a_broken_one_is_refused()
    {
        var png = Convert.ToBase64String([1, 2, 3]);
        Call(MethodNames.Agent, "good", new { message = "what is this?", idempotencyKey = "g", attachments = new[] { new { type = "image", mimeType = "image/png", content = png } } });
        var call = await Model.NextCallAsync();
        call.Complete();
        Call(MethodNames.Agent, "bad", new { message = "and this?", idempotencyKey = "b", attachments = new[] { new { mimeType = "image/png", fileName = "x.png", content = "%%%" } } });
        var refused = await ExpectAsync(static frame => frame.Error is not null, "a refusal");

        var image = Assert.Single(call.Request.Messages[^1].Content.OfType<MessageContent.Image>());
        Assert.Equal(("image/png", 3), (image.MimeType, image.Data.Length));
        Assert.Contains("x.png", refused.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_run_ends_with_the_run()
    {
        StartAgent("r1", "hi");
        var call = await Model.NextCallAsync();
        Call(MethodNames.AgentWait, "wait", new { runId = "r1", timeoutMs = 20000 });
        call.Say("yes").Complete();

        var waited = await ExpectResponseAsync("wait");

        Assert.Equal(("r1", "ok", "stop"), (waited.Text("runId"), waited.Text("status"), waited.Text("stopReason")));
        Assert.True(waited["endedAt"].GetInt64() >= waited["startedAt"].GetInt64());
        var again = await CallAsync(MethodNames.AgentWait, new { runId = "r1" });
        Assert.Equal("ok", again.Text("status"));
    }

    [Fact]
    public async Task Waiting_too_short_is_a_timeout_and_does_not_stop_the_run()
    {
        StartAgent("r1", "hi");
        var call = await Model.NextCallAsync();

        var unknown = await CallAsync(MethodNames.AgentWait, new { runId = "nope", timeoutMs = 20 });
        var waited = await CallAsync(MethodNames.AgentWait, new { runId = "r1", timeoutMs = 20 });
        call.Say("yes").Complete();

        Assert.Equal(("timeout", "timeout"), (unknown.Text("status"), waited.Text("status")));
        Assert.Equal("ok", (await ExpectFinalAsync("req-r1")).Text("status"));
    }
}

public sealed class LaneTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { Lanes = new LaneLimits(1, 1, 1, 1) };

    [Fact]
    public async Task Sessions_beyond_the_lane_wait_for_a_place()
    {
        StartAgent("r1", "first", "agent:main:one");
        var first = await Model.NextCallAsync();
        StartAgent("r2", "second", "agent:main:two");
        await ExpectResponseAsync("req-r2");
        first.Complete();
        await ExpectFinalAsync("req-r1");
        (await Model.NextCallAsync()).Complete();
        await ExpectFinalAsync("req-r2");

        var phases = Seen.Where(static f => f.Name == EventNames.Agent && f.Text("stream") == "lifecycle").Select(static f => $"{f.Text("runId")} {f["data.phase"].GetString()}")
            .Where(static s => !s.EndsWith("model", StringComparison.Ordinal));
        Assert.Equal(["r1 start", "r1 end", "r2 start", "r2 end"], phases);
    }

    [Fact]
    public async Task A_run_that_is_aborted_while_it_waits_gives_up_its_turn()
    {
        StartAgent("r1", "first", "agent:main:one");
        var first = await Model.NextCallAsync();
        StartAgent("r2", "second", "agent:main:two");
        await ExpectResponseAsync("req-r2");
        StartAgent("r3", "third", "agent:main:three");
        await ExpectResponseAsync("req-r3");
        await CallAsync(MethodNames.ChatAbort, new { sessionKey = "agent:main:two", runId = "r2" });
        first.Complete();
        var next = await Model.NextCallAsync();
        next.Complete();

        Assert.Equal("third", next.Request.Messages[^1].JoinText());
        await ExpectFinalAsync("req-r3");
    }
}

public sealed class QuietOutputTests : RunsFixture
{
    // Intervals that no test outlives: only the first piece, and what the end flushes.
    internal override AgentRunOptions Options => new() { AssistantInterval = TimeSpan.FromHours(1), ChatInterval = TimeSpan.FromHours(1) };

    [Fact]
    public async Task What_arrives_within_the_interval_goes_together_and_nothing_is_left_out()
    {
        StartAgent("r1", "hi");
        var call = await Model.NextCallAsync();
        call.Say("one");
        await ExpectChatAsync("r1", "delta");
        for (var i = 0; i < 500; i++)
        {
            call.Say(" more");
        }

        call.Complete();
        await ExpectFinalAsync("req-r1");

        var whole = "one" + string.Concat(Enumerable.Repeat(" more", 500));
        var assistant = EventsOf("r1", EventNames.Agent).Where(static e => e.Text("stream") == "assistant").ToList();
        Assert.Equal(2, assistant.Count);
        Assert.Equal(whole, assistant[1]["data.text"].GetString());
        Assert.Equal(["delta", "delta", "final"], EventsOf("r1", EventNames.Chat).Select(static e => e.Text("state")));
        Assert.Equal(whole, EventsOf("r1", EventNames.Chat)[^1]["message.content.0.text"].GetString());
    }
}

public sealed class NoModelTests : RunsFixture
{
    internal override GatewayConfiguration Configuration => new()
    {
        Agents = new AgentsBlock { Defaults = new AgentDefaultsBlock { Model = new ModelChoice { Primary = "nowhere/x" } } },
    };

    [Fact]
    public async Task A_model_that_does_not_exist_ends_the_run_with_the_remedy()
    {
        StartAgent("r1", "hi");

        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal(("error", "no provider nowhere"), (final.Text("status"), final.Text("summary")));
    }

    [Fact]
    public async Task An_attachment_of_another_shape_is_the_clients_fault()
    {
        var answer = await CallAsync(MethodNames.Agent, new { message = "look", idempotencyKey = "r1", attachments = new object[] { "passed over", new { mimeType = 5 } } });
        Assert.Equal((ErrorCodes.InvalidRequest, "invalid agent params: attachments[1] is no attachment"), (answer.Error!.Code, answer.Error.Message));
    }
}
