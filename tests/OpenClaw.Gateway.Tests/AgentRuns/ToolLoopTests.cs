using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.AgentRuns;

public class ToolLoopTests : RunsFixture
{
    private protected ScriptedTools Host { get; } = new();

    internal override IToolHost Tools => Host;

    [Fact]
    public async Task A_model_that_asks_for_tools_is_told_their_results_and_goes_on()
    {
        StartAgent("r1", "how is the garden?");
        var first = await Model.NextCallAsync();
        first.Say("Let me look.").Ask(("c1", "look", """{"at":"roses"}"""), ("c2", "act", """{"water":true}""")).Complete(new ModelUsage(10, 5), StopReason.ToolUse);
        var calls = new[] { await Host.NextCallAsync(), await Host.NextCallAsync() }.ToDictionary(static call => call.Call.CallId);
        calls["c2"].Return("watered");
        calls["c1"].Return("dry");
        var second = await Model.NextCallAsync();
        second.Say("They were dry, I watered them.").Complete(new ModelUsage(20, 7));
        var final = await ExpectFinalAsync("req-r1");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.Equal(["look", "act"], first.Request.Tools.Select(static tool => tool.Name));
        Assert.Equal(("""{"at":"roses"}""", "agent:main:main", "r1"), (calls["c1"].Call.ArgumentsJson, calls["c1"].Context.Session.Value, calls["c1"].Context.Run.Value));
        Assert.Equal([ModelRole.User, ModelRole.Assistant, ModelRole.Tool, ModelRole.Tool], second.Request.Messages.Select(static message => message.Role));
        Assert.Equal(["dry", "watered"], second.Request.Messages.Where(static m => m.Role == ModelRole.Tool).OrderBy(static m => m.ToolCallId).Select(static m => m.JoinText()));
        Assert.Equal("Let me look.\n\nThey were dry, I watered them.", final["result.payloads.0.text"].GetString());
        Assert.Equal((30, 12), (final["result.meta.agentMeta.usage.input"].GetInt32(), final["result.meta.agentMeta.usage.output"].GetInt32()));

        var roles = history["messages"].EnumerateArray().Select(static message => message.GetProperty("role").GetString()).ToList();
        Assert.Equal(["user", "assistant", "toolResult", "toolResult", "assistant"], roles);
        Assert.Equal(("toolUse", "They were dry, I watered them."), (history["messages.1.stopReason"].GetString(), history["messages.4.content.0.text"].GetString()));
    }

