using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

public sealed class DropOldTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { Queue = new QueueLimits(TimeSpan.FromMilliseconds(1), 2, QueueDrop.Old) };

    [Fact]
    public async Task The_oldest_that_waits_makes_room_and_its_sender_hears_of_it()
    {
        SendChat("c1", "one");
        var first = await Model.NextCallAsync();
        foreach (var run in new[] { "c2", "c3", "c4" })
        {
            SendChat(run, run);
            await ExpectResponseAsync($"req-{run}");
        }

        Assert.Equal("dropped", (await ExpectChatAsync("c2", "aborted")).Text("stopReason"));
        first.Complete();
        (await Model.NextCallAsync()).Complete();
        (await Model.NextCallAsync()).Complete();
        await ExpectChatAsync("c4", "final");
        Assert.Single(EventsOf("c2", EventNames.Chat));
    }
}

public sealed class DropNewTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { Queue = new QueueLimits(TimeSpan.FromMilliseconds(1), 2, QueueDrop.New) };

    [Fact]
    public async Task The_newest_is_refused_and_may_come_again()
    {
        SendChat("c1", "one");
        var first = await Model.NextCallAsync();
        foreach (var run in new[] { "c2", "c3", "c4" })
        {
            SendChat(run, run);
        }

        var refused = await ExpectResponseAsync("req-c4");
        first.Complete();
        await ExpectChatAsync("c1", "final");
        SendChat("c4", "c4", id: "again");

        Assert.Equal((ErrorCodes.Unavailable, true), (refused.Error!.Code, refused.Error.Retryable));
        Assert.Equal("started", (await ExpectResponseAsync("again")).Text("status"));
    }
}

/// <summary>Two hundred at once, by every way in.</summary>
public sealed class ManySendsTests : RunsFixture
{
    private const int Sends = 200;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_hundred_sends_at_once_keep_their_order_and_each_gets_its_answer(bool asChat)
    {
        for (var i = 0; i < Sends; i++)
        {
            if (asChat)
            {
                SendChat($"r{i}", $"question {i}");
            }
            else
            {
                StartAgent($"r{i}", $"question {i}");
            }
        }

        for (var i = 0; i < Sends; i++)
        {
            var call = await Model.NextCallAsync();
            Assert.Equal($"question {i}", call.Request.Messages[^1].JoinText());
            call.Say($"answer {i}").Complete();
            await ExpectChatAsync($"r{i}", "final");
        }

        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main", limit = 1000 });
        var said = history["messages"].EnumerateArray().Where(static message => message.GetProperty("role").GetString() == "user").Select(static message => message.GetProperty("content").GetString());
        Assert.Equal(Enumerable.Range(0, Sends).Select(static i => $"question {i}"), said);
        for (var i = 0; i < Sends; i++)
        {
            Assert.Equal($"answer {i}", Assert.Single(EventsOf($"r{i}", EventNames.Chat), static e => e.Text("state") == "final")["message.content.0.text"].GetString());
        }
    }
}

/// <summary>The same where messages are collected: one answer for all that wait, one end for each.</summary>
public sealed class ManyCollectedTests : RunsFixture
{
    internal override QueueMode Queue => QueueMode.Collect;

    internal override AgentRunOptions Options => base.Options with { Queue = new QueueLimits(TimeSpan.FromMilliseconds(1), 20) };

    [Fact]
    public async Task Two_hundred_collected_messages_are_told_in_their_order_and_end_once_each()
    {
        SendChat("r0", "question 0");
        var first = await Model.NextCallAsync();
        for (var i = 1; i < 200; i++)
        {
            SendChat($"r{i}", $"question {i}");
            await ExpectResponseAsync($"req-r{i}");
        }

        first.Say("first").Complete();
        var second = await Model.NextCallAsync();
        second.Say("all the others").Complete();
        for (var i = 1; i < 200; i++)
        {
            await ExpectChatAsync($"r{i}", "final");
        }

        Assert.Equal(Enumerable.Range(1, 199).Select(static i => $"question {i}"), second.Request.Messages.Skip(2).Select(static message => message.JoinText()));
    }
}
