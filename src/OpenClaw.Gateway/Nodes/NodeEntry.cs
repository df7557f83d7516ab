using System.Text.Json;
using Akka.Actor;

namespace OpenClaw.Gateway.Nodes;

/// <summary>What is known of one node: from its pairing, from its latest handshake, and from what it said since.</summary>
internal sealed record NodeEntry
{
    /// <summary>Its device id.</summary>
    public required string NodeId { get; init; }

    /// <summary>Its pairing; null only between its connection and the pairing's own word.</summary>
    public PairedNode? Paired { get; init; }

    /// <summary>Its latest handshake; null when it has not connected since the gateway started.</summary>
    public ConnectedNode? Latest { get; init; }

    /// <summary>Its connection's actor; null when it is not connected.</summary>
    public IActorRef? Connection { get; init; }

    /// <summary>When its latest connection ended.</summary>
    public DateTimeOffset? DisconnectedAt { get; init; }

    /// <summary>When it gave its latest sign of life.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>What that sign was.</summary>
    public string? SeenReason { get; init; }

    /// <summary>Load and memory of its machine as it reported them: an object.</summary>
    public JsonElement? HostStats { get; init; }

    /// <summary>When it reported <see cref="HostStats"/>.</summary>
    public DateTimeOffset HostStatsAt { get; init; }

    /// <summary>Whether it is there.</summary>
    public bool IsConnected => Connection is not null;

    /// <summary>The name to show: the operator's, else its own.</summary>
    public string? DisplayName => Paired?.Label ?? Latest?.DisplayName ?? Paired?.Client.DisplayName;

    /// <summary>Its operating system, as it names it.</summary>
    public string Platform => Latest?.Platform ?? Paired?.Client.Platform ?? "unknown";

    /// <summary>Kind of its device.</summary>
    public string? DeviceFamily => Latest?.DeviceFamily ?? Paired?.Client.DeviceFamily;
}
