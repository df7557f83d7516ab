using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.Approvals;

namespace OpenClaw.Tools.Tests.Approvals;

public sealed class ApprovalsDeciderTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Theory]
    [InlineData(null, null, ExecSecurity.Deny)]
    [InlineData(ExecSecurity.Full, null, ExecSecurity.Full)]
    [InlineData(null, ExecSecurity.Full, ExecSecurity.Full)]
    [InlineData(ExecSecurity.Full, ExecSecurity.Allowlist, ExecSecurity.Allowlist)]
    [InlineData(ExecSecurity.Deny, ExecSecurity.Full, ExecSecurity.Deny)]
    public void The_stricter_of_configuration_and_approvals_wins(ExecSecurity? configured, ExecSecurity? approved, ExecSecurity expected) =>
        Assert.Equal(expected, ExecPolicy.Of(new(configured), new(approved)).Security);

    [Fact]
    public void A_second_voice_never_widens_a_policy()
    {
        var settings = from s in Gen.Elements<ExecSecurity?>(null, ExecSecurity.Deny, ExecSecurity.Allowlist, ExecSecurity.Full)
                       from a in Gen.Elements<ExecAsk?>(null, ExecAsk.Off, ExecAsk.OnMiss, ExecAsk.Always)
                       from f in Gen.Elements<ExecSecurity?>(null, ExecSecurity.Deny, ExecSecurity.Allowlist, ExecSecurity.Full)
                       select new ExecPolicySettings(s, a, f);
        Prop.ForAll((from x in settings from y in settings from listed in Gen.Elements(true, false) select (x, y, listed)).ToArbitrary(), t =>
        {
            var both = ExecPolicy.Of(t.x, t.y).Judge(t.listed);
            return t.x.Security is null || t.x.Ask is null || both <= ExecPolicy.Of(t.x, t.x).Judge(t.listed) || both == ExecVerdict.Ask;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_decision_holds_for_the_very_command_and_once()
    {
        var asked = Request("rm x");
        var state = Apply(ApprovalsState.Empty, ApprovalsDecider.Request(ApprovalsState.Empty, "1", asked, TimeSpan.FromMinutes(2), Now));
        Assert.Equal("the command was not approved", ApprovalsDecider.Spend(state, "1", asked, Now).Error);
        state = Apply(state, ApprovalsDecider.Resolve(state, "1", ApprovalDecision.AllowOnce, "me", Now));
        foreach (var other in new[]
        {
            asked with { Command = "rm y" }, asked with { Arguments = ["sh"] }, asked with { WorkingDirectory = "/" }, asked with { SessionKey = "agent:main:other" },
            asked with { AgentId = "other" }, asked with { NodeId = "node" },
        })
        {
            Assert.Equal("the approval is for another command, folder or session", ApprovalsDecider.Spend(state, "1", other, Now).Error);
        }

        state = Apply(state, ApprovalsDecider.Spend(state, "1", asked, Now));
        Assert.Equal("the approval was used already", ApprovalsDecider.Spend(state, "1", asked, Now).Error);
    }

    [Fact]
    public void The_first_decision_holds_and_none_comes_after_the_time()
    {
        var state = Apply(ApprovalsState.Empty, ApprovalsDecider.Request(ApprovalsState.Empty, "1", Request("a"), TimeSpan.FromMinutes(2), Now));
        Assert.Equal("unknown or expired approval id", ApprovalsDecider.Resolve(state, "1", ApprovalDecision.AllowOnce, null, Now.AddMinutes(2)).Error);
        Assert.Equal("unknown or expired approval id", ApprovalsDecider.Resolve(state, "2", ApprovalDecision.AllowOnce, null, Now).Error);
        state = Apply(state, ApprovalsDecider.Resolve(state, "1", ApprovalDecision.Deny, null, Now));
        Assert.Equal("approval already resolved", ApprovalsDecider.Resolve(state, "1", ApprovalDecision.AllowOnce, null, Now).Error);
        Assert.Empty(ApprovalsDecider.Resolve(state, "1", ApprovalDecision.Deny, null, Now).Events);
        Assert.Null(ApprovalsDecider.Resolve(state, "1", ApprovalDecision.Deny, null, Now).Error);
    }

    [Fact]
    public void Allowing_for_ever_puts_the_commands_on_the_agents_list_once()
    {
        var request = Request("a") with { Remember = [new ExecAllowlistEntry("e", "/bin/a", ["x"])] };
        var state = ApprovalsState.Empty;
        foreach (var id in new[] { "1", "2" })
        {
            state = Apply(state, ApprovalsDecider.Request(state, id, request, TimeSpan.FromMinutes(2), Now));
            state = Apply(state, ApprovalsDecider.Resolve(state, id, ApprovalDecision.AllowAlways, null, Now));
        }

        Assert.Single(state.Document.Of("main").Allowlist);
        Assert.Empty(state.Document.Of("other").Allowlist);
    }

    [Fact]
    public void Questions_are_bounded_and_old_ones_forgotten()
    {
        var state = ApprovalsState.Empty;
        for (var i = 0; i < ApprovalsDecider.MaxPending; i++)
        {
            state = Apply(state, ApprovalsDecider.Request(state, $"{i}", Request("a"), TimeSpan.FromMinutes(2), Now));
        }

        Assert.Equal("too many approvals are pending", ApprovalsDecider.Request(state, "more", Request("a"), TimeSpan.FromMinutes(2), Now).Error);
        var later = Now.AddMinutes(2) + ApprovalsState.Memory + TimeSpan.FromSeconds(1);
        state = Apply(state, ApprovalsDecider.Request(state, "more", Request("a"), TimeSpan.FromMinutes(2), later));
        Assert.Single(state.Approvals);
    }

    private static ExecApprovalRequest Request(string command) =>
        new() { Command = command, Arguments = ["/bin/sh", "-c", command], WorkingDirectory = "/w", AgentId = "main", SessionKey = "agent:main:main" };

    private static ApprovalsState Apply(ApprovalsState state, ApprovalsDecision decision)
    {
        Assert.Null(decision.Error);
        return decision.Events.Aggregate(state, static (current, happened) => current.Apply(happened));
    }
}
