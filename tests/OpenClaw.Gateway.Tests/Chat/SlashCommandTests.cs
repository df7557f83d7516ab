using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Chat.Commands;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Chat;

public sealed class SlashCommandTests : RunsFixture
{
    [Theory]
    [InlineData("/status", "status", "")]
    [InlineData("  /STATUS  ", "status", "")]
    [InlineData("/status@my_bot", "status", "")]
    [InlineData("/think: high", "think", "high")]
    [InlineData("/t high", "think", "high")]
    [InlineData("/model first/large", "model", "first/large")]
    [InlineData("/new hello\nthere", "new", "hello\nthere")]
    public void A_command_is_read(string message, string name, string argument)
    {
        Assert.True(SlashCommand.TryParse(message, out var command));
        Assert.Equal(new SlashCommand(name, argument), command);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("/")]
    [InlineData("//status")]
    [InlineData("/etc/hosts has what?")]
    [InlineData("/statusquo")]
    [InlineData("what does /status do?")]
    public void Anything_else_is_a_word_to_the_agent(string message) => Assert.False(SlashCommand.TryParse(message, out _));

    [Fact]
    public async Task A_command_is_answered_as_a_finished_message_and_starts_no_run()
    {
        var text = await SayAsync("s1", "/status");

        Assert.Contains("OpenClaw 1.2.3, up 1h 30m", text, StringComparison.Ordinal);
        Assert.Contains("Model: first/large", text, StringComparison.Ordinal);
        Assert.Contains("Runs: none", text, StringComparison.Ordinal);
        Assert.Equal("started", (await ExpectResponseAsync("req-s1")).Text("status"));
        Assert.DoesNotContain(Seen, static frame => frame.Name == EventNames.Agent);
        Assert.Equal(0, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["messages"].GetArrayLength());
    }

