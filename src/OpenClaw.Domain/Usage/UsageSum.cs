using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Usage;

/// <summary>Tokens and what they cost, of any number of runs. Immutable.</summary>
/// <param name="Tokens">Tokens by kind.</param>
/// <param name="Cost">US dollars by kind.</param>
/// <param name="Runs">Runs.</param>
/// <param name="Unpriced">Runs whose model has no price, so that the cost lacks them.</param>
public sealed record UsageSum(ModelUsage Tokens, ModelPrice Cost, int Runs, int Unpriced)
{
    /// <summary>Nothing.</summary>
    public static UsageSum None { get; } = new(ModelUsage.None, ModelPrice.Free, 0, 0);

    /// <summary>With one run more.</summary>
    /// <param name="tokens">What it took.</param>
    /// <param name="price">What its model costs; null or nothing when not configured.</param>
    public UsageSum Plus(ModelUsage tokens, ModelPrice? price)
    {
        var isPriced = price is { Total: > 0 };
        var cost = isPriced ? price!.Of(tokens) : ModelPrice.Free;
        return new UsageSum(
            Tokens.Plus(tokens),
            new ModelPrice(Cost.Input + cost.Input, Cost.Output + cost.Output, Cost.CacheRead + cost.CacheRead, Cost.CacheWrite + cost.CacheWrite),
            Runs + 1,
            isPriced ? Unpriced : Unpriced + 1);
    }
}
