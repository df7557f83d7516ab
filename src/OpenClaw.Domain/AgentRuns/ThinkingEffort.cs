namespace OpenClaw.Domain.AgentRuns;

/// <summary>How long a model is to think before it answers.</summary>
public enum ThinkingEffort
{
    /// <summary>As the provider has it by default.</summary>
    Off,

    /// <summary>As little as there is.</summary>
    Minimal,

    /// <summary>A little.</summary>
    Low,

    /// <summary>For what is not simple.</summary>
    Medium,

    /// <summary>For what is hard.</summary>
    High,

    /// <summary>As much as there is.</summary>
    XHigh,
}

/// <summary>The words for <see cref="ThinkingEffort"/> that clients and users know.</summary>
public static class ThinkingEfforts
{
    /// <summary>What a word means; null for words that mean none.</summary>
    /// <param name="word"><c>off</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>, or one of the names that clients also send.</param>
    public static ThinkingEffort? Parse(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "off" or "none" => ThinkingEffort.Off,
        "minimal" or "think" => ThinkingEffort.Minimal,
        "low" or "on" => ThinkingEffort.Low,
        "medium" or "adaptive" => ThinkingEffort.Medium,
        "high" => ThinkingEffort.High,
        "xhigh" or "max" or "ultra" => ThinkingEffort.XHigh,
        _ => null,
    };
}
