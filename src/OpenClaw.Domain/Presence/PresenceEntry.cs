using System.Collections.Immutable;

namespace OpenClaw.Domain.Presence;

/// <summary>One row of presence: the gateway, a connected client, or a machine that reported itself.</summary>
public sealed record PresenceEntry
{
    /// <summary>The line that people read.</summary>
    public required string Text { get; init; }

    /// <summary>When the row last changed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Host name, or the client's display name.</summary>
    public string? Host { get; init; }

    /// <summary>Address, if a useful one is known.</summary>
    public string? Ip { get; init; }

    /// <summary>Version of the program.</summary>
    public string? Version { get; init; }

    /// <summary>Operating system.</summary>
    public string? Platform { get; init; }

    /// <summary>Such as <c>Mac</c> or <c>iPhone</c>.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Such as <c>Mac16,6</c>.</summary>
    public string? ModelIdentifier { get; init; }

    /// <summary><c>gateway</c>, or the client's mode.</summary>
    public string? Mode { get; init; }

    /// <summary>Why the row is as it is: <c>self</c>, <c>connect</c>, <c>disconnect</c>, <c>periodic</c>, ...</summary>
    public string? Reason { get; init; }

    /// <summary>The client's id in the protocol.</summary>
    public string? ClientId { get; init; }

    /// <summary>Device fingerprint.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Roles in use.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Scopes in use.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>Stable id of the installation.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Seconds since the user's last input there.</summary>
    public double? LastInputSeconds { get; init; }

    /// <summary>Free labels.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Connections that keep the row alive, each with the keys of the sessions that it shows. Not on the wire.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Connections { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Sessions that any of its connections shows, in order and each once.</summary>
    public ImmutableArray<string> WatchedSessions { get; init; } = [];

    /// <summary>True while a connection stands behind the row.</summary>
    public bool IsConnected => !Connections.IsEmpty;
}
