using System.Text.Json.Serialization;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Models;

/// <summary>How a model provider is authenticated, as <c>models.authStatus</c> shows it. Keys come from the configuration; there are no logins.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Status"><c>static</c>: it has what it needs; <c>missing</c>: it lacks a key.</param>
/// <param name="Profiles">Logins: none.</param>
internal sealed record ProviderAuth(string Provider, string DisplayName, string Status, IReadOnlyList<string> Profiles)
{
    /// <summary>The provider whose key it uses: its own.</summary>
    public string AuthProvider => Provider;

    /// <summary>Every provider that has a model, in the catalogue's order.</summary>
    public static IEnumerable<ProviderAuth> Of(IModelCatalog models) => models.Models
        .GroupBy(static model => model.Ref.Provider)
        .Select(static provider => new ProviderAuth(provider.Key, provider.Key, provider.Any(static model => model.Available) ? "static" : "missing", []));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProviderAuth))]
internal sealed partial class ProviderAuthJson : JsonSerializerContext;
