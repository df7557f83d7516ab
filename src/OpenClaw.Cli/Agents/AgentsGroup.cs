using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Agents;

/// <summary><c>openclaw agents</c>.</summary>
internal sealed class AgentsGroup(CliContext cli) : CliGroup(cli, "agents", "Agents the gateway runs", new AgentsListCommand(cli));
