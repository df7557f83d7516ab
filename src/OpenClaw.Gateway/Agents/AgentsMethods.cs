using System.Globalization;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Models;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Agent;
using OpenClaw.Protocol.Methods.Agents;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Agents;

/// <summary><c>agents.list</c> and <c>agent.identity.get</c>: who can be talked to.</summary>
public sealed class AgentsMethods : IMethodModule
{
    private readonly AgentDirectory _agents;
    private readonly string _mainKey;
    private readonly string _scope;
    private readonly string? _defaultWorkspace;

    /// <summary>Creates the module.</summary>
    /// <param name="agents">The configured agents.</param>
    /// <param name="mainKey">The rest of main session keys, by <c>session.mainKey</c>.</param>
    /// <param name="scope">Who shares a session, by <c>session.scope</c>.</param>
    /// <param name="defaultWorkspace">The folder of agents that name none.</param>
    public AgentsMethods(AgentDirectory agents, string mainKey, string scope, string? defaultWorkspace = null)
    {
        _agents = agents;
        _mainKey = mainKey;
        _scope = scope;
        _defaultWorkspace = defaultWorkspace;
    }

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.AgentsList, call => call.Succeed(List()));
        methods.Add(MethodNames.AgentIdentityGet, OnIdentity);
    }

    private ReadOnlyMemory<byte> List()
    {
        var all = _agents.All;
        return Payload.Encode(
            new AgentsListResult
            {
                DefaultId = _agents.Default.Id.Value,
                MainKey = _mainKey,
                Scope = _scope,
                Agents = [.. all.Select(agent => ToSummary(agent, _defaultWorkspace))],
                Ownership = all.Length == 1 ? "sole" : "explicit",
                SelectionRequired = false,
            },
            ProtocolJson.Default.AgentsListResult);
    }

    private void OnIdentity(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentIdentityGetParams);
        var error = "";
        if (!_agents.TryResolve(request.SessionKey, request.AgentId, out var key, out error!) || !_agents.TryGet(key.Agent, out var agent))
        {
            call.Fail(ProtocolError.InvalidRequest(error ?? "unknown agent"));
            return;
        }

        call.Succeed(Payload.Encode(
            new AgentIdentityGetResult
            {
                AgentId = agent.Id.Value,
                Name = agent.DisplayName,
                NameSource = agent.Identity?.Name is null && agent.Name is null ? "default" : "config",
                Avatar = agent.Identity?.Avatar ?? agent.Identity?.Emoji ?? StringInfo.GetNextTextElement(agent.DisplayName).ToUpperInvariant(),
                Emoji = agent.Identity?.Emoji,
            },
            ProtocolJson.Default.AgentIdentityGetResult));
    }

    private AgentSummary ToSummary(AgentProfile agent, string? defaultWorkspace)
    {
        var models = _agents.ModelsOf(agent.Id, null);
        var thinking = ModelChoices.ThinkingOf(_agents.Describe(models.Primary));
        return new AgentSummary
        {
            Id = agent.Id.Value,
            Name = agent.Name,
            Identity = agent.Identity is { } identity
                ? new AgentIdentity { Name = identity.Name, Emoji = identity.Emoji, Theme = identity.Theme, Avatar = identity.Avatar }
                : null,
            Workspace = agent.Workspace ?? defaultWorkspace,
            ThinkingLevels = thinking,
            ThinkingOptions = [.. thinking.Select(static level => level.Id)],
            ThinkingDefault = ModelChoices.ThinkingDefault,
            Model = new AgentModel
            {
                Primary = models.Primary.ToString(),
                Fallbacks = models.Fallbacks.IsEmpty ? null : [.. models.Fallbacks.Select(static model => model.ToString())],
            },
        };
    }
}
