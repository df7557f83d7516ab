using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>The store took so long to write that it was given up and the client refused; and then it was written after all.</summary>
public sealed class LateWriteTests : RunsFixture
{
    [Fact]
    public async Task The_request_finds_its_run_when_it_comes_again()
    {
        await AcceptLateAsync();
        StartAgent("r1", "hi");
        var accepted = await ExpectResponseAsync("req-r1");
        (await Model.NextCallAsync()).Say("yes").Complete();
        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal(("accepted", "ok"), (accepted.Text("status"), final.Text("status")));
        Assert.Equal(2, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" }))["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task The_run_goes_on_and_keeps_no_other_one_waiting()
    {
        await AcceptLateAsync();
        StartAgent("r2", "and this?");
        var first = await Model.NextCallAsync();
        first.Say("yes").Complete();
        var second = await Model.NextCallAsync();
        second.Say("yes, too").Complete();
        var final = await ExpectFinalAsync("req-r2");

        Assert.Equal(("hi", "and this?"), (first.Request.Messages[^1].JoinText(), second.Request.Messages[^1].JoinText()));
        Assert.Equal("ok", final.Text("status"));
    }

    private Task AcceptLateAsync() => StoreLateAsync("session-agent:main:main", static state =>
    {
        var (key, run, at) = (SessionKey.MainOf(AgentId.Main), RunId.Parse("r1"), DateTimeOffset.UtcNow);
        var spec = new RunSpec([new MessageContent.Text("hi")], RunOrigin.Agent, TimeSpan.FromMinutes(1));
        return (SessionDecider.Accept(state, key, "s1", run, spec, 10, at), [new IndexChange(LedgerEntry.Collection, run.Value, new LedgerEntry(run, key, at, null, null))]);
    });
}
