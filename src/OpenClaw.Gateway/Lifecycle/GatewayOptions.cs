using OpenClaw.Domain.Access;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>What the gateway knows about itself from its start on.</summary>
public sealed record GatewayOptions
{
    /// <summary>Its version, as clients see it.</summary>
    public required string Version { get; init; }

    /// <summary>Differs for every start.</summary>
    public string BootId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Name of this machine.</summary>
    public required string Host { get; init; }

    /// <summary>An address of this machine that others can use, if there is one.</summary>
    public string? Ip { get; init; }

    /// <summary>Operating system, such as <c>linux 6.18</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Such as <c>Linux</c> or <c>Mac</c>.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>The gateway's own public key, for <c>gateway.identity.get</c>.</summary>
    public required DeviceKey Identity { get; init; }

    /// <summary>The configuration file's path, if one is used.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Where state is kept.</summary>
    public string? StateDir { get; init; }

    /// <summary><c>none</c>, <c>token</c>, <c>password</c> or <c>trusted-proxy</c>.</summary>
    public required string AuthMode { get; init; }

    /// <summary>The agent that is meant when none is named.</summary>
    public string DefaultAgentId { get; init; } = "main";

    /// <summary>How many agents there are.</summary>
    public int AgentCount { get; init; } = 1;

    /// <summary>Name of an agent's main session.</summary>
    public string MainKey { get; init; } = "main";

    /// <summary>Whether a model other than the built-in echo is configured.</summary>
    public bool ModelConfigured { get; init; }

    /// <summary><c>gateway.protocol.unknownParams: "ignore"</c>: params that no schema knows are let through.</summary>
    public bool IgnoreUnknownParams { get; init; }

    /// <summary>Limits of connections.</summary>
    public Connections.ConnectionOptions Connections { get; init; } = new();

    /// <summary>How presence behaves.</summary>
    public Presence.PresenceOptions Presence { get; init; } = OpenClaw.Gateway.Presence.PresenceOptions.Default;
}
