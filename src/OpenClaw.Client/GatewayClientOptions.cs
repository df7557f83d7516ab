namespace OpenClaw.Client;

/// <summary>Where to connect, as whom, and with which limits. Immutable; one instance may serve many connections.</summary>
public sealed record GatewayClientOptions
{
    /// <summary>The scopes of a person at their own gateway: everything an operator may hold.</summary>
    public static readonly IReadOnlyList<string> AllOperatorScopes =
        ["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing"];

    /// <summary>The WebSocket address, <c>ws://</c> or <c>wss://</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The gateway's shared token, or a device token; null when the gateway wants a password or nothing.</summary>
    public string? Token { get; init; }

    /// <summary>The gateway's shared password; null when the gateway wants a token or nothing.</summary>
    public string? Password { get; init; }

    /// <summary>Lowest protocol version offered. A gateway of protocol 4 wants operators to include 4 in the range.</summary>
    public int MinProtocol { get; init; } = 3;

    /// <summary>Highest protocol version offered.</summary>
    public int MaxProtocol { get; init; } = 4;

    /// <summary>Who connects: one of the protocol's closed set of client ids, such as <c>cli</c> or <c>gateway-client</c>.</summary>
    public string ClientId { get; init; } = "gateway-client";

    /// <summary>How it connects: <c>cli</c>, <c>backend</c>, <c>ui</c>, <c>node</c>, <c>probe</c>, <c>test</c> or <c>webchat</c>.</summary>
    public string ClientMode { get; init; } = "backend";

    /// <summary>A name for people, shown in presence; null for none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The client's own version, for logs and presence.</summary>
    public string ClientVersion { get; init; } = "0.0.0";

    /// <summary>The operating system, as presence shows it.</summary>
    public string Platform { get; init; } = CurrentPlatform();

    /// <summary>Stable id of this installation, so that its presence entry survives reconnects; null for none.</summary>
    public string? InstanceId { get; init; }

    /// <summary><c>operator</c> or <c>node</c>.</summary>
    public string Role { get; init; } = "operator";

    /// <summary>The scopes asked for; what is granted may be less (<see cref="GatewayHello.Scopes"/>).</summary>
    public IReadOnlyList<string> Scopes { get; init; } = AllOperatorScopes;

    /// <summary>Optional capabilities to announce, such as <c>tool-events</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Signs the handshake as a device; null connects without device identity.</summary>
    public IDeviceIdentity? Device { get; init; }

    /// <summary>Time for the TCP connection, the upgrade and the handshake together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for a call that names none.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest frame accepted from the gateway, in bytes; a larger one closes the connection with 1009.</summary>
    public int MaxFrameBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Events a subscription holds before its reader is told that it fell behind.</summary>
    public int EventCapacity { get; init; } = 1024;

    /// <summary>Silent tick intervals before the connection counts as dead and is closed with 4000; 0 never gives up.</summary>
    public int SilentTicksBeforeClose { get; init; } = 2;

    /// <summary>The clock of time-outs and of the tick watchdog.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Prints no secret.</summary>
    public override string ToString() => $"{ClientId}/{ClientMode} at {Address}";

    private static string CurrentPlatform() =>
        OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux";
}
