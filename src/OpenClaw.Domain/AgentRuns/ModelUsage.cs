namespace OpenClaw.Domain.AgentRuns;

/// <summary>Tokens that model calls took, as the provider reported them.</summary>
/// <param name="Input">Prompt tokens that were not read from a cache.</param>
/// <param name="Output">Generated tokens, thinking included.</param>
/// <param name="CacheRead">Prompt tokens read from the provider's cache.</param>
/// <param name="CacheWrite">Prompt tokens written to the provider's cache.</param>
public sealed record ModelUsage(long Input, long Output, long CacheRead = 0, long CacheWrite = 0)
{
    /// <summary>Nothing used, or nothing reported.</summary>
    public static ModelUsage None { get; } = new(0, 0);

    /// <summary>All tokens of all kinds.</summary>
    public long Total => Input + Output + CacheRead + CacheWrite;

    /// <summary>The usage of two calls together.</summary>
    public ModelUsage Plus(ModelUsage other) =>
        new(Input + other.Input, Output + other.Output, CacheRead + other.CacheRead, CacheWrite + other.CacheWrite);
}
