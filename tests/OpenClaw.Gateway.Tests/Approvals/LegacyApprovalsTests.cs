using Akka.Actor;
using Akka.Persistence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Approvals;

namespace OpenClaw.Gateway.Tests.Approvals;

/// <summary>The original's <c>exec-approvals.json</c>: foreign bytes, of which nothing may keep the approvals from working.</summary>
public sealed class LegacyApprovalsTests() : PersistenceTestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"openclaw-approvals-{Guid.NewGuid():N}.json");

    [Fact]
    public async Task It_is_taken_over_once()
    {
        await File.WriteAllTextAsync(_file, """{"version":1,"socket":{"path":"/x"},"defaults":{"security":"allowlist"},"agents":{"main":{"ask":"always","allowlist":[{"pattern":"/bin/ls"}]},"gone":null}}""");
        var taken = await ReadAsync();
        await File.WriteAllTextAsync(_file, """{"version":1,"defaults":{"security":"full"}}""");
        var again = await ReadAsync();

        Assert.Equal((ExecSecurity.Allowlist, ExecAsk.Always, "/bin/ls"), (taken.Settings.Security, taken.Settings.Ask, Assert.Single(taken.Allowlist).Pattern));
        Assert.Equal(ExecSecurity.Allowlist, again.Settings.Security);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"defaults":{"security":"full"}}""")]
    [InlineData("""{"version":1,"defaults":{"security":"everything"}}""")]
    [InlineData("""{"version":1,"defaults":{"security":"full"},"agents":{"main":{"allowlist":[null]}}}""")]
    [InlineData("""{"version":1,"defaults":{"security":"full"},"agents":{"main":{"allowlist":[{"pattern":"\ud83d"}]}}}""")]
    public async Task What_cannot_be_read_allows_nothing(string text)
    {
        await File.WriteAllTextAsync(_file, text);
        var approvals = await ReadAsync();

        Assert.Null(approvals.Settings.Security);
        Assert.Empty(approvals.Allowlist);
    }

    private async Task<ExecAgentApprovals> ReadAsync()
    {
        var actor = Sys.ActorOf(ApprovalsActor.Props(CreateTestProbe(), new ApprovalsOptions { LegacyFile = _file }, TimeProvider.System, NullLogger<ApprovalsActor>.Instance));
        actor.Tell(new ApprovalsProtocol.GetAgent(AgentId.Main), TestActor);
        var approvals = await ExpectMsgAsync<ExecAgentApprovals>();
        Watch(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        File.Delete(_file);
        return approvals;
    }
}
