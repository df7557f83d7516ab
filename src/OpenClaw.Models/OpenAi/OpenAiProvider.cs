using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.OpenAi;

/// <summary>What both interfaces of the official package have in common: how a client is made, and the port's promises around its stream.</summary>
internal abstract class OpenAiProvider : IModelProvider
{
    private readonly ModelCallLimits _limits;
    private readonly TimeProvider _time;

    protected OpenAiProvider(ModelProviderOptions options, ModelCallLimits limits, TimeProvider time)
    {
        Options = options;
        _limits = limits;
        _time = time;
    }

    public string Id => Options.Id;

    public abstract string Api { get; }

    /// <summary>The provider's configuration.</summary>
    protected ModelProviderOptions Options { get; }

    public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancellationToken) =>
        ModelStream.GuardAsync(Id, token => ReadAsync(request, token), _limits, _time, cancellationToken);

    /// <summary>Calls the model; may throw anything.</summary>
    protected abstract IAsyncEnumerable<ModelEvent> ReadAsync(ModelRequest request, CancellationToken cancellationToken);

    /// <summary>The configured key, or a placeholder that the HTTP handler takes off again.</summary>
    protected static ApiKeyCredential Credential(ModelProviderOptions options) => new(options.ApiKey ?? "none");

    /// <summary>Settings of the package's client.</summary>
    protected static T Configure<T>(T settings, HttpClient http)
        where T : ClientPipelineOptions
    {
        settings.Transport = new HttpClientPipelineTransport(http);
        // Tries and fallbacks are decisions of the run, which can show them.
        settings.RetryPolicy = new ClientRetryPolicy(0);
        settings.NetworkTimeout = Timeout.InfiniteTimeSpan;
        return settings;
    }

    /// <summary>Tokens as the gateway counts them.</summary>
    /// <param name="input">All of the prompt; a cache of the provider is part of it here, while the gateway counts the two apart.</param>
    /// <param name="cached">What of it came from the cache.</param>
    /// <param name="output">The answer.</param>
    protected static ModelEvent.Usage Usage(long input, long? cached, long output) => new(new ModelUsage(input - (cached ?? 0), output, cached ?? 0));
}
