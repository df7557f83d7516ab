using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Models;

/// <summary>Maps the catalogue to what clients read.</summary>
internal static class ModelChoices
{
    private static readonly IReadOnlyList<ThinkingLevel> s_thinking = [new ThinkingLevel { Id = "off", Label = "off" }];
    private static readonly IReadOnlyList<string> s_default = ["default"];

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
            Tags = model.Ref == chosen ? s_default : null,
            Available = model.Available,
            UnavailableReason = model.Available ? null : $"models.providers.{model.Ref.Provider} has no key or speaks no known api",
            ThinkingLevels = s_thinking,
            ThinkingDefault = "off",
        })];
    }
}
