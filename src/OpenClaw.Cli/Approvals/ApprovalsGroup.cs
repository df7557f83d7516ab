using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Approvals;

/// <summary><c>openclaw approvals</c>.</summary>
internal sealed class ApprovalsGroup(CliContext cli)
    : CliGroup(
        cli, "approvals", "Commands of agents that wait for a person's word",
        new ApprovalsListCommand(cli),
        new ApprovalDecisionCommand(cli, "allow", "Let a command run, this once or always", ["openclaw approvals allow 7f2c…", "openclaw approvals allow 7f2c… --always"]),
        new ApprovalDecisionCommand(cli, "deny", "Keep a command from running", ["openclaw approvals deny 7f2c…"]));
