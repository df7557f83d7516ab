using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Tools;

/// <summary>Tools that a run's caller carries out itself.</summary>
public sealed class ClientToolsTests : RunsFixture
{
    private static readonly ImmutableArray<ModelTool> s_tools =
        [new("get_weather", "Weather.", """{"type":"object"}"""), new("look", "The client's own eyes.", """{"type":"object"}""")];

    private readonly ScriptedTools _host = new();

    internal override IToolHost Tools => _host;

    [Fact]
    public async Task A_call_of_the_clients_ends_the_run_and_is_handed_on()
    {
        Start("r1", "how is the weather?");
        var call = await Model.NextCallAsync();
        call.Ask(("c1", "get_weather", """{"city":"Bern"}"""), ("c2", "look", "{}")).Complete(new ModelUsage(3, 4), StopReason.ToolUse);
        var final = await ExpectFinalAsync("r1");

        // The client's "look" wins over the host's, and is offered once.
        Assert.Equal(["get_weather", "look", "act"], call.Request.Tools.Select(static tool => tool.Name));
        Assert.Equal(("ok", "toolUse"), (final.Text("status"), final["result.meta.stopReason"].GetString()));
        var handed = final["result.meta.pendingToolCalls"].EnumerateArray()
            .Select(static one => (one.GetProperty("id").GetString(), one.GetProperty("name").GetString(), one.GetProperty("arguments").GetString()));
        Assert.Equal([("c1", "get_weather", """{"city":"Bern"}"""), ("c2", "look", "{}")], handed);
        Assert.False(_host.TryNextCall(out _));
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        Assert.Equal(["user", "assistant", "toolResult", "toolResult"], history["messages"].EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task The_hosts_calls_of_the_same_answer_are_made_first()
    {
        Start("r1", "look, and ask");
        (await Model.NextCallAsync()).Ask(("c1", "act", "{}"), ("c2", "get_weather", "{}")).Complete(reason: StopReason.ToolUse);
        var act = await _host.NextCallAsync();
        act.Return("acted");
        var final = await ExpectFinalAsync("r1");

        Assert.Equal("get_weather", final["result.meta.pendingToolCalls.0.name"].GetString());
        Assert.Equal(1, final["result.meta.pendingToolCalls"].GetArrayLength());
        Assert.Contains("acted", (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" })).Payload.ToString(), StringComparison.Ordinal);
    }

    private void Start(string run, string text) => Sessions.Tell(
        new SessionsProtocol.StartRun(
            SessionKey.MainOf(AgentId.Main),
            RunId.Parse(run),
            new RunSpec([new MessageContent.Text(text)], RunOrigin.Agent, TimeSpan.FromMinutes(1)) { ClientTools = s_tools },
            ReplyTo(run, MethodNames.Agent)),
        Akka.Actor.ActorRefs.NoSender);
}
