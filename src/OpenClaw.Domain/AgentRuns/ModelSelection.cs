using System.Collections.Immutable;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Which models a run tries, in order: the first one, then the fallbacks of <c>agents.defaults.model</c>.</summary>
/// <param name="Primary">The model to call.</param>
/// <param name="Fallbacks">What to try when it fails for good.</param>
public sealed record ModelSelection(ModelRef Primary, ImmutableArray<ModelRef> Fallbacks)
{
    /// <summary>What runs when nothing is configured: the model that needs no key.</summary>
    public static ModelSelection Default { get; } = new(ModelRef.Echo, []);

    /// <summary>
    /// Selects in order: the request's or session's override, the agent's own model, the defaults. A name without a provider is looked up in the
    /// catalogue, as <c>openclaw.json</c> files of real users have it. Text that names nothing falls through to the next place.
    /// </summary>
    public static ModelSelection Resolve(
        IModelCatalog catalog, string? overriding, string? ofAgent, string? primary, IEnumerable<string> fallbacks)
    {
        var tail = fallbacks.Select(text => Find(catalog, text)).OfType<ModelRef>().ToImmutableArray();
        var first = Find(catalog, overriding) ?? Find(catalog, ofAgent) ?? Find(catalog, primary);
        if (first is null)
        {
            // One configured provider and no word about a default: its first model is what the user means.
            var only = catalog.Models.FirstOrDefault(static model => model.Available && model.Ref.Provider != ModelRef.Echo.Provider);
            first = only?.Ref ?? ModelRef.Echo;
        }

        return new ModelSelection(first, tail.Remove(first));
    }

    private static ModelRef? Find(IModelCatalog catalog, string? text)
    {
        if (ModelRef.TryParse(text, out var exact))
        {
            return exact;
        }

        return string.IsNullOrWhiteSpace(text)
            ? null
            : catalog.Models.FirstOrDefault(model => string.Equals(model.Ref.Model, text.Trim(), StringComparison.OrdinalIgnoreCase))?.Ref;
    }
}
