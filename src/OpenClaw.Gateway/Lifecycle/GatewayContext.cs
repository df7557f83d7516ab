using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Tools.Skills;
using OpenClaw.Gateway.Health;
using OpenClaw.Gateway.Presence;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>What the parts of a running gateway share: actors that were started before them, published state, clock and logs. Immutable.</summary>
public sealed record GatewayContext
{
    /// <summary>What the gateway knows about itself.</summary>
    public required GatewayOptions Options { get; init; }

    /// <summary>The configuration as of now; read anew for each use.</summary>
    public required Func<LoadedConfiguration> Configuration { get; init; }

    /// <summary>Who may connect as of now; the same object until that changes.</summary>
    public required Func<AccessPolicy> Access { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>When the gateway started, a timestamp of <see cref="Time"/>.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Presence, published by its owner.</summary>
    public required Published<PresenceSnapshot> PresenceSnapshot { get; init; }

    /// <summary>Health and status, published by their owner.</summary>
    public required Published<HealthSnapshot> HealthSnapshot { get; init; }

    /// <summary>Fans events out; see <see cref="OpenClaw.Gateway.Broadcast.BroadcastProtocol"/>.</summary>
    public required IActorRef Broadcast { get; init; }

    /// <summary>Owns presence.</summary>
    public required IActorRef Presence { get; init; }

    /// <summary>Owns health; report to it what changes.</summary>
    public required IActorRef Health { get; init; }

    /// <summary>Owns the heartbeat switch and waiting system events.</summary>
    public required IActorRef Heartbeat { get; init; }

    /// <summary>Knows the nodes.</summary>
    public required IActorRef Nodes { get; init; }

    /// <summary>Decides handshakes.</summary>
    public required IActorRef Pairing { get; init; }

    /// <summary>Parts that were started before, by name.</summary>
    public ImmutableDictionary<string, IActorRef> Parts { get; init; } = ImmutableDictionary<string, IActorRef>.Empty;

    /// <summary>Reads what agents' folders hold; null when there are none.</summary>
    public IAgentWorkspaces? Workspaces { get; init; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Uptime => Time.GetElapsedTime(StartedAt);
}
