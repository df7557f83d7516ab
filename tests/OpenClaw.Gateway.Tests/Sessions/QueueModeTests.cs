using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

public sealed class CollectTests : RunsFixture
{
    internal override QueueMode Queue => QueueMode.Collect;

    internal override AgentRunOptions Options => base.Options with { Queue = new QueueLimits(TimeSpan.FromMilliseconds(1), 20) };

    [Fact]
    public async Task Messages_that_come_during_a_run_are_answered_together_and_each_ends_once()
    {
        SendChat("c1", "one");
        var first = await Model.NextCallAsync();
        SendChat("c2", "two");
        SendChat("c3", "three");
        await ExpectResponseAsync("req-c3");
        first.Say("first").Complete();
        await ExpectChatAsync("c1", "final");
        var second = await Model.NextCallAsync();
        second.Say("both").Complete();
        await ExpectChatAsync("c2", "final");
        await ExpectChatAsync("c3", "final");
        var waited = await CallAsync(MethodNames.AgentWait, new { runId = "c3" });

        Assert.Equal(["one", "first", "two", "three"], second.Request.Messages.Select(static message => message.JoinText()));
        Assert.Equal("ok", waited.Text("status"));
        Assert.Equal(5, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["totalMessages"].GetInt32());
        Assert.Single(EventsOf("c3", EventNames.Chat));
    }
}

public sealed class SteerTests : RunsFixture
{
    private ScriptedTools Host { get; } = new();

    internal override IToolHost Tools => Host;

    internal override QueueMode Queue => QueueMode.Steer;

    [Fact]
    public async Task A_message_reaches_the_run_behind_its_tool_call()
    {
        SendChat("c1", "water the garden");
        (await Model.NextCallAsync()).Ask(("t1", "act", "{}")).Complete(reason: StopReason.ToolUse);
        var call = await Host.NextCallAsync();
        SendChat("c2", "not the roses");
        await ExpectResponseAsync("req-c2");
        call.Return("watered");
        var next = await Model.NextCallAsync();
        next.Say("Then not the roses.").Complete();
        await ExpectChatAsync("c1", "final");
        await ExpectChatAsync("c2", "final");

        Assert.Equal([ModelRole.User, ModelRole.Assistant, ModelRole.Tool, ModelRole.User], next.Request.Messages.Select(static message => message.Role));
        Assert.Equal("not the roses", next.Request.Messages[^1].JoinText());
    }

    [Fact]
    public async Task A_message_that_could_not_reach_the_run_is_followed_up()
    {
        SendChat("c1", "hi");
        var first = await Model.NextCallAsync();
        SendChat("c2", "and?");
        await ExpectResponseAsync("req-c2");
        first.Say("hello").Complete();
        (await Model.NextCallAsync()).Say("well").Complete();

        Assert.Equal("well", (await ExpectChatAsync("c2", "final"))["message.content.0.text"].GetString());
    }
}

public sealed class InterruptTests : RunsFixture
{
    internal override QueueMode Queue => QueueMode.Interrupt;

    [Fact]
    public async Task A_message_ends_the_run_that_goes_and_is_answered_at_once()
    {
        SendChat("c1", "a long story");
        var first = await Model.NextCallAsync();
        SendChat("c2", "stop, rather a joke");
        await first.Cancelled.WaitAsync(Deadline);
        (await Model.NextCallAsync()).Say("Knock, knock.").Complete();

        Assert.Equal("interrupted", (await ExpectChatAsync("c1", "aborted")).Text("stopReason"));
        await ExpectChatAsync("c2", "final");
    }
}
