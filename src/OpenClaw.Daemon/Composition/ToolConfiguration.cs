using System.Collections.Immutable;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Approvals;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Mcp;
using OpenClaw.Tools;
using OpenClaw.Tools.Exec;
using OpenClaw.Tools.Web;

namespace OpenClaw.Daemon.Composition;

/// <summary>What agents' tools may do, out of the configuration as of now.</summary>
/// <param name="current">The configuration.</param>
internal sealed class ToolConfiguration(Func<LoadedConfiguration> current)
{
    /// <summary>Folder of the skills that every agent has.</summary>
    public string ManagedSkills => Path.Combine(current().Paths.StateDirectory, "skills");

    /// <summary>What one agent's tools may do.</summary>
    public AgentToolOptions Of(AgentId id)
    {
        var loaded = current();
        var (general, agent) = (loaded.Value.Tools, AgentOf(loaded, id));
        var own = agent?.Tools ?? new ToolsBlock();
        var fetch = new WebFetchOptions();
        return new AgentToolOptions
        {
            Workspace = agent?.Workspace ?? loaded.Value.Agents.Defaults.Workspace ?? DefaultWorkspace(loaded, id),
            Policy = PolicyOf(general).With(PolicyOf(own)),
            Exec = new ExecOptions
            {
                Policy = PolicyOf(own.Exec, general.Exec),
                Timeout = TimeSpan.FromSeconds(own.Exec.TimeoutSeconds ?? general.Exec.TimeoutSeconds ?? 1800),
                SecretVariables = SecretVariables(loaded),
            },
            WebFetch = fetch with
            {
                Enabled = general.WebFetch.Enabled && own.WebFetch.Enabled,
                MaxChars = own.WebFetch.MaxChars ?? general.WebFetch.MaxChars ?? fetch.MaxChars,
                Timeout = (own.WebFetch.TimeoutSeconds ?? general.WebFetch.TimeoutSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : fetch.Timeout,
            },
            ReadableFolders = [ManagedSkills],
        };
    }

    /// <summary>The policy of commands for agents that say nothing of their own.</summary>
    public ExecPolicySettings ExecDefaults() => PolicyOf(new ExecBlock(), current().Value.Tools.Exec);

    /// <summary>The configured MCP servers.</summary>
    public ImmutableArray<McpServer> McpServers() =>
    [
        .. current().Value.Mcp.Servers.Select(static server => new McpServer(server.Key)
        {
            Command = server.Value.Command,
            Arguments = server.Value.Arguments,
            Environment = server.Value.Environment.ToImmutableDictionary(static pair => pair.Key, static pair => pair.Value.Reveal()),
            WorkingDirectory = server.Value.WorkingDirectory,
            Url = server.Value.Command is null ? server.Value.Url : null,
            Headers = server.Value.Headers.ToImmutableDictionary(static pair => pair.Key, static pair => pair.Value.Reveal()),
            ConnectTimeout = TimeSpan.FromMilliseconds(server.Value.ConnectionTimeoutMs ?? 30_000),
        }),
    ];

    /// <summary>Variables of the environment whose value is a secret of the configuration, whatever their names.</summary>
    public static IReadOnlySet<string> SecretVariables(LoadedConfiguration loaded)
    {
        var gateway = loaded.Value.Gateway;
        var secrets = new[] { gateway.Auth.Token, gateway.Auth.Password }
            .Concat(loaded.Value.Models.Providers.Values.SelectMany(static provider => provider.Headers.Values.Append(provider.ApiKey!)))
            .Concat(loaded.Value.Mcp.Servers.Values.SelectMany(static server => server.Headers.Values.Concat(server.Environment.Values)))
            .Where(static secret => secret is not null)
            .Select(static secret => secret!.Reveal())
            .ToHashSet(StringComparer.Ordinal);
        return loaded.Environment.Where(variable => secrets.Contains(variable.Value)).Select(static variable => variable.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static AgentBlock? AgentOf(LoadedConfiguration loaded, AgentId id) => loaded.Value.Agents.List.FirstOrDefault(agent => agent.Id == id.Value);

    // Agents that say nothing of a folder must not share one by accident; the default agent has the plain name.
    private static string DefaultWorkspace(LoadedConfiguration loaded, AgentId id) =>
        id.Value == loaded.Value.Agents.Default.Id ? loaded.Paths.DefaultWorkspace : $"{loaded.Paths.DefaultWorkspace}-{id.Value}";

    private static ToolPolicy PolicyOf(ToolsBlock block) => new() { Profile = block.Profile, Allow = block.Allow, Deny = block.Deny };

    private static ExecPolicySettings PolicyOf(ExecBlock own, ExecBlock general) => new(
        Map(own.Security ?? general.Security),
        (own.Ask ?? general.Ask) switch { ExecAskMode.Off => ExecAsk.Off, ExecAskMode.OnMiss => ExecAsk.OnMiss, ExecAskMode.Always => ExecAsk.Always, _ => null },
        Map(own.AskFallback ?? general.AskFallback));

    private static ExecSecurity? Map(ExecSecurityMode? mode) => mode switch
    {
        ExecSecurityMode.Deny => ExecSecurity.Deny,
        ExecSecurityMode.Allowlist => ExecSecurity.Allowlist,
        ExecSecurityMode.Full => ExecSecurity.Full,
        _ => null,
    };
}
