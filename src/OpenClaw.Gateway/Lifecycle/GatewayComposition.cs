using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Gateway.Health;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>Everything that a gateway is started from. Immutable.</summary>
public sealed record GatewayComposition
{
    /// <summary>What the gateway knows about itself.</summary>
    public required GatewayOptions Options { get; init; }

    /// <summary>The configuration as of now.</summary>
    public required Func<LoadedConfiguration> Configuration { get; init; }

    /// <summary>Who may connect as of now; see <see cref="AccessPolicies"/>.</summary>
    public required Func<AccessPolicy> Access { get; init; }

    /// <summary>Health at the start: agents and models of the configuration.</summary>
    public required HealthFacts Health { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>Reads what agents' folders hold; null when there are none.</summary>
    public IAgentWorkspaces? Workspaces { get; init; }

    /// <summary>The contexts besides the gateway's own, in start order.</summary>
    public ImmutableArray<IGatewayPart> Parts { get; init; } = [];
}
