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
public sealed class ModelMethods(IModelCatalog models, AgentDirectory agents, TimeProvider time) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.ModelsList, OnList);
        methods.Add(MethodNames.ModelsAuthStatus, call => call.Succeed(Payload.Encode(
            new ModelsAuthStatusResult
            {
                Ts = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Providers = [.. ProviderAuth.Of(models).Select(static provider => JsonSerializer.SerializeToElement(provider, ProviderAuthJson.Default.ProviderAuth))],
                ProviderCapabilities = [],
            },
            ProtocolJson.Default.ModelsAuthStatusResult)));
    }

    // Put together for each request: which model is the default one is the agents' to say, and they may be configured anew.
    private void OnList(MethodCall call)
    {
        var provider = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ModelsListParams).Provider;
        var choices = ModelChoices.Of(models, agents);
        call.Succeed(Payload.Encode(
            new ModelsListResult
            {
                Models = provider is null ? choices : [.. choices.Where(choice => string.Equals(choice.Provider, provider, StringComparison.OrdinalIgnoreCase))],
            },
            ProtocolJson.Default.ModelsListResult));
    }
}
