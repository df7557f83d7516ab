using System.Collections.Immutable;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Approvals;

namespace OpenClaw.Gateway.Tests.Approvals;

public sealed class ApprovalsTests : GatewayTest
{
    private readonly ApprovalsOptions _options = new();

    public ApprovalsTests() => Parts = [new ApprovalsPart(_options)];

    private IActorRef Actor => Gateway.Gateway.Parts[ApprovalsPart.PartName];

    [Fact]
    public async Task A_question_reaches_those_who_may_decide_and_the_decision_comes_back()
    {
        var (asker, _) = await ConnectAsync();
        var (reader, _) = await ConnectAsync(scopes: """["operator.read"]""");
        var id = await asker.RequestAsync("exec.approval.request", """{"id":"q1","command":"rm -rf x","cwd":"/w","sessionKey":"agent:main:main","twoPhase":true}""");
        var accepted = (await asker.ResponseAsync(id)).GetProperty("payload");
        Assert.Equal(("accepted", "q1"), (accepted.GetProperty("status").GetString(), accepted.GetProperty("id").GetString()));
        Assert.Equal(120_000, accepted.GetProperty("expiresAtMs").GetInt64() - accepted.GetProperty("createdAtMs").GetInt64());
        var asked = (await asker.EventAsync("exec.approval.requested")).GetProperty("payload");
        Assert.Equal("rm -rf x", asked.GetProperty("request").GetProperty("command").GetString());
        Assert.Equal("q1", (await asker.CallAsync("exec.approval.list"))[0].GetProperty("id").GetString());

        Assert.Equal("FORBIDDEN", (await reader.ErrorAsync("exec.approval.resolve", """{"id":"q1","decision":"allow-once"}""")).GetProperty("code").GetString());
        Assert.Equal("invalid decision", (await asker.ErrorAsync("exec.approval.resolve", """{"id":"q1","decision":"yes"}""")).GetProperty("message").GetString());
        await asker.CallAsync("exec.approval.resolve", """{"id":"q1","decision":"allow-once"}""");
        Assert.Equal("allow-once", (await asker.EventAsync("exec.approval.resolved")).GetProperty("payload").GetProperty("decision").GetString());
        Assert.Equal("allow-once", (await asker.ResponseAsync(id)).GetProperty("payload").GetProperty("decision").GetString());
        Assert.Equal(0, (await asker.CallAsync("exec.approval.list")).GetArrayLength());
        Assert.Equal("allow-once", (await asker.CallAsync("exec.approval.waitDecision", """{"id":"q1"}""")).GetProperty("decision").GetString());
        Assert.Equal("approval expired or not found", (await asker.ErrorAsync("exec.approval.waitDecision", """{"id":"q2"}""")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Without_a_decision_in_time_the_answer_is_null()
    {
        var (asker, _) = await ConnectAsync();
        var id = await asker.RequestAsync("exec.approval.request", """{"id":"q1","command":"ls","timeoutMs":5000}""");
        await asker.EventAsync("exec.approval.requested");
        Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(JsonValueKind.Null, (await asker.ResponseAsync(id)).GetProperty("payload").GetProperty("decision").ValueKind);
        Assert.Equal("unknown or expired approval id", (await asker.ErrorAsync("exec.approval.resolve", """{"id":"q1","decision":"deny"}""")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_question_about_a_node_needs_its_plan_and_is_about_the_plan()
    {
        var (asker, _) = await ConnectAsync();
        Assert.Equal("systemRunPlan is required for host=node", (await asker.ErrorAsync("exec.approval.request", """{"command":"ls","host":"node","nodeId":"n"}""")).GetProperty("message").GetString());
        await asker.RequestAsync("exec.approval.request", """{"command":"harmless","host":"node","nodeId":"n","systemRunPlan":{"argv":["rm","x"],"cwd":"/n","commandText":"rm x"}}""");
        var request = (await asker.EventAsync("exec.approval.requested")).GetProperty("payload").GetProperty("request");
        Assert.Equal(("rm x", "/n"), (request.GetProperty("command").GetString(), request.GetProperty("cwd").GetString()));
    }

    [Fact]
    public async Task A_runs_question_is_answered_once_spent_and_survives_a_restart_of_the_actor()
    {
        var (admin, _) = await ConnectAsync();
        var request = new ExecApprovalRequest { Command = "ls", AgentId = "main", Remember = [new ExecAllowlistEntry("e", "/bin/ls", [])] };
        var probe = CreateTestProbe();
        Actor.Tell(new ApprovalsProtocol.Ask("q1", request), probe);
        await admin.EventAsync("exec.approval.requested");
        await admin.CallAsync("exec.approval.resolve", """{"id":"q1","decision":"allow-always"}""");
        Assert.Equal(ApprovalDecision.AllowAlways, probe.ExpectMsg<ApprovalsProtocol.Decided>(TimeSpan.FromSeconds(60)).Decision);
        Actor.Tell(new ApprovalsProtocol.Spend("q1", request), probe);
        Assert.Equal("the approval was used already", probe.ExpectMsg<ApprovalsProtocol.SpendAnswer>(TimeSpan.FromSeconds(60)).Error);

        var asker = CreateTestProbe();
        Actor.Tell(new ApprovalsProtocol.Ask("q2", request), asker);
        await admin.EventAsync("exec.approval.requested");
        var exec = await Sys.ActorSelection(Actor.Path / "exec").ResolveOne(TimeSpan.FromSeconds(60));
        exec.Tell(Kill.Instance);
        Assert.Null(asker.ExpectMsg<ApprovalsProtocol.Decided>(TimeSpan.FromSeconds(60)).Decision);
        var list = await admin.CallAsync("exec.approval.list");
        Assert.Equal("q2", list[0].GetProperty("id").GetString());
        Actor.Tell(new ApprovalsProtocol.GetAgent(AgentId.Main), probe);
        Assert.Equal("/bin/ls", Assert.Single(probe.ExpectMsg<ExecAgentApprovals>(TimeSpan.FromSeconds(60)).Allowlist).Pattern);
    }

    [Fact]
    public async Task An_aborted_run_withdraws_its_question()
    {
        var (admin, _) = await ConnectAsync();
        using var abort = new CancellationTokenSource();
        var ask = new ExecApprovals(Actor, TimeSpan.FromMinutes(2)).AskAsync(new ExecApprovalRequest { Command = "ls" }, abort.Token).AsTask();
        await admin.EventAsync("exec.approval.requested");
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);
        var resolved = (await admin.EventAsync("exec.approval.resolved")).GetProperty("payload");
        Assert.Equal(("deny", "withdrawn"), (resolved.GetProperty("decision").GetString(), resolved.GetProperty("resolvedBy").GetString()));
    }

    [Fact]
    public async Task The_document_is_written_against_the_one_that_was_read()
    {
        var (admin, _) = await ConnectAsync();
        var first = await admin.CallAsync("exec.approvals.get");
        Assert.False(first.GetProperty("exists").GetBoolean());
        Assert.Equal(("deny", "on-miss", "deny"), Names(first.GetProperty("resolvedDefaults")));

        const string File = """{"version":1,"defaults":{"security":"allowlist"},"agents":{"main":{"ask":"always","allowlist":[{"pattern":"/bin/ls","args":["-l"]},{"pattern":"/bin/cat","argPattern":".*"}]}}}""";
        var written = await admin.CallAsync("exec.approvals.set", $$"""{"file":{{File}}}""");
        Assert.True(written.GetProperty("exists").GetBoolean());
        Assert.Equal(("allowlist", "on-miss", "deny"), Names(written.GetProperty("resolvedDefaults")));
        Assert.Equal(".*", written.GetProperty("file").GetProperty("agents").GetProperty("main").GetProperty("allowlist")[1].GetProperty("argPattern").GetString());

        Assert.Contains("base hash required", (await admin.ErrorAsync("exec.approvals.set", $$"""{"file":{{File}}}""")).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("changed since last load", (await admin.ErrorAsync("exec.approvals.set", $$"""{"file":{{File}},"baseHash":"{{first.GetProperty("hash").GetString()}}"}""")).GetProperty("message").GetString(), StringComparison.Ordinal);
        var again = await admin.CallAsync("exec.approvals.set", $$"""{"file":{"version":1},"baseHash":"{{written.GetProperty("hash").GetString()}}"}""");
        Assert.Equal(("deny", "on-miss", "deny"), Names(again.GetProperty("resolvedDefaults")));
        Assert.Contains(
            "agents.main.security must be one of",
            (await admin.ErrorAsync("exec.approvals.set", """{"file":{"version":1,"agents":{"main":{"security":"everything"}}}}""")).GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    private static (string?, string?, string?) Names(JsonElement policy) =>
        (policy.GetProperty("security").GetString(), policy.GetProperty("ask").GetString(), policy.GetProperty("askFallback").GetString());
}
