using System.Collections.Immutable;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models;

namespace OpenClaw.Daemon.Composition;

/// <summary>Maps <c>models.providers</c> to the providers' options.</summary>
internal static class ModelConfiguration
{
    // Services that are known by name: the usual variable with the key is enough to use them.
    private static readonly ImmutableArray<(string Id, string Api, string KeyVariable)> s_known =
    [
        ("anthropic", ModelApis.AnthropicMessages, "ANTHROPIC_API_KEY"),
        ("openai", ModelApis.OpenAiCompletions, "OPENAI_API_KEY"),
    ];

    /// <summary>The configured providers, then those whose key stands in the environment.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static ModelsOptions Read(GatewayConfiguration configuration, Func<string, string?> environment)
    {
        var configured = configuration.Models.Providers.Values.OrderBy(static provider => provider.Id, StringComparer.Ordinal).Select(provider => Map(provider, environment)).ToImmutableArray();
        var found = s_known
            .Where(known => !configured.Any(provider => string.Equals(provider.Id, known.Id, StringComparison.OrdinalIgnoreCase)))
            .Select(known => new ModelProviderOptions(known.Id, known.Api) { ApiKey = KeyOf(known.KeyVariable, environment) })
            .Where(static provider => provider.ApiKey is not null);
        return new ModelsOptions { Providers = [.. configured, .. found] };
    }

    private static ModelProviderOptions Map(ModelProviderBlock provider, Func<string, string?> environment)
    {
        var known = s_known.FirstOrDefault(known => string.Equals(known.Id, provider.Id, StringComparison.OrdinalIgnoreCase));
        return new ModelProviderOptions(provider.Id, provider.Api)
        {
            BaseUrl = provider.BaseUrl,
            ApiKey = provider.ApiKey?.Reveal() ?? (known.KeyVariable is null ? null : KeyOf(known.KeyVariable, environment)),
            Headers = provider.Headers.ToImmutableDictionary(static header => header.Key, static header => header.Value.Reveal()),
            Models = [.. provider.Models.Select(Map)],
        };
    }

    private static ModelOptions Map(ModelBlock model) => new(model.Id)
    {
        Name = model.Name,
        ContextWindow = model.ContextWindow,
        MaxTokens = model.MaxTokens,
        Reasoning = model.Reasoning,
        Input = model.Input,
        Price = new ModelPrice(model.Cost.Input, model.Cost.Output, model.Cost.CacheRead, model.Cost.CacheWrite),
    };

    private static string? KeyOf(string variable, Func<string, string?> environment) =>
        environment(variable)?.Trim() is { Length: > 0 } key ? key : null;
}
