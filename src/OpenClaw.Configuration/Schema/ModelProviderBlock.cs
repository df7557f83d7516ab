using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>models.providers.ID</c>: an HTTP endpoint that serves models.</summary>
public sealed record ModelProviderBlock
{
    /// <summary>The key under <c>models.providers</c>; the first part of a model reference <c>provider/model</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>baseUrl</c>, such as <c>http://127.0.0.1:28999/v1</c>; null = the API's own public endpoint.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary><c>apiKey</c>; null when none is given or its variable is missing.</summary>
    public Secret? ApiKey { get; init; }

    /// <summary>The variable that <see cref="ApiKey"/> names and that is not set, for the error of the first call.</summary>
    public string? MissingApiKeyVariable { get; init; }

    /// <summary><c>api</c>: the dialect, such as <c>openai-completions</c> or <c>anthropic-messages</c>.</summary>
    public string Api { get; init; } = "openai-completions";

    /// <summary><c>headers</c>: sent with each request; they may be secret.</summary>
    public ImmutableDictionary<string, Secret> Headers { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary><c>models</c>.</summary>
    public ImmutableArray<ModelBlock> Models { get; init; } = [];
}

/// <summary><c>models.providers.ID.models[]</c>.</summary>
public sealed record ModelBlock
{
    /// <summary><c>id</c>: the name that the provider knows.</summary>
    public required string Id { get; init; }

    /// <summary><c>name</c>: for people; the id when absent.</summary>
    public required string Name { get; init; }

    /// <summary><c>contextWindow</c> in tokens.</summary>
    public int ContextWindow { get; init; } = 200_000;

    /// <summary><c>maxTokens</c> of one answer.</summary>
    public int MaxTokens { get; init; } = 8192;

    /// <summary><c>reasoning</c>: whether the model can think before it answers.</summary>
    public bool Reasoning { get; init; }

    /// <summary><c>input</c>: kinds of content taken, <c>text</c>, <c>image</c>.</summary>
    public ImmutableArray<string> Input { get; init; } = ["text"];

    /// <summary><c>cost</c>.</summary>
    public ModelCost Cost { get; init; } = new();
}

/// <summary>Price in US dollars a million tokens; zero when unknown.</summary>
/// <param name="Input">Prompt tokens.</param>
/// <param name="Output">Answer tokens.</param>
/// <param name="CacheRead">Prompt tokens read from the provider's cache.</param>
/// <param name="CacheWrite">Prompt tokens written to it.</param>
public sealed record ModelCost(double Input = 0, double Output = 0, double CacheRead = 0, double CacheWrite = 0);
