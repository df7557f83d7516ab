using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Approvals;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Tests.Approvals;

/// <summary>Approvals on a journal that does not take what they decide: nobody is told that it has, and nobody waits for ever.</summary>
public sealed class ApprovalsStoreTests() : PersistenceTestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private static readonly ExecApprovalRequest s_command = new() { Command = "ls", AgentId = "main" };
    private readonly ManualTime _time = new();

    private ReplyTo Here => new(TestActor, "r");

    [Fact]
    public async Task A_document_that_cannot_be_written_is_refused_as_retryable()
    {
        var approvals = Start();
        await WithJournalWrite(write => write.Fail(), async () =>
        {
            approvals.Tell(new ApprovalsProtocol.SetDocument(ExecApprovalsDocument.Empty, null, Here));
            var refused = await ExpectMsgAsync<MethodReply.Failed>();
            Assert.Equal((ErrorCodes.Unavailable, true), (refused.Error.Code, refused.Error.Retryable));
        });
    }

    [Fact]
    public async Task A_decision_that_the_journal_rejects_is_no_decision()
    {
        var approvals = Start();
        approvals.Tell(new ApprovalsProtocol.Request("q", s_command, TimeSpan.FromMinutes(1), TwoPhase: true, Here));
        await ExpectMsgAsync<MethodReply.Accepted>();
        await WithJournalWrite(write => write.RejectOnType<ApprovalResolved>(), async () =>
        {
            Watch(approvals);
            approvals.Tell(new ApprovalsProtocol.Resolve("q", ApprovalDecision.AllowOnce, Operator, new ReplyTo(TestActor, "resolve")));
            Assert.Equal("resolve", (await ExpectMsgAsync<MethodReply.Failed>()).RequestId);
            // Who waits for the decision hears that it has to ask again.
            Assert.Equal("r", (await ExpectMsgAsync<MethodReply.Failed>()).RequestId);
            await ExpectTerminatedAsync(approvals);
        });

        var again = Start();
        again.Tell(new ApprovalsProtocol.WaitDecision("q", new ReplyTo(TestActor, "again")));
        again.Tell(new ApprovalsProtocol.Resolve("q", ApprovalDecision.Deny, Operator, new ReplyTo(TestActor, "resolve")));
        Assert.Equal(["again", "resolve"], [(await ExpectMsgAsync<MethodReply.Completed>()).RequestId, (await ExpectMsgAsync<MethodReply.Completed>()).RequestId]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_whose_approval_cannot_be_spent_does_not_run(bool isRejected)
    {
        var approvals = Start();
        var run = CreateTestProbe();
        approvals.Tell(new ApprovalsProtocol.Ask("q", s_command), run);
        await WithJournalWrite(write => isRejected ? write.RejectOnType<ApprovalSpent>() : write.FailOnType<ApprovalSpent>(), async () =>
        {
            approvals.Tell(new ApprovalsProtocol.Resolve("q", ApprovalDecision.AllowOnce, Operator, Here));
            Assert.Equal(ApprovalDecision.Deny, (await run.ExpectMsgAsync<ApprovalsProtocol.Decided>()).Decision);
        });
    }

    [Fact]
    public async Task A_question_that_takes_longer_to_keep_than_it_stands_ends_without_a_decision()
    {
        var approvals = Start();
        await WithJournalWrite(
            write => write.PassWithDelay(() =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return Task.CompletedTask;
            }),
            async () =>
            {
                approvals.Tell(new ApprovalsProtocol.Request("q", s_command, TimeSpan.FromMilliseconds(1), TwoPhase: false, Here));
                await ExpectMsgAsync<MethodReply.Completed>();
            });
    }

    [Fact]
    public async Task A_snapshot_stands_for_the_events_before_it()
    {
        var options = new ApprovalsOptions { SnapshotEvery = 3 };
        var approvals = Start(options);
        approvals.Tell(new ApprovalsProtocol.SetDocument(ExecApprovalsDocument.Empty with { Defaults = new ExecPolicySettings(ExecSecurity.Full) }, null, Here));
        approvals.Tell(new ApprovalsProtocol.Request("q", s_command, TimeSpan.FromMinutes(1), TwoPhase: true, Here));
        approvals.Tell(new ApprovalsProtocol.Resolve("q", ApprovalDecision.AllowOnce, Operator, Here));
        await ExpectMsgAsync<MethodReply.Completed>();
        await ExpectMsgAsync<MethodReply.Accepted>();
        await ExpectMsgAsync<MethodReply.Completed>();
        await ExpectMsgAsync<MethodReply.Completed>();
        var snapshots = Akka.Persistence.Persistence.Instance.Apply(Sys).SnapshotStoreFor(null);
        do
        {
            snapshots.Tell(new LoadSnapshot("approvals", SnapshotSelectionCriteria.Latest, long.MaxValue), TestActor);
        }
        while ((await ExpectMsgAsync<LoadSnapshotResult>()).Snapshot is null);
        Watch(approvals);
        Sys.Stop(approvals);
        await ExpectTerminatedAsync(approvals);

        await WithJournalRecovery(recovery => recovery.FailOnType<ApprovalsReplaced>(), async () =>
        {
            var again = Start(options);
            again.Tell(new ApprovalsProtocol.GetAgent(AgentId.Main), TestActor);
            Assert.Equal(ExecSecurity.Full, (await ExpectMsgAsync<ExecAgentApprovals>()).Settings.Security);
            again.Tell(new ApprovalsProtocol.Spend("q", s_command), TestActor);
            Assert.Null((await ExpectMsgAsync<ApprovalsProtocol.SpendAnswer>()).Error);
        });
    }

    [Fact]
    public async Task While_the_store_cannot_be_read_everything_is_refused_at_once()
    {
        var earlier = Start();
        earlier.Tell(new ApprovalsProtocol.SetDocument(ExecApprovalsDocument.Empty, null, Here));
        await ExpectMsgAsync<MethodReply.Completed>();
        Watch(earlier);
        Sys.Stop(earlier);
        await ExpectTerminatedAsync(earlier);
        await WithJournalRecovery(recovery => recovery.Fail(), async () =>
        {
            var approvals = Sys.ActorOf(ApprovalsPart.Supervised(Approvals(), NullLogger<JournalSupervisor>.Instance));
            approvals.Tell(new ApprovalsProtocol.List(Here));
            var refused = await ExpectMsgAsync<MethodReply.Failed>();
            Assert.Equal((ErrorCodes.Unavailable, true), (refused.Error.Code, refused.Error.Retryable));

            var tools = new ExecApprovals(approvals, TimeSpan.FromMinutes(1));
            await Assert.ThrowsAsync<IOException>(async () => await tools.OfAsync(AgentId.Main, CancellationToken.None));
            Assert.Null(await tools.AskAsync(s_command, CancellationToken.None));
            approvals.Tell(new ApprovalsProtocol.Spend("q", s_command));
            Assert.NotNull((await ExpectMsgAsync<ApprovalsProtocol.SpendAnswer>()).Error);
        });
    }

    private static Caller Operator =>
        new(ConnectionId.New(), 4, Domain.Access.Role.Operator, Domain.Access.ScopeSet.All, "cli", "cli", null, null, [], IsLocal: true);

    private IActorRef Start(ApprovalsOptions? options = null) => Sys.ActorOf(Approvals(options));

    private Props Approvals(ApprovalsOptions? options = null) =>
        ApprovalsActor.Props(CreateTestProbe(), options ?? new ApprovalsOptions(), _time, NullLogger<ApprovalsActor>.Instance);
}
