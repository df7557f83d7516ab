using System.Collections.Immutable;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models;

namespace OpenClaw.Daemon.Composition;

/// <summary>The configured providers as the model adapters want them.</summary>
internal static class ModelsMapping
{
    /// <summary>Maps <c>models</c>.</summary>
    public static ModelsOptions Map(ModelsBlock block) => new() { Providers = [.. block.Providers.Values.Select(Map)] };

    private static ModelProviderOptions Map(ModelProviderBlock provider) => new(provider.Id, provider.Api)
    {
        BaseUrl = provider.BaseUrl,
        ApiKey = provider.ApiKey?.Reveal(),
        Headers = provider.Headers.ToImmutableDictionary(header => header.Key, header => header.Value.Reveal()),
        Models = [.. provider.Models.Select(Map)],
    };

    private static ModelOptions Map(ModelBlock model) => new(model.Id)
    {
        Name = model.Name,
        ContextWindow = model.ContextWindow,
        MaxTokens = model.MaxTokens,
        Reasoning = model.Reasoning,
        Input = model.Input,
        Price = new ModelPrice(model.Cost.Input, model.Cost.Output, model.Cost.CacheRead, model.Cost.CacheWrite),
    };
}