    /// <summary>Models cut texts inside an emoji; such JSON parses, and is an exception for whoever writes it on.</summary>
    [Fact]
    public async Task Arguments_with_half_a_character_are_mended_and_harm_nobody()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Ask(("c1", "look", """{"at":"\ud83d"}""")).Complete(reason: StopReason.ToolUse);
        var call = await Host.NextCallAsync();
        call.Return("nothing");
        (await Model.NextCallAsync()).Say("done").Complete();
        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal("""{"at":"\ufffd"}""", call.Call.ArgumentsJson);
        Assert.Equal("ok", final.Text("status"));
    }

    [Fact]
    public async Task Tools_are_shown_as_events_of_the_run_in_order()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Ask(("c1", "look", """{"at":"roses"}""")).Complete(reason: StopReason.ToolUse);
        var call = await Host.NextCallAsync();
        call.Call.Progress!("half");
        await ExpectAsync(static f => f.Text("stream") == "tool" && f["data.phase"].GetString() == "update", "an update");
        call.Return("dry", isError: true);
        (await Model.NextCallAsync()).Say("dry").Complete();
        await ExpectFinalAsync("req-r1");

        var events = EventsOf("r1", EventNames.Agent);
        var tools = events.Where(static e => e.Text("stream") == "tool").ToList();
        Assert.Equal(["start", "update", "result"], tools.Select(static e => e["data.phase"].GetString()));
        Assert.All(tools, static e => Assert.Equal(("look", "c1"), (e["data.name"].GetString(), e["data.toolCallId"].GetString())));
        Assert.Equal(("roses", "half", true), (tools[0]["data.args.at"].GetString(), tools[1]["data.partialResult.content.0.text"].GetString(), tools[2]["data.isError"].GetBoolean()));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(static e => e["seq"].GetInt32()));
    }

    [Fact]
    public async Task A_call_is_recorded_before_it_is_made()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Ask(("c1", "act", "{}")).Complete(reason: StopReason.ToolUse);
        var call = await Host.NextCallAsync();
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        call.Return("done");
        (await Model.NextCallAsync()).Complete();
        await ExpectFinalAsync("req-r1");

        Assert.Equal("toolCall", history["messages.1.content.0.type"].GetString());
    }

    [Fact]
    public async Task An_abort_cancels_every_call_at_once_and_each_of_them_gets_a_result()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Ask(("c1", "act", "{}"), ("c2", "act", "{}")).Complete(reason: StopReason.ToolUse);
        var (one, two) = (await Host.NextCallAsync(), await Host.NextCallAsync());
        await CallAsync(MethodNames.ChatAbort, new { sessionKey = "main", runId = "r1" });
        await Task.WhenAll(one.Cancelled, two.Cancelled).WaitAsync(Deadline);
        await ExpectFinalAsync("req-r1");
        StartAgent("r2", "again");
        var next = await Model.NextCallAsync();
        next.Complete();

        var results = next.Request.Messages.Where(static message => message.Role == ModelRole.Tool).ToList();
        Assert.Equal(["c1", "c2"], results.Select(static message => message.ToolCallId));
        Assert.All(results, static message => Assert.Equal(SessionDecider.CancelledCall, message.JoinText()));
    }

    [Fact]
    public async Task A_tool_that_was_not_offered_and_one_that_breaks_are_answered_to_the_model()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Ask(("c1", "unknown", "{}")).Complete(reason: StopReason.ToolUse);
        var next = await Model.NextCallAsync();
        next.Complete();
        await ExpectFinalAsync("req-r1");

        Assert.Equal("There is no tool \"unknown\".", next.Request.Messages[^1].JoinText());
        Assert.False(Host.TryNextCall(out _));
    }

    [Fact]
    public async Task Calls_without_an_id_and_with_the_same_one_are_told_apart()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Ask(("", "act", "{}"), ("x", "act", "{}"), ("x", "act", "{}")).Complete(reason: StopReason.ToolUse);
        for (var i = 0; i < 3; i++)
        {
            (await Host.NextCallAsync()).Return("done");
        }

        var next = await Model.NextCallAsync();
        next.Complete();
        await ExpectFinalAsync("req-r1");

        var answered = next.Request.Messages.Where(static message => message.Role == ModelRole.Tool).Select(static message => message.ToolCallId).ToHashSet();
        var asked = next.Request.Messages[1].Content.OfType<MessageContent.ToolCall>().Select(static call => call.Id).ToHashSet();
        Assert.Equal(3, asked.Count);
        Assert.True(asked.SetEquals(answered!));
    }
}

public sealed class ToolLimitTests : ToolLimitFixture
{
    [Fact]
    public async Task A_model_that_asks_for_tools_for_ever_is_ended()
    {
        StartAgent("r1", "hi");
        for (var round = 0; round < 2; round++)
        {
            (await Model.NextCallAsync()).Ask(($"c{round}", "look", "{}")).Complete(reason: StopReason.ToolUse);
            (await Host.NextCallAsync()).Return("nothing");
        }

        (await Model.NextCallAsync()).Ask(("c9", "look", "{}")).Complete(reason: StopReason.ToolUse);
        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal("error", final.Text("status"));
        Assert.Contains("asked for tools 2 times", final.Text("summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_calls_go_at_once_than_may()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Ask(("c1", "look", "{}"), ("c2", "look", "{}")).Complete(reason: StopReason.ToolUse);
        var first = await Host.NextCallAsync();
        Assert.False(Host.TryNextCall(out _));
        first.Return("one");
        (await Host.NextCallAsync()).Return("two");
        (await Model.NextCallAsync()).Complete();

        Assert.Equal("ok", (await ExpectFinalAsync("req-r1")).Text("status"));
    }
}

public abstract class ToolLimitFixture : RunsFixture
{
    private protected ScriptedTools Host { get; } = new();

    internal override IToolHost Tools => Host;

    internal override AgentRunOptions Options => base.Options with { MaxToolRounds = 2, MaxParallelTools = 1 };
}
