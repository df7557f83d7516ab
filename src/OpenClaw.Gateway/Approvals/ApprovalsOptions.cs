using OpenClaw.Domain.Approvals;

namespace OpenClaw.Gateway.Approvals;

/// <summary>How approvals behave.</summary>
public sealed record ApprovalsOptions
{
    /// <summary>What the configuration says, for the defaults that operators are shown.</summary>
    public Func<ExecPolicySettings> Configured { get; init; } = static () => new ExecPolicySettings();

    /// <summary>How long a question stands when the asker does not say.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long an asker may let it stand.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Clients that may wait for decisions at a time.</summary>
    public int MaxWaiters { get; init; } = 1_000;

    /// <summary>Events between two snapshots.</summary>
    public int SnapshotEvery { get; init; } = 500;

    /// <summary>Where the document lies, for people.</summary>
    public string Path { get; init; } = "journal#exec-approvals";

    /// <summary>The file of the original, which is taken over once when there is no document yet; null for none.</summary>
    public string? LegacyFile { get; init; }
}
