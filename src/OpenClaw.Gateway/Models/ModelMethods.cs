using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Models;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Models;

/// <summary><c>models.list</c> and <c>models.authStatus</c>. Answered from the configuration: no provider is asked.</summary>
public sealed class ModelMethods : IMethodModule
{
    private readonly Lazy<IReadOnlyList<ModelChoice>> _choices;
    private readonly Lazy<ReadOnlyMemory<byte>> _list;
    private readonly Lazy<IReadOnlyList<JsonElement>> _providers;
    private readonly TimeProvider _time;

    /// <summary>Creates the module. The configuration is fixed for its life, so the answer is encoded once, when first asked for.</summary>
    public ModelMethods(IModelCatalog models, AgentDirectory agents, TimeProvider time)
    {
        _choices = new(() => ModelChoices.Of(models, agents));
        _list = new(() => Payload.Encode(new ModelsListResult { Models = _choices.Value }, ProtocolJson.Default.ModelsListResult));
        _providers = new(() => [.. ProviderAuth.Of(models).Select(static provider => JsonSerializer.SerializeToElement(provider, ProviderAuthJson.Default.ProviderAuth))]);
        _time = time;
    }

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.ModelsList, OnList);
        methods.Add(MethodNames.ModelsAuthStatus, call => call.Succeed(Payload.Encode(
            new ModelsAuthStatusResult { Ts = _time.GetUtcNow().ToUnixTimeMilliseconds(), Providers = _providers.Value, ProviderCapabilities = [] }, ProtocolJson.Default.ModelsAuthStatusResult)));
    }

    private void OnList(MethodCall call)
    {
        var provider = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ModelsListParams).Provider;
        call.Succeed(provider is null ? _list.Value : Payload.Encode(
            new ModelsListResult { Models = [.. _choices.Value.Where(choice => string.Equals(choice.Provider, provider, StringComparison.OrdinalIgnoreCase))] },
            ProtocolJson.Default.ModelsListResult));
    }
}
