using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Models;

/// <summary>Maps the catalogue to what clients read.</summary>
internal static class ModelChoices
{
    /// <summary>The thinking level when nothing is asked for.</summary>
    public const string ThinkingDefault = "off";

    private static readonly IReadOnlyList<ThinkingLevel> s_noThinking = [Level(ThinkingDefault)];
    private static readonly IReadOnlyList<ThinkingLevel> s_thinking = [.. new[] { ThinkingDefault, "minimal", "low", "medium", "high", "xhigh" }.Select(Level)];

    private static readonly IReadOnlyList<string> s_default = ["default"];
    private static readonly IReadOnlyList<string> s_noTags = [];

    /// <summary>How deeply a model can be asked to think.</summary>
    public static IReadOnlyList<ThinkingLevel> ThinkingOf(ModelDescriptor? model) => model?.Reasoning == true ? s_thinking : s_noThinking;

    /// <summary>Every model; the default one is tagged.</summary>
    public static IReadOnlyList<ModelChoice> Of(IModelCatalog models, AgentDirectory agents)
    {
        var chosen = agents.ModelsOf(agents.Default.Id, null).Primary;
        return [.. models.Models.Select(model => new ModelChoice
        {
            Id = model.Ref.Model,
            Name = model.Name,
            Provider = model.Ref.Provider,
            ContextWindow = model.ContextWindow,
            MaxTokens = model.MaxTokens,
            Reasoning = model.Reasoning,
            Input = model.Input,
            Tags = model.Ref == chosen ? s_default : s_noTags,
            Available = model.Available,
            UnavailableReason = model.Available ? null : $"models.providers.{model.Ref.Provider} has no key or speaks no known api",
            ThinkingLevels = ThinkingOf(model),
            ThinkingDefault = ThinkingDefault,
        })];
    }

    private static ThinkingLevel Level(string id) => new() { Id = id, Label = id };
}
