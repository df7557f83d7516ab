using OpenClaw.Persistence.Serialization.AgentRuns;
using OpenClaw.Persistence.Serialization.Approvals;
using OpenClaw.Persistence.Serialization.Pairing;
using OpenClaw.Persistence.Serialization.Sessions;
using OpenClaw.Persistence.Serialization.Usage;

namespace OpenClaw.Persistence.Serialization;

/// <summary>Everything that the gateway stores. The list of manifests is pinned by a test: adding one is a decision, changing one is none.</summary>
public static class GatewayPayloads
{
    /// <summary>The registry.</summary>
    public static PayloadRegistry Registry { get; } = PayloadRegistry
        .Create(StoredPairingJson.Default, StoredApprovalsJson.Default, StoredSessionJson.Default, StoredRunJson.Default, StoredUsageJson.Default)
        .AddPairing()
        .AddApprovals()
        .AddSessions()
        .AddAgentRuns()
        .AddUsage()
        .Build();
}