    [Fact]
    public async Task A_command_that_is_sent_again_is_not_carried_out_again()
    {
        await SayAsync("s1", "/whoami");
        SendChat("s1", "/whoami", id: "again");

        Assert.Equal("ok", (await ExpectResponseAsync("again")).Text("status"));
        Assert.Single(EventsOf("s1", EventNames.Chat));
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        var help = await SayAsync("s1", "/help");
        Assert.All(ChatCommands.All, command => Assert.Contains(command.TextAliases![0], help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Model_thinking_and_verbosity_are_shown_and_set()
    {
        Assert.Equal("The model is second/small now.", await SayAsync("s1", "/model small"));
        Assert.Equal("There is no model \"huge\"; /model lists them.", await SayAsync("s2", "/model huge"));
        Assert.Contains("- first/large", await SayAsync("s3", "/model"), StringComparison.Ordinal);
        Assert.Equal("thinking: high", await SayAsync("s4", "/think high"));
        Assert.Equal("/think takes one of off, minimal, low, medium, high, xhigh, adaptive.", await SayAsync("s5", "/think hard"));
        Assert.StartsWith("verbose: off", await SayAsync("s6", "/verbose"), StringComparison.Ordinal);
        Assert.Equal("verbose: full", await SayAsync("s7", "/verbose full"));

        var row = (await CallAsync(MethodNames.SessionsDescribe, new { key = "main" }))["session"];
        Assert.Equal(("small", "high", "full"), (row.GetProperty("model").GetString(), row.GetProperty("thinkingLevel").GetString(), row.GetProperty("verboseLevel").GetString()));
        Assert.Equal("The model is the agent's own again.", await SayAsync("s8", "/model default"));
    }

    [Fact]
    public async Task New_begins_anew_and_takes_a_first_message_along()
    {
        SendChat("c1", "old");
        (await Model.NextCallAsync()).Say("old answer").Complete();
        await ExpectChatAsync("c1", "final");

        Assert.Equal("A new conversation begins.", await SayAsync("s1", "/reset"));
        SendChat("s2", "/new fresh start");
        var call = await Model.NextCallAsync();
        call.Say("welcome").Complete();
        await ExpectChatAsync("s2", "final");

        var messages = (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["messages"];
        Assert.Equal("fresh start", messages[0].GetProperty("content").GetString());
        Assert.Equal(2, messages.GetArrayLength());
    }

    [Theory]
    [InlineData("/new")]
    [InlineData("/reset")]
    public async Task A_reset_that_is_sent_again_after_a_restart_does_not_reset_again(string command)
    {
        Assert.Equal("A new conversation begins.", await SayAsync("s1", command));
        await AnswerAsync("c1", "said since");

        await RestartAsync();
        SendChat("s1", command, id: "again");

        Assert.Equal("ok", (await ExpectResponseAsync("again")).Text("status"));
        Assert.Equal(2, await MessagesAsync());
    }

    [Fact]
    public async Task A_reset_with_a_first_message_that_is_sent_again_after_a_restart_does_nothing_again()
    {
        SendChat("s1", "/new fresh start");
        (await Model.NextCallAsync()).Say("welcome").Complete();
        await ExpectChatAsync("s1", "final");
        await AnswerAsync("c1", "said since");

        await RestartAsync();
        SendChat("s1", "/new fresh start", id: "again");

        Assert.Equal("ok", (await ExpectResponseAsync("again")).Text("status"));
        Assert.Equal(4, await MessagesAsync());
    }

    [Fact]
    public async Task A_reset_that_was_cut_off_during_its_first_message_goes_on_and_is_not_begun_again()
    {
        SendChat("s1", "/new fresh start");
        await Model.NextCallAsync();

        await RestartAsync();
        var resumed = await Model.NextCallAsync();
        SendChat("s1", "/new fresh start", id: "again");
        Assert.Equal("in_flight", (await ExpectResponseAsync("again")).Text("status"));
        resumed.Say("welcome").Complete();
        await ExpectChatAsync("s1", "final");

        Assert.Equal(2, await MessagesAsync());
    }

    [Fact]
    public async Task A_setting_that_is_sent_again_after_a_restart_does_not_undo_what_came_since()
    {
        await SayAsync("s1", "/model small");
        await SayAsync("s2", "/model default");

        await RestartAsync();
        SendChat("s1", "/model small", id: "again");

        Assert.Equal("ok", (await ExpectResponseAsync("again")).Text("status"));
        Assert.Equal("large", (await CallAsync(MethodNames.SessionsDescribe, new { key = "main" }))["session.model"].GetString());
    }

    [Theory]
    [InlineData("/new")]
    [InlineData("/new fresh start")]
    public async Task A_reset_that_cannot_be_stored_is_refused_changes_nothing_and_is_new_when_it_comes_again(string command)
    {
        await AnswerAsync("c1", "old");
        BreakStore();
        SendChat("s1", command);
        var refused = await ExpectResponseAsync("req-s1");
        MendStore();
        var before = await UntilUpAsync();
        SendChat("s1", command, id: "again");

        Assert.Equal(("UNAVAILABLE", true), (refused.Error!.Code, refused.Error.Retryable));
        Assert.Equal(2, before);
        Assert.Equal("started", (await ExpectResponseAsync("again")).Text("status"));
        Assert.Equal(0, EventsOf("s1", EventNames.Chat).Count(static frame => frame.Text("state") == "error"));
        if (command == "/new")
        {
            await ExpectChatAsync("s1", "final");
            Assert.Equal(0, await MessagesAsync());
        }
        else
        {
            (await Model.NextCallAsync()).Say("welcome").Complete();
            await ExpectChatAsync("s1", "final");
            Assert.Equal(2, await MessagesAsync());
        }
    }

    [Fact]
    public async Task A_reset_whose_first_message_was_known_before_is_a_repeat_and_resets_nothing()
    {
        await AnswerAsync("c1", "hello");
        SendChat("c1", "/new hello", id: "again");

        Assert.Equal("ok", (await ExpectResponseAsync("again")).Text("status"));
        Assert.Equal(2, await MessagesAsync());
        Assert.Single(EventsOf("c1", EventNames.Chat), static frame => frame.Text("state") == "final");
    }

    [Fact]
    public async Task A_reset_ends_the_run_in_progress_and_the_first_message_comes_behind_it()
    {
        SendChat("c1", "old");
        await Model.NextCallAsync();
        SendChat("s1", "/new fresh start");
        await ExpectChatAsync("c1", "aborted");
        var call = await Model.NextCallAsync();
        call.Say("welcome").Complete();
        await ExpectChatAsync("s1", "final");

        Assert.Equal("fresh start", Assert.Single(call.Request.Messages).JoinText());
        Assert.Equal(2, await MessagesAsync());
    }

    [Fact]
    public async Task What_changes_the_session_needs_the_scope_of_the_method_that_does_the_same()
    {
        Scopes = ScopeSet.Of(Scope.Read | Scope.Write);

        foreach (var command in new[] { "/new", "/reset", "/compact", "/model small", "/think high", "/verbose on" })
        {
            Assert.Contains("needs the scope operator.admin", await SayAsync(command, command), StringComparison.Ordinal);
        }

        Assert.Contains("thinking: off", await SayAsync("s1", "/think"), StringComparison.Ordinal);
        Assert.Contains("scopes: operator.read operator.write", await SayAsync("s2", "/whoami"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_may_have_its_words_taken_literally()
    {
        Call(MethodNames.ChatSend, "req", new { sessionKey = "main", message = "/status", idempotencyKey = "literal", suppressCommandInterpretation = true });

        var call = await Model.NextCallAsync();
        call.Say("just words").Complete();
        await ExpectChatAsync("literal", "final");
        Assert.Equal("/status", call.Request.Messages[^1].JoinText());
    }

    private async Task AnswerAsync(string run, string message)
    {
        SendChat(run, message);
        (await Model.NextCallAsync()).Say("answer").Complete();
        await ExpectChatAsync(run, "final");
    }

    private async Task<int> MessagesAsync() => (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["messages"].GetArrayLength();

    /// <summary>Asks again and again, as clients do that hear <c>retryable</c>, until the session is up; says how much stands in it.</summary>
    private async Task<int> UntilUpAsync()
    {
        while (true)
        {
            var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
            if (history.Error is null)
            {
                return history["messages"].GetArrayLength();
            }
        }
    }

    private async Task<string> SayAsync(string run, string message)
    {
        SendChat(run, message);
        return (await ExpectChatAsync(run, "final"))["message.content.0.text"].GetString()!;
    }
}
