using System.CommandLine;
using System.CommandLine.Help;
using OpenClaw.Cli.Agent;
using OpenClaw.Cli.Agents;
using OpenClaw.Cli.Approvals;
using OpenClaw.Cli.Channels;
using OpenClaw.Cli.Config;
using OpenClaw.Cli.Cron;
using OpenClaw.Cli.Devices;
using OpenClaw.Cli.Gateway;
using OpenClaw.Cli.Health;
using OpenClaw.Cli.Logs;
using OpenClaw.Cli.Models;
using OpenClaw.Cli.Nodes;
using OpenClaw.Cli.Sessions;
using OpenClaw.Cli.Status;
using OpenClaw.Cli.SystemCommands;

namespace OpenClaw.Cli.Application;

/// <summary>Builds the command tree. Only the branch that the command line names is built in full: the program starts faster so.</summary>
internal static class RootCommandFactory
{
    private static readonly Branch[] Branches =
    [
        new("gateway", "Run the gateway, or ask a running one", static cli => new GatewayGroup(cli)),
        new("agent", "Run one agent turn through the gateway", static cli => new AgentCommand(cli)),
        new("health", "Show the gateway's health", static cli => new HealthCommand(cli)),
        new("status", "Show gateway, channels and recent sessions", static cli => new StatusCommand(cli)),
        new("logs", "Show or follow the gateway's log", static cli => new LogsCommand(cli)),
        new("channels", "Chat channels and their accounts", static cli => new ChannelsGroup(cli)),
        new("models", "Models the gateway can use", static cli => new ModelsGroup(cli)),
        new("sessions", "Conversations the gateway keeps", static cli => new SessionsCommand(cli)),
        new("agents", "Agents the gateway runs", static cli => new AgentsGroup(cli)),
        new("nodes", "Machines and phones that carry out commands", static cli => new NodesGroup(cli)),
        new("approvals", "Commands of agents that wait for a person's word", static cli => new ApprovalsGroup(cli)),
        new("cron", "Scheduled jobs", static cli => new CronGroup(cli)),
        new("system", "Presence, system events and heartbeats", static cli => new SystemGroup(cli)),
        new("devices", "Paired devices and pairing requests", static cli => new DevicesGroup(cli)),
        new("config", "Read and check the configuration file", static cli => new ConfigGroup(cli)),
    ];

    public static RootCommand Create(CliContext cli, IReadOnlyList<string> args)
    {
        var root = new RootCommand("The OpenClaw gateway and the commands that talk to it.")
        {
            // Taken from the command line before parsing (ProfileArguments); they stand here for the help alone.
            new Option<string?>("--profile") { Description = "Use another state directory and configuration: ~/.openclaw-NAME. Before the command", HelpName = "NAME" },
            new Option<bool>("--dev") { Description = "The development profile: --profile dev, port 19001. Before the command" },
        };
        var named = args.FirstOrDefault(static arg => !arg.StartsWith('-'));
        foreach (var branch in Branches)
            root.Subcommands.Add(branch.Name == named ? branch.Build(cli) : new Command(branch.Name, branch.Description));
        HelpWithExamples.Install(root);
        return root;
    }

    private sealed record Branch(string Name, string Description, Func<CliContext, Command> Build);
}
