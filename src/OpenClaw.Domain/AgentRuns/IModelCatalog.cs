using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>What is known about one model without asking its provider.</summary>
/// <param name="Ref">Provider and model.</param>
/// <param name="Name">For people.</param>
/// <param name="ContextWindow">Tokens that it reads at most.</param>
/// <param name="MaxTokens">Tokens that it writes at most, when known.</param>
/// <param name="Reasoning">Whether it can think visibly.</param>
/// <param name="Input">What it takes: <c>text</c>, <c>image</c>.</param>
/// <param name="Available">Whether it can be called as configured: a provider without its key is listed but not available.</param>
public sealed record ModelDescriptor(
    ModelRef Ref, string Name, int ContextWindow, int? MaxTokens, bool Reasoning, ImmutableArray<string> Input, bool Available)
{
    /// <summary>What it costs, as configured.</summary>
    public ModelPrice Price { get; init; } = ModelPrice.Free;
}

/// <summary>What a model costs, in US dollars a million tokens.</summary>
public sealed record ModelPrice(double Input, double Output, double CacheRead, double CacheWrite)
{
    /// <summary>Nothing, or not configured.</summary>
    public static ModelPrice Free { get; } = new(0, 0, 0, 0);

    /// <summary>What these tokens cost, in US dollars, kind by kind.</summary>
    public ModelPrice Of(ModelUsage usage) =>
        new(Input * usage.Input / 1e6, Output * usage.Output / 1e6, CacheRead * usage.CacheRead / 1e6, CacheWrite * usage.CacheWrite / 1e6);

    /// <summary>All kinds together.</summary>
    public double Total => Input + Output + CacheRead + CacheWrite;
}

/// <summary>The models that this gateway can call. Immutable: a new configuration makes a new catalogue.</summary>
public interface IModelCatalog
{
    /// <summary>Every model, configured ones first, in the configuration's order.</summary>
    ImmutableArray<ModelDescriptor> Models { get; }

    /// <summary>Finds the provider of a model. The provider's package is not loaded before its first call.</summary>
    /// <param name="model">Which model; its provider may serve models that are not listed.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="error">Why there is none, in words for the user.</param>
    bool TryGetProvider(ModelRef model, [NotNullWhen(true)] out IModelProvider? provider, [NotNullWhen(false)] out string? error);

    /// <summary>The descriptor of a model, or null when it is not listed.</summary>
    ModelDescriptor? Find(ModelRef model);
}
