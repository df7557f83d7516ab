using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>A conversation that has grown old begins anew with the next chat message.</summary>
public sealed class SessionResetTests : RunsFixture
{
    private readonly ManualTime _time = new();

    internal override TimeProvider Time => _time;

    internal override AgentRunOptions Options => base.Options with { Reset = new ResetPolicy(new ResetRule(AtHour: 4, Idle: null), Group: new ResetRule(null, TimeSpan.FromMinutes(30))) };

    [Fact]
    public async Task The_first_message_of_a_day_begins_a_new_conversation()
    {
        // The clock stands at three in the morning.
        await AnswerAsync("c1", "main");
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(3, await AnswerAsync("c2", "main"));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await AnswerAsync("c3", "main"));
        _time.Advance(TimeSpan.FromHours(23));

        Assert.Equal(3, await AnswerAsync("c4", "main"));
        Assert.Equal(4, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task A_group_follows_its_own_rule()
    {
        const string group = "agent:main:telegram:group:-1";
        await AnswerAsync("c1", group);
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(3, await AnswerAsync("c2", group));
        _time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(1, await AnswerAsync("c3", group));
    }

    [Fact]
    public async Task A_caller_that_names_its_session_goes_on_with_it()
    {
        await AnswerAsync("c1", "main");
        _time.Advance(TimeSpan.FromDays(3));
        StartAgent("r1", "still there?");
        var call = await Model.NextCallAsync();
        call.Complete();

        Assert.Equal(3, call.Request.Messages.Length);
    }

    [Fact]
    public async Task A_conversation_that_was_just_taken_over_is_gone_on_with_however_old_it_is()
    {
        await CallAsync(MethodNames.SessionsImport, new
        {
            key = "main",
            sessionId = "the-id",
            updatedAt = 1769767300000,
            messages = new[] { new { type = "message", id = "a1", message = new { role = "user", content = "long ago" } } },
        });
        _time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(2, await AnswerAsync("c1", "main"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await AnswerAsync("c2", "main"));
    }

    // How many messages the model was told.
    private async Task<int> AnswerAsync(string run, string session)
    {
        SendChat(run, "hi", session);
        var call = await Model.NextCallAsync();
        call.Say("hello").Complete();
        await ExpectChatAsync(run, "final");
        return call.Request.Messages.Length;
    }
}
