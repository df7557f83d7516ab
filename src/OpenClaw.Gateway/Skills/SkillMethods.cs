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

/// <summary><c>skills.status</c>: the skills of an agent, read anew for each request.</summary>
public sealed class SkillMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.SkillsStatus, OnStatus);

    private void OnStatus(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SkillsStatusParams);
        if (!AgentId.TryParse(request.AgentId ?? gateway.Configuration().Value.Agents.Default.Id, out var agent))
        {
            call.Fail(ProtocolError.InvalidRequest("unknown agent id"));
        }
        else if (gateway.Workspaces is { } workspaces)
        {
            _ = AnswerAsync(workspaces, agent, call.ReplyTo);
        }
        else
        {
            var stateDir = gateway.Options.StateDir ?? "";
            call.Succeed(Encode(Path.Combine(stateDir, "workspace"), Path.Combine(stateDir, "skills"), []));
        }
    }

    /// <summary>Reads the disk away from the connection's actor.</summary>
    private static async Task AnswerAsync(IAgentWorkspaces workspaces, AgentId agent, ReplyTo replyTo)
    {
        await Task.Yield();
        try
        {
            var (workspace, managed) = workspaces.FoldersOf(agent);
            replyTo.Succeed(Encode(workspace, managed, await workspaces.ReadSkillsAsync(agent, CancellationToken.None)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            replyTo.Fail(ProtocolError.Unavailable($"the skills cannot be read: {exception.Message}"));
        }
    }

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
