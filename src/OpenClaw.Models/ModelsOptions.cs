using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models;

/// <summary>Which providers exist and how they are reached: <c>models.providers</c> of <c>openclaw.json</c> with keys resolved.</summary>
public sealed record ModelsOptions
{
    /// <summary>No provider but the built-in echo.</summary>
    public static ModelsOptions Default { get; } = new();

    /// <summary>The configured providers, in the configuration's order.</summary>
    public ImmutableArray<ModelProviderOptions> Providers { get; init; } = [];

    /// <summary>Bounds of every call.</summary>
    public ModelCallLimits Limits { get; init; } = ModelCallLimits.Default;
}

/// <summary>One provider.</summary>
/// <param name="Id">Its key under <c>models.providers</c>.</param>
/// <param name="Api">Its dialect: one of <see cref="ModelApis"/>.</param>
public sealed record ModelProviderOptions(string Id, string Api)
{
    /// <summary>Where it listens; null for the dialect's own service.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The key; null sends none, as servers on the own machine want it.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Further headers of each call; their values may be secrets.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The models that are listed; others can be called by name.</summary>
    public ImmutableArray<ModelOptions> Models { get; init; } = [];

    /// <summary>Prints everything but the key and the headers.</summary>
    public override string ToString() =>
        $"ModelProviderOptions {{ Id = {Id}, Api = {Api}, BaseUrl = {BaseUrl}, ApiKey = {(ApiKey is null ? "none" : "(set)")}, Models = {Models.Length} }}";
}

/// <summary>One listed model of a provider.</summary>
/// <param name="Id">The provider's name of it.</param>
public sealed record ModelOptions(string Id)
{
    /// <summary>For people; the id when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Tokens that it reads at most.</summary>
    public int ContextWindow { get; init; } = 200_000;

    /// <summary>Tokens that it writes at most.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Whether it can think visibly.</summary>
    public bool Reasoning { get; init; }

    /// <summary>What it takes: <c>text</c>, <c>image</c>.</summary>
    public ImmutableArray<string> Input { get; init; } = ["text"];

    /// <summary>What it costs.</summary>
    public ModelPrice Price { get; init; } = ModelPrice.Free;
}

/// <summary>Bounds of a model call, so that no provider can hold a run or fill the memory.</summary>
/// <param name="Idle">Longest silence, before the first event and between two.</param>
/// <param name="MaxAnswerChars">Longest answer, reasoning and tool arguments together, in characters.</param>
/// <param name="MaxResponseBytes">Longest HTTP response in bytes.</param>
public sealed record ModelCallLimits(TimeSpan Idle, int MaxAnswerChars, long MaxResponseBytes)
{
    /// <summary>120 s of silence, 4 million characters, 64 MiB.</summary>
    public static ModelCallLimits Default { get; } = new(TimeSpan.FromSeconds(120), 4_000_000, 64L << 20);
}

/// <summary>The dialects by their names in <c>openclaw.json</c>.</summary>
public static class ModelApis
{
    /// <summary>OpenAI's chat completions, which most other providers speak too.</summary>
    public const string OpenAiCompletions = "openai-completions";

    /// <summary>OpenAI's responses.</summary>
    public const string OpenAiResponses = "openai-responses";

    /// <summary>Anthropic's messages.</summary>
    public const string AnthropicMessages = "anthropic-messages";

    /// <summary>The built-in model.</summary>
    public const string Echo = "echo";

    /// <summary>Whether a provider with this dialect can be called.</summary>
    public static bool IsKnown(string api) => api is OpenAiCompletions or OpenAiResponses or AnthropicMessages or Echo;
}
