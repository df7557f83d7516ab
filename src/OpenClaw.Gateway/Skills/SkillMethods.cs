using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Skills;

namespace OpenClaw.Gateway.Skills;

/// <summary><c>skills.status</c>: this gateway loads no skills yet; the folders are where they will be looked for.</summary>
public sealed class SkillMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        var stateDir = gateway.Options.StateDir ?? "";
        var answer = Payload.Encode(
            new SkillsStatusResult
            {
                WorkspaceDir = Path.Combine(stateDir, "workspace"),
                ManagedSkillsDir = Path.Combine(stateDir, "skills"),
                Skills = [],
            },
            ProtocolJson.Default.SkillsStatusResult);
        methods.Add(MethodNames.SkillsStatus, call => call.Succeed(answer));
    }
}
