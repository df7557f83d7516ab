using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Skills;
using OpenClaw.Protocol.Types;

using Skill = OpenClaw.Domain.Tools.Skills.Skill;

namespace OpenClaw.Gateway.Skills;

/// <summary><c>skills.status</c> and <c>skills.bins</c>: the skills of the agents, read anew for each request.</summary>
public sealed class SkillMethods(GatewayContext gateway) : IMethodModule
{
    private readonly ILogger<SkillMethods> _log = gateway.Loggers.CreateLogger<SkillMethods>();

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.SkillsStatus, OnStatus);
        methods.Add(MethodNames.SkillsBins, OnBins);
    }

    private void OnStatus(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SkillsStatusParams);
        if (!AgentId.TryParse(request.AgentId ?? gateway.Configuration().Value.Agents.Default.Id, out var agent))
        {
            call.Fail(ProtocolError.InvalidRequest("unknown agent id"));
        }
        else if (gateway.Workspaces is { } workspaces)
        {
            var replyTo = call.ReplyTo;
            replyTo.Detach(_log, "the skills cannot be read", async () =>
            {
                var (workspace, managed) = workspaces.FoldersOf(agent);
                replyTo.Succeed(Encode(workspace, managed, await workspaces.ReadSkillsAsync(agent, CancellationToken.None)));
            });
        }
        else
        {
            var stateDir = gateway.Options.StateDir ?? "";
            call.Succeed(Encode(Path.Combine(stateDir, "workspace"), Path.Combine(stateDir, "skills"), []));
        }
    }

    private void OnBins(MethodCall call)
    {
        if (gateway.Workspaces is not { } workspaces)
        {
            call.Succeed(EncodeBins([]));
            return;
        }

        var replyTo = call.ReplyTo;
        var agents = gateway.Configuration().Value.Agents.List.Select(agent => agent.Id).ToList();
        replyTo.Detach(_log, "the skills cannot be read", async () =>
        {
            var programs = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var id in agents)
            {
                if (AgentId.TryParse(id, out var agent))
                {
                    foreach (var skill in await workspaces.ReadSkillsAsync(agent, CancellationToken.None))
                    {
                        programs.UnionWith(skill.Needs.Programs);
                        programs.UnionWith(skill.Needs.AnyPrograms);
                    }
                }
            }

            programs.RemoveWhere(string.IsNullOrWhiteSpace);
            replyTo.Succeed(EncodeBins([.. programs]));
        });
    }

    private static ReadOnlyMemory<byte> EncodeBins(IReadOnlyList<string> programs) =>
        Payload.Encode(new SkillsBinsResult { Bins = programs }, ProtocolJson.Default.SkillsBinsResult);

    private static ReadOnlyMemory<byte> Encode(string workspace, string managed, IReadOnlyCollection<Skill> skills) => Payload.Encode(
        new SkillsStatusResult { WorkspaceDir = workspace, ManagedSkillsDir = managed, Skills = [.. skills.Select(ToWire)] },
        ProtocolJson.Default.SkillsStatusResult);

    private static OpenClaw.Protocol.Types.Skill ToWire(Skill skill) => new()
    {
        Name = skill.Name,
        Description = skill.Description,
        Source = skill.Source,
        Bundled = false,
        FilePath = skill.File,
        BaseDir = Path.GetDirectoryName(skill.File),
        SkillKey = skill.Name,
        Emoji = skill.Emoji,
        Always = false,
        Disabled = false,
        BlockedByAllowlist = false,
        Eligible = skill.IsEligible,
        Requirements = ToWire(skill.Needs),
        Missing = ToWire(skill.Missing),
        ConfigChecks = [],
        Install = [],
    };

    private static SkillRequirements ToWire(SkillNeeds needs) =>
        new() { Bins = needs.Programs, AnyBins = needs.AnyPrograms, Env = needs.Variables, Config = [], Os = needs.Systems };
}
