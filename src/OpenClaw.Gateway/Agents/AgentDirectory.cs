using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Agents;

/// <summary>One configured agent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people; null when not given.</param>
/// <param name="Identity">How it presents itself.</param>
/// <param name="Model">Its own model and fallbacks; null for the defaults.</param>
/// <param name="Workspace">Its folder; null when not given.</param>
public sealed record AgentProfile(AgentId Id, string? Name, AgentIdentity? Identity, ModelChoice? Model, string? Workspace)
{
    /// <summary>The name that people see.</summary>
    public string DisplayName => Given(Identity?.Name) ?? Given(Name) ?? "Assistant";

    private static string? Given(string? name) => string.IsNullOrWhiteSpace(name) ? null : name;
}

/// <summary>The configured agents as of now, and which one is meant. Thread safe.</summary>
public sealed class AgentDirectory
{
    private readonly Func<AgentsBlock> _configured;
    private readonly IModelCatalog _models;
    private volatile Agents _agents;

    /// <summary>The agents of a configuration that does not change.</summary>
    public AgentDirectory(GatewayConfiguration configuration, IModelCatalog models)
        : this(() => configuration.Agents, models)
    {
    }

    /// <summary>The agents of the configuration as of now.</summary>
    /// <param name="configured">Gives the same object until it changes. Ids that are none have been reported by its reader and are left out here.</param>
    /// <param name="models">The models that can be called.</param>
    public AgentDirectory(Func<AgentsBlock> configured, IModelCatalog models)
    {
        ArgumentNullException.ThrowIfNull(configured);
        _configured = configured;
        _models = models;
        _agents = Read(configured());
    }

    /// <summary>Every agent, in the configuration's order.</summary>
    public ImmutableArray<AgentProfile> All => Now.All;

    /// <summary>The agent of requests that name none.</summary>
    public AgentProfile Default => Now.Default;

    /// <summary>Longest run by <c>agents.defaults.timeoutSeconds</c>.</summary>
    public TimeSpan Timeout => TimeSpan.FromSeconds(Now.Source.Defaults.TimeoutSeconds);

    private Agents Now
    {
        get
        {
            var configured = _configured();
            var known = _agents;
            return ReferenceEquals(known.Source, configured) ? known : _agents = Read(configured);
        }
    }

    /// <summary>Finds an agent.</summary>
    public bool TryGet(AgentId id, [NotNullWhen(true)] out AgentProfile? agent)
    {
        agent = All.FirstOrDefault(candidate => candidate.Id == id);
        return agent is not null;
    }

    /// <summary>The models that a session's runs try.</summary>
    /// <param name="agent">The session's agent.</param>
    /// <param name="overriding">What is set on the session, or null.</param>
    public ModelSelection ModelsOf(AgentId agent, string? overriding)
    {
        var own = TryGet(agent, out var profile) ? profile.Model : null;
        var fallback = Now.Source.Defaults.Model;
        return ModelSelection.Resolve(_models, overriding, own?.Primary, fallback.Primary, own is { Fallbacks.IsEmpty: false } ? own.Fallbacks : fallback.Fallbacks);
    }

    /// <summary>What is known of a model; null for one that is not listed.</summary>
    public ModelDescriptor? Describe(ModelRef model) => _models.Find(model);

    /// <summary>The session that a request means by its session key and agent id, either of which may be missing.</summary>
    /// <param name="sessionKey">The client's key; without it the agent's main session.</param>
    /// <param name="agentId">The client's agent id; without it the key's agent, else the default one.</param>
    /// <param name="key">The canonical key.</param>
    /// <param name="error">What is wrong, in words for the client.</param>
    public bool TryResolve(string? sessionKey, string? agentId, out SessionKey key, [NotNullWhen(false)] out string? error)
    {
        key = default;
        var agent = Default.Id;
        if (!string.IsNullOrWhiteSpace(agentId) && (!AgentId.TryParse(agentId.Trim(), out agent) || !TryGet(agent, out _)))
        {
            error = $"unknown agent id \"{Shorten(agentId)}\"";
            return false;
        }

        if (string.IsNullOrWhiteSpace(sessionKey))
        {
            key = SessionKey.MainOf(agent);
        }
        else if (!SessionKey.TryParse(sessionKey, agent, out key))
        {
            error = $"invalid session key \"{Shorten(sessionKey)}\" (agent:<agentId>:<rest>)";
            return false;
        }

        if (!TryGet(key.Agent, out _))
        {
            error = $"unknown agent id \"{key.Agent}\"";
            return false;
        }

        if (!string.IsNullOrWhiteSpace(agentId) && key.Kind is not (SessionKind.Global or SessionKind.Unknown) && key.Agent != agent)
        {
            error = $"session key \"{Shorten(key.Value)}\" does not belong to agent \"{agent}\"";
            return false;
        }

        error = null;
        return true;
    }

    private static Agents Read(AgentsBlock configured)
    {
        ImmutableArray<AgentProfile> all =
        [
            .. configured.List
                .Where(static agent => AgentId.TryParse(agent.Id, out _))
                .Select(agent => new AgentProfile(AgentId.Parse(agent.Id), agent.Name, agent.Identity, agent.Model, agent.Workspace ?? configured.Defaults.Workspace)),
        ];
        if (all.IsEmpty)
        {
            all = [new AgentProfile(AgentId.Main, null, null, null, configured.Defaults.Workspace)];
        }

        var chosen = AgentId.TryParse(configured.Default.Id, out var id) ? all.FirstOrDefault(agent => agent.Id == id) : null;
        return new Agents(configured, all, chosen ?? all[0]);
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";

    private sealed record Agents(AgentsBlock Source, ImmutableArray<AgentProfile> All, AgentProfile Default);
}
