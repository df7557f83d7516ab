using System.Text.Json;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration.Writing;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Config;

/// <summary>Changes of the configuration, as a part of the gateway: <c>config.set</c>, <c>.patch</c>, <c>.apply</c>, <c>agents.create</c>, <c>.update</c>, <c>.delete</c>.</summary>
/// <param name="store">The file.</param>
public sealed class ConfigPart(ConfigurationStore store) : IGatewayPart, IMethodModule
{
    private IActorRef _config = ActorRefs.Nobody;

    /// <inheritdoc/>
    public string Name => "config";

    /// <inheritdoc/>
    public Props Props(GatewayContext gateway) => ConfigActor.Props(store, gateway.Time, gateway.Loggers.CreateLogger<ConfigActor>());

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self)
    {
        _config = self;
        return [this];
    }

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.ConfigSet, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ConfigSetParams);
            _config.Tell(new ConfigProtocol.Set(call.Method, request.Raw, request.BaseHash, call.Caller, call.ReplyTo));
        });
        methods.Add(MethodNames.ConfigApply, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ConfigApplyParams);
            _config.Tell(new ConfigProtocol.Set(call.Method, request.Raw, request.BaseHash, call.Caller, call.ReplyTo));
        });
        methods.Add(MethodNames.ConfigPatch, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ConfigPatchParams);
            _config.Tell(new ConfigProtocol.Patch(call.Method, request.Raw, request.BaseHash, request.ReplacePaths ?? [], call.Caller, call.ReplyTo));
        });
        methods.Add(MethodNames.AgentsCreate, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentsCreateParams);
            var fields = new ConfigProtocol.AgentFields(request.Name, request.Workspace, request.Model, ClearModel: false, request.Emoji, request.Avatar);
            _config.Tell(new ConfigProtocol.CreateAgent(call.Method, request.Name, fields, call.Caller, call.ReplyTo));
        });
        methods.Add(MethodNames.AgentsUpdate, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentsUpdateParams);
            var fields = new ConfigProtocol.AgentFields(
                request.Name,
                request.Workspace,
                request.Model.ValueKind == JsonValueKind.String ? request.Model.GetString() : null,
                ClearModel: request.Model.ValueKind == JsonValueKind.Null,
                request.Emoji,
                request.Avatar);
            _config.Tell(new ConfigProtocol.UpdateAgent(call.Method, request.AgentId, fields, call.Caller, call.ReplyTo));
        });
        methods.Add(MethodNames.AgentsDelete, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentsDeleteParams);
            _config.Tell(new ConfigProtocol.DeleteAgent(call.Method, request.AgentId, request.DeleteFiles ?? false, call.Caller, call.ReplyTo));
        });
    }
}
