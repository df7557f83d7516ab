using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Agents;

using WireFile = OpenClaw.Protocol.Types.AgentFile;

namespace OpenClaw.Gateway.Agents;

/// <summary><c>agents.files.list</c>, <c>.get</c> and <c>.set</c>: the files of an agent's folder that speak to it, by name and never by path.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="workspaces">The folders.</param>
public sealed class AgentFilesMethods(GatewayContext gateway, IAgentWorkspaces workspaces) : IMethodModule
{
    private readonly ILogger<AgentFilesMethods> _log = gateway.Loggers.CreateLogger<AgentFilesMethods>();

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.AgentsFilesList, call =>
        {
            var agentId = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentsFilesListParams).AgentId;
            Serve(call, agentId, async (agent, folder) => Payload.Encode(
                new AgentsFilesListResult
                {
                    AgentId = agent.Value,
                    Workspace = folder,
                    Files = [.. (await workspaces.ListFilesAsync(agent, CancellationToken.None)).Select(ToWire)],
                },
                ProtocolJson.Default.AgentsFilesListResult));
        });
        methods.Add(MethodNames.AgentsFilesGet, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentsFilesGetParams);
            Serve(call, request.AgentId, async (agent, folder) => await workspaces.ReadFileAsync(agent, request.Name, CancellationToken.None) is { } file
                ? Payload.Encode(new AgentsFilesGetResult { AgentId = agent.Value, Workspace = folder, File = ToWire(file) }, ProtocolJson.Default.AgentsFilesGetResult)
                : (ReadOnlyMemory<byte>?)null);
        });
        methods.Add(MethodNames.AgentsFilesSet, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentsFilesSetParams);
            Serve(call, request.AgentId, async (agent, folder) => await workspaces.WriteFileAsync(agent, request.Name, request.Content, CancellationToken.None) is { } file
                ? Payload.Encode(new AgentsFilesSetResult { Ok = true, AgentId = agent.Value, Workspace = folder, File = ToWire(file) }, ProtocolJson.Default.AgentsFilesSetResult)
                : (ReadOnlyMemory<byte>?)null);
        });
    }

    private void Serve(MethodCall call, string agentId, Func<AgentId, string, Task<ReadOnlyMemory<byte>?>> work)
    {
        if (!AgentId.TryParse(agentId.Trim().ToLowerInvariant(), out var agent) || gateway.Configuration().Value.Agents.List.All(known => known.Id != agent.Value))
        {
            call.Fail(ProtocolError.InvalidRequest("unknown agent id"));
            return;
        }

        var replyTo = call.ReplyTo;
        replyTo.Detach(_log, "the agent's folder cannot be used", async () =>
        {
            if (await work(agent, workspaces.FoldersOf(agent).Workspace) is { } answer)
            {
                replyTo.Succeed(answer);
            }
            else
            {
                replyTo.Fail(ProtocolError.InvalidRequest("unsupported file"));
            }
        });
    }

    private static WireFile ToWire(AgentFile file) => new()
    {
        Name = file.Name,
        Path = file.Path,
        Missing = file.Size is null,
        Size = file.Size,
        UpdatedAtMs = file.UpdatedAt?.ToUnixTimeMilliseconds(),
        Content = file.Content,
    };
}
