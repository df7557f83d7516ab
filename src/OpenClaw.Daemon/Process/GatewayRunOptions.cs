using OpenClaw.Configuration;

namespace OpenClaw.Daemon.Process;

/// <summary>How to run the gateway, besides what the configuration says.</summary>
public sealed record GatewayRunOptions
{
    /// <summary>Environment, home directory and flags; those of this process by default.</summary>
    public ConfigurationSources? Sources { get; init; }

    /// <summary><c>--allow-unconfigured</c>: start without <c>gateway.mode=local</c>, on loopback with a token made up on the first start.</summary>
    public bool AllowUnconfigured { get; init; }

    /// <summary><c>--verbose</c> and <c>--ws-log</c>: how handshakes, requests, responses and events are mirrored to the console.</summary>
    public TrafficView Traffic { get; init; } = TrafficView.None;

    /// <summary>
    /// Whether the process is the gateway's own: signals stop it, and the port is exported as <c>OPENCLAW_GATEWAY_PORT</c>.
    /// False for a gateway inside another program, such as a test.
    /// </summary>
    public bool OwnsProcess { get; init; } = true;

    /// <summary>Where the console's log lines go; stdout by default.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Where refusals to start go; stderr by default.</summary>
    public TextWriter? Error { get; init; }

    /// <summary>Called once the gateway serves.</summary>
    public Action<RunningGateway>? OnStarted { get; init; }
}

/// <summary>What the console shows of the traffic.</summary>
public enum TrafficView
{
    /// <summary>Only what is refused.</summary>
    None,

    /// <summary>A line a handshake, a request and an event: what came of it.</summary>
    Compact,

    /// <summary>Also sockets as they come and go, and requests as they arrive.</summary>
    Full,
}

/// <summary>A gateway that serves.</summary>
/// <param name="Port">The port.</param>
/// <param name="Url">WebSocket address for local clients, such as <c>ws://127.0.0.1:18789</c>.</param>
/// <param name="TokenFile">Where the generated token is; null when the user configured the secret.</param>
/// <param name="LogFile">The log file of the day.</param>
public sealed record RunningGateway(int Port, string Url, string? TokenFile, string LogFile);
