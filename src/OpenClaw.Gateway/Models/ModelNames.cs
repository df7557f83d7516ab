using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Models;

/// <summary>Names of models as people write them.</summary>
internal static class ModelNames
{
    /// <summary>Whether a name means a model that can be called: <c>provider/model</c>, or a model's name alone.</summary>
    public static bool Knows(this IModelCatalog models, string text) =>
        ModelRef.TryParse(text, out var model)
            ? models.TryGetProvider(model, out _, out _)
            : models.Models.Any(listed => string.Equals(listed.Ref.Model, text, StringComparison.OrdinalIgnoreCase));
}
