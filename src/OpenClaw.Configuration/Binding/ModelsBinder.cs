using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>models</c>. A provider with a bad value is left out; the others work.</summary>
internal static class ModelsBinder
{
    public static ModelsBlock Bind(ConfigNode? node, IReadOnlyDictionary<string, string> environment, ICollection<ConfigurationIssue> issues)
    {
        var models = new BlockReader(node, "models", IssueSeverity.Error, issues);
        var providers = ImmutableDictionary.CreateBuilder<string, ModelProviderBlock>(StringComparer.Ordinal);
        var map = models.Block("providers");
        foreach (var member in map.Members)
        {
            var block = new BlockReader(member.Value, map.Path(member.Name), IssueSeverity.Error, issues);
            var provider = Provider(member.Name, block, environment, issues);
            if (!block.HasBadValue)
            {
                providers[member.Name] = provider;
            }
        }

        models.Recognise("mode", "bedrockDiscovery", "pricing", "catalog");
        models.ReportUnknown();
        return new ModelsBlock { Providers = providers.ToImmutable() };
    }

    private static ModelProviderBlock Provider(string id, BlockReader block, IReadOnlyDictionary<string, string> environment, ICollection<ConfigurationIssue> issues)
    {
        var provider = new ModelProviderBlock
        {
            Id = id,
            BaseUrl = BaseUrl(block),
            ApiKey = block.Secret("apiKey", environment),
            MissingApiKeyVariable = block.MissingVariable("apiKey"),
            Api = block.String("api") ?? "openai-completions",
            Headers = block.Block("headers").Headers(environment),
            Models = [.. block.List("models").Select(item => Model(item.Node, item.Path, issues)).OfType<ModelBlock>()],
        };
        block.Recognise("auth", "authHeader", "injectNumCtxForOpenAICompat", "request", "timeoutSeconds", "params", "region", "name");
        block.ReportUnknown();
        return provider;
    }

    private static Uri? BaseUrl(BlockReader block)
    {
        if (block.String("baseUrl") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        block.Bad(block.Node("baseUrl")!, block.Path("baseUrl"), "must be an absolute http or https URL", "Write it as http://host:port/v1");
        return null;
    }

    /// <summary>One model; null, and an issue, when it has no id. A model's other bad values leave the defaults in force.</summary>
    private static ModelBlock? Model(ConfigNode node, string path, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, path, IssueSeverity.Error, issues);
        var id = block.String("id");
        if (id is null)
        {
            if (!block.HasBadValue)
            {
                block.Bad(node, block.Path("id"), "is missing, so this model is left out", "Give the model's name at the provider");
            }

            return null;
        }

        var defaults = new ModelBlock { Id = id, Name = id };
        var cost = block.Block("cost");
        var model = defaults with
        {
            Name = block.String("name") ?? id,
            ContextWindow = block.Integer("contextWindow", 1, int.MaxValue) ?? defaults.ContextWindow,
            MaxTokens = block.Integer("maxTokens", 1, int.MaxValue) ?? defaults.MaxTokens,
            Reasoning = block.Boolean("reasoning") ?? defaults.Reasoning,
            Input = block.Strings("input") ?? defaults.Input,
            Cost = new ModelCost(cost.NonNegative("input") ?? 0, cost.NonNegative("output") ?? 0, cost.NonNegative("cacheRead") ?? 0, cost.NonNegative("cacheWrite") ?? 0),
        };
        cost.Recognise("tieredPricing");
        cost.ReportUnknown();
        block.Recognise("api", "headers", "compat", "contextTokens", "params", "thinkingLevelMap", "baseUrl");
        block.ReportUnknown();
        return model;
    }
}
