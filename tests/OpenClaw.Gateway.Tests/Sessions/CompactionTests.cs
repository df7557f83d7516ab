using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>A summary stands for the older part of a conversation: asked for, or by itself before the model's window is full.</summary>
public sealed class CompactionTests : RunsFixture
{
    // Four fifths of the first model's window are 220,000 characters.
    private static readonly string s_long = new('x', 230_000);

    [Fact]
    public async Task The_model_is_told_a_summary_and_people_still_see_what_was_said()
    {
        await TalkAsync(3);
        Call(MethodNames.SessionsCompact, "compact", new { key = "main" });
        var writing = await Model.NextCallAsync();
        writing.Say("They did sums.").Complete(new ModelUsage(40, 5));
        var answer = await ExpectResponseAsync("compact");

        await RestartAsync();
        SendChat("next", "and now?");
        var call = await Model.NextCallAsync();
        call.Complete();
        await ExpectChatAsync("next", "final");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        var patched = await CallAsync(MethodNames.SessionsPatch, new { key = "main", label = "sums" });
        var usage = await CallAsync(MethodNames.SessionsUsage);

        Assert.True(answer["compacted"].GetBoolean());
        Assert.Contains("question 1", Assert.Single(writing.Request.Messages).JoinText(), StringComparison.Ordinal);
        Assert.DoesNotContain("question 3", writing.Request.Messages[0].JoinText(), StringComparison.Ordinal);
        Assert.Contains("They did sums.", call.Request.Messages[0].JoinText(), StringComparison.Ordinal);
        Assert.DoesNotContain(call.Request.Messages, static message => message.JoinText() == "question 1");
        Assert.Equal(["question 3", "answer 3", "and now?"], call.Request.Messages.Skip(1).TakeLast(3).Select(static message => message.JoinText()));
        Assert.Equal((8, "question 1"), (history["totalMessages"].GetInt32(), history["messages.0.content"].GetString()));
        Assert.Equal(1, patched["entry.compactionCount"].GetInt32());
        Assert.Equal(45, usage["totals.totalTokens"].GetInt64());
    }

    [Fact]
    public async Task A_conversation_near_the_end_of_the_window_is_summarised_before_its_next_run()
    {
        await AnswerAsync("c1", s_long, "long");
        await AnswerAsync("c2", "short?", "short");
        SendChat("c3", "go on");
        var writing = await Model.NextCallAsync();
        SendChat("c4", "and on");
        await ExpectResponseAsync("req-c4");
        var explained = await CallAsync(MethodNames.SessionsExplain, new { key = "main" });
        Assert.Equal(("waiting", "compacting"), (explained.Text("state"), explained["reasons.0.code"].GetString()));
        writing.Say("Something long was said.").Complete();
        var next = await Model.NextCallAsync();
        next.Say("gladly").Complete();
        await ExpectChatAsync("c3", "final");

        Assert.Contains("condense", writing.Request.SystemPrompt, StringComparison.Ordinal);
        Assert.Equal("go on", next.Request.Messages[^1].JoinText());
        Assert.Equal(4, next.Request.Messages.Length);
        Assert.True(next.Request.Messages.Sum(static message => message.JoinText().Length) < 1000);
        (await Model.NextCallAsync()).Complete();
        await ExpectChatAsync("c4", "final");
    }

    [Fact]
    public async Task When_no_summary_can_be_had_the_conversation_goes_on_without_its_oldest_part()
    {
        await AnswerAsync("c1", s_long, "long");
        await AnswerAsync("c2", new string('y', 100_000), "long, too");
        SendChat("c3", "go on");
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.Auth, "no key"));
        (await Catalog["second"].NextCallAsync()).Complete();
        var next = await Model.NextCallAsync();
        next.Say("gladly").Complete();
        await ExpectChatAsync("c3", "final");

        Assert.Equal("go on", next.Request.Messages[^1].JoinText());
        Assert.DoesNotContain(next.Request.Messages, static message => message.JoinText() == s_long);
    }

    [Fact]
    public async Task Without_a_summary_the_newest_messages_are_kept()
    {
        await TalkAsync(3);

        var cut = await CallAsync(MethodNames.SessionsCompact, new { key = "main", maxLines = 2 });
        var again = await CallAsync(MethodNames.SessionsCompact, new { key = "main", maxLines = 2 });
        SendChat("next", "and now?");
        var call = await Model.NextCallAsync();
        call.Complete();

        Assert.Equal((true, 2), (cut["compacted"].GetBoolean(), cut["kept"].GetInt32()));
        Assert.False(again["compacted"].GetBoolean());
        Assert.Equal(["question 3", "answer 3", "and now?"], call.Request.Messages.Select(static message => message.JoinText()));
    }

    [Fact]
    public async Task A_reset_does_not_wait_for_a_summary_and_a_late_one_changes_nothing()
    {
        await TalkAsync(2);
        Call(MethodNames.SessionsCompact, "compact", new { key = "main" });
        var writing = await Model.NextCallAsync();
        await CallAsync(MethodNames.SessionsReset, new { key = "main" });
        var refused = await ExpectResponseAsync("compact");
        writing.Say("late").Complete();
        SendChat("next", "hello");
        var call = await Model.NextCallAsync();
        call.Complete();

        Assert.Equal((ErrorCodes.Unavailable, true), (refused.Error!.Code, refused.Error.Retryable));
        Assert.Equal("hello", Assert.Single(call.Request.Messages).JoinText());
    }

    [Fact]
    public async Task The_chat_command_says_what_came_of_it()
    {
        await TalkAsync(2);
        SendChat("s1", "/compact mind the names");
        var writing = await Model.NextCallAsync();
        writing.Say("Nothing but sums.").Complete();

        Assert.Contains("mind the names", writing.Request.SystemPrompt, StringComparison.Ordinal);
        Assert.Contains("a summary stands for all but the last 2 messages", (await ExpectChatAsync("s1", "final"))["message.content.0.text"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_summarise_is_no_failure()
    {
        var empty = await CallAsync(MethodNames.SessionsCompact, new { key = "main" });
        await AnswerAsync("c1", "hi", "hello");
        var one = await CallAsync(MethodNames.SessionsCompact, new { key = "main" });

        Assert.All([empty, one], static answer => Assert.Equal((true, false, "nothing to compact"), (answer["ok"].GetBoolean(), answer["compacted"].GetBoolean(), answer.Text("reason"))));
    }

    private async Task TalkAsync(int turns)
    {
        for (var i = 1; i <= turns; i++)
        {
            await AnswerAsync($"c{i}", $"question {i}", $"answer {i}");
        }
    }

    private async Task AnswerAsync(string run, string question, string answer)
    {
        SendChat(run, question);
        (await Model.NextCallAsync()).Say(answer).Complete();
        await ExpectChatAsync(run, "final");
    }
}
