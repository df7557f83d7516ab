using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Nodes;

/// <summary><c>openclaw nodes</c>.</summary>
internal sealed class NodesGroup(CliContext cli)
    : CliGroup(
        cli, "nodes", "Machines and phones that carry out commands",
        new NodesListCommand(cli),
        new NodeDescribeCommand(cli),
        new NodeInvokeCommand(cli),
        new NodeRenameCommand(cli),
        new NodeRemoveCommand(cli));
