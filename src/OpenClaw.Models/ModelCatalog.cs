using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models.AnthropicMessages;
using OpenClaw.Models.Echo;
using OpenClaw.Models.Http;
using OpenClaw.Models.OpenAi;

namespace OpenClaw.Models;

/// <summary>The configured providers and the built-in echo. Thread-safe.</summary>
/// <remarks>A provider is created at its first use, so that a daemon's start loads no provider's package.</remarks>
public sealed class ModelCatalog : IModelCatalog
{
    private readonly FrozenDictionary<string, Lazy<IModelProvider>> _providers;
    private readonly FrozenDictionary<string, string> _refused;
    private readonly FrozenDictionary<ModelRef, ModelDescriptor> _models;

    /// <summary>Creates the catalogue; nothing is connected or loaded.</summary>
    public ModelCatalog(ModelsOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var providers = new Dictionary<string, Lazy<IModelProvider>>(StringComparer.OrdinalIgnoreCase);
        var refused = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var models = ImmutableArray.CreateBuilder<ModelDescriptor>();
        foreach (var provider in options.Providers)
        {
            if (ModelApis.IsKnown(provider.Api))
            {
                providers[provider.Id] = new Lazy<IModelProvider>(() => Create(provider, options.Limits, time));
            }
            else
            {
                refused[provider.Id] = $"models.providers.{provider.Id}.api is \"{provider.Api}\", which this gateway does not speak "
                    + $"(use {ModelApis.OpenAiCompletions}, {ModelApis.OpenAiResponses} or {ModelApis.AnthropicMessages})";
            }

            models.AddRange(provider.Models.Select(model => Describe(provider, model)));
        }

        if (providers.TryAdd(ModelRef.Echo.Provider, new Lazy<IModelProvider>(() => new EchoProvider(time))))
        {
            models.AddRange(EchoProvider.Models);
        }

        Models = models.ToImmutable();
        _providers = providers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _refused = refused.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _models = Models.DistinctBy(static model => model.Ref).ToFrozenDictionary(static model => model.Ref);
    }

    /// <inheritdoc/>
    public ImmutableArray<ModelDescriptor> Models { get; }

    /// <inheritdoc/>
    public ModelDescriptor? Find(ModelRef model) => _models.GetValueOrDefault(model);

    /// <inheritdoc/>
    public bool TryGetProvider(ModelRef model, [NotNullWhen(true)] out IModelProvider? provider, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(model);
        error = null;
        provider = null;
        if (_providers.TryGetValue(model.Provider, out var lazy))
        {
            provider = lazy.Value;
            return true;
        }

        error = _refused.GetValueOrDefault(model.Provider)
            ?? $"model {model} names the provider \"{model.Provider}\", which is not configured (add models.providers.{model.Provider} to openclaw.json)";
        return false;
    }

    // One method a package: the JIT loads a package's assembly when it compiles a method that names its types.
    private static IModelProvider Create(ModelProviderOptions options, ModelCallLimits limits, TimeProvider time) => options.Api switch
    {
        ModelApis.OpenAiCompletions => CreateCompletions(options, limits, time),
        ModelApis.OpenAiResponses => CreateResponses(options, limits, time),
        ModelApis.AnthropicMessages => CreateAnthropic(options, limits, time),
        _ => new EchoProvider(time),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OpenAiCompletionsProvider CreateCompletions(ModelProviderOptions options, ModelCallLimits limits, TimeProvider time) =>
        new(options, ProviderHttp.CreateClient(options, limits, time), limits, time);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OpenAiResponsesProvider CreateResponses(ModelProviderOptions options, ModelCallLimits limits, TimeProvider time) =>
        new(options, ProviderHttp.CreateClient(options, limits, time), limits, time);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AnthropicMessagesProvider CreateAnthropic(ModelProviderOptions options, ModelCallLimits limits, TimeProvider time) =>
        new(options, ProviderHttp.CreateClient(options, limits, time), limits, time);

    private static ModelDescriptor Describe(ModelProviderOptions provider, ModelOptions model) => new(
        new ModelRef(provider.Id, model.Id),
        model.Name ?? model.Id,
        model.ContextWindow,
        model.MaxTokens,
        model.Reasoning,
        model.Input,
        // A provider on a named address may want no key; the dialect's own service always wants one.
        Available: ModelApis.IsKnown(provider.Api) && (provider.ApiKey is not null || provider.BaseUrl is not null))
    {
        Price = model.Price,
    };
}
