using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Models;

namespace OpenClaw.Gateway.Models;

/// <summary><c>models.list</c>. Answered from the configuration: no provider is asked.</summary>
public sealed class ModelMethods : IMethodModule
{
    private readonly ReadOnlyMemory<byte> _list;

    /// <summary>Creates the module. The configuration is fixed for its life, so the answer is encoded once.</summary>
    public ModelMethods(IModelCatalog models, AgentDirectory agents) =>
        _list = Payload.Encode(new ModelsListResult { Models = ModelChoices.Of(models, agents) }, ProtocolJson.Default.ModelsListResult);

    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.ModelsList, call => call.Succeed(_list));
}
