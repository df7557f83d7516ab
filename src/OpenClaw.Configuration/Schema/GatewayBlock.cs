using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>gateway</c>.</summary>
public sealed record GatewayBlock
{
    /// <summary>The port when nothing names one.</summary>
    public const int DefaultPort = 18789;

    /// <summary><c>gateway.port</c>: the one port of control traffic and HTTP.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary><c>gateway.mode</c>; must be <see cref="GatewayMode.Local"/> for a gateway to start unless it may run unconfigured.</summary>
    public GatewayMode? Mode { get; init; }

    /// <summary><c>gateway.bind</c>: which interfaces are listened on.</summary>
    public BindMode Bind { get; init; } = BindMode.Loopback;

    /// <summary><c>gateway.customBindHost</c>: the address of <see cref="BindMode.Custom"/>.</summary>
    public string? CustomBindHost { get; init; }

    /// <summary><c>gateway.auth</c>.</summary>
    public GatewayAuthBlock Auth { get; init; } = new();

    /// <summary><c>gateway.trustedProxies</c>: peers whose forwarding headers are believed.</summary>
    public ImmutableArray<System.Net.IPAddress> TrustedProxies { get; init; } = [];

    /// <summary><c>gateway.allowRealIpFallback</c>: whether a trusted proxy's <c>X-Real-IP</c> counts when it sends no <c>X-Forwarded-For</c>.</summary>
    public bool AllowRealIpFallback { get; init; }

    /// <summary><c>gateway.handshakeTimeoutMs</c>: how long a client has for its handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>gateway.controlUi</c>.</summary>
    public ControlUiBlock ControlUi { get; init; } = new();

    /// <summary><c>gateway.protocol</c>.</summary>
    public GatewayProtocolBlock Protocol { get; init; } = new();

    /// <summary><c>gateway.http</c>.</summary>
    public GatewayHttpBlock Http { get; init; } = new();

    /// <summary><c>gateway.tools</c>.</summary>
    public GatewayToolsBlock Tools { get; init; } = new();

    /// <summary><c>gateway.tailscale.mode</c>.</summary>
    public TailscaleMode Tailscale { get; init; } = TailscaleMode.Off;

    /// <summary><c>gateway.nodes</c>.</summary>
    public GatewayNodesBlock Nodes { get; init; } = new();

    /// <summary><c>gateway.journal</c>.</summary>
    public GatewayJournalBlock Journal { get; init; } = new();

    /// <summary><c>gateway.remote</c>: the gateway that the command line talks to in remote mode.</summary>
    public GatewayRemoteBlock Remote { get; init; } = new();
}

/// <summary><c>gateway.auth</c>.</summary>
public sealed record GatewayAuthBlock
{
    /// <summary><c>gateway.auth.mode</c>; when unset it follows from which secret there is.</summary>
    public AuthMode Mode { get; init; } = AuthMode.Token;

    /// <summary><c>gateway.auth.token</c>.</summary>
    public Secret? Token { get; init; }

    /// <summary><c>gateway.auth.password</c>.</summary>
    public Secret? Password { get; init; }

    /// <summary><c>gateway.auth.allowTailscale</c>; null = on when Tailscale serves and the mode is not password.</summary>
    public bool? AllowTailscale { get; init; }

    /// <summary><c>gateway.auth.trustedProxy</c>; null when the file has none.</summary>
    public TrustedProxyBlock? TrustedProxy { get; init; }

    /// <summary><c>gateway.auth.rateLimit</c>.</summary>
    public AuthRateLimitBlock RateLimit { get; init; } = new();
}

/// <summary><c>gateway.auth.trustedProxy</c>: how a reverse proxy of <c>gateway.trustedProxies</c> names the user.</summary>
public sealed record TrustedProxyBlock
{
    /// <summary><c>userHeader</c>: the header with the user's name, such as <c>X-Forwarded-User</c>.</summary>
    public required string UserHeader { get; init; }

    /// <summary><c>requiredHeaders</c>: headers that must be there as well.</summary>
    public ImmutableArray<string> RequiredHeaders { get; init; } = [];

    /// <summary><c>allowUsers</c>: who is let in; empty lets in all whom the proxy names.</summary>
    public ImmutableArray<string> AllowUsers { get; init; } = [];

    /// <summary><c>allowLoopback</c>: whether a proxy on this machine counts.</summary>
    public bool AllowLoopback { get; init; }
}

/// <summary><c>gateway.auth.rateLimit</c>: how many wrong secrets an address may try.</summary>
public sealed record AuthRateLimitBlock
{
    /// <summary><c>maxAttempts</c> within <see cref="Window"/>.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary><c>windowMs</c>.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>lockoutMs</c>.</summary>
    public TimeSpan Lockout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary><c>exemptLoopback</c>: local processes are not counted, unless a browser's Origin shows that a page asks.</summary>
    public bool ExemptLoopback { get; init; } = true;
}

/// <summary><c>gateway.controlUi</c>.</summary>
public sealed record ControlUiBlock
{
    /// <summary><c>enabled</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary><c>allowedOrigins</c>: origins besides the gateway's own that may open a socket; <c>*</c> = any.</summary>
    public ImmutableArray<string> AllowedOrigins { get; init; } = [];

    /// <summary><c>dangerouslyDisableDeviceAuth</c>: the page may connect with the secret alone, without a device key of its own.</summary>
    public bool DisableDeviceAuth { get; init; }

    /// <summary><c>dangerouslyAllowHostHeaderOriginFallback</c>: an Origin equal to the Host header is let in off loopback.</summary>
    public bool AllowHostHeaderOrigin { get; init; }
}

/// <summary><c>gateway.protocol</c>: this gateway's own block.</summary>
public sealed record GatewayProtocolBlock
{
    /// <summary><c>unknownParams</c>: what a request's unknown parameters get.</summary>
    public UnknownParams UnknownParams { get; init; } = UnknownParams.Reject;
}

/// <summary><c>gateway.journal</c>: this gateway's own block; where it keeps what it has accepted.</summary>
public sealed record GatewayJournalBlock
{
    /// <summary><c>postgresql</c>: connection string of the PostgreSQL database, in Npgsql's format; null = a SQLite file in the state directory.</summary>
    public Secret? PostgreSql { get; init; }
}

/// <summary><c>gateway.nodes</c>: what nodes may be asked for.</summary>
public sealed record GatewayNodesBlock
{
    /// <summary><c>commands.allow</c>, <c>allowCommands</c>: commands besides those that a node's platform is known for.</summary>
    public ImmutableArray<string> AllowCommands { get; init; } = [];

    /// <summary><c>commands.deny</c>, <c>denyCommands</c>: commands that no node is asked for.</summary>
    public ImmutableArray<string> DenyCommands { get; init; } = [];
}

/// <summary><c>gateway.remote</c>.</summary>
public sealed record GatewayRemoteBlock
{
    /// <summary><c>url</c>, <c>ws://</c> or <c>wss://</c>.</summary>
    public string? Url { get; init; }

    /// <summary><c>token</c>.</summary>
    public Secret? Token { get; init; }

    /// <summary><c>password</c>.</summary>
    public Secret? Password { get; init; }
}

/// <summary>Whether this machine runs the gateway or talks to another's.</summary>
public enum GatewayMode
{
    /// <summary>The gateway runs here.</summary>
    Local,

    /// <summary>The gateway runs elsewhere, at <c>gateway.remote.url</c>.</summary>
    Remote,
}

/// <summary>Which interfaces are listened on.</summary>
public enum BindMode
{
    /// <summary>127.0.0.1, and ::1 where it can be bound.</summary>
    Loopback,

    /// <summary>All interfaces.</summary>
    Lan,

    /// <summary>The Tailscale address, and loopback for local clients.</summary>
    Tailnet,

    /// <summary>Loopback when it can be bound, else all.</summary>
    Auto,

    /// <summary>The address of <c>gateway.customBindHost</c>, and loopback for local clients.</summary>
    Custom,
}

/// <summary>How clients prove themselves.</summary>
public enum AuthMode
{
    /// <summary>No proof; loopback only.</summary>
    None,

    /// <summary>The shared token.</summary>
    Token,

    /// <summary>The shared password.</summary>
    Password,

    /// <summary>A reverse proxy names the user.</summary>
    TrustedProxy,
}

/// <summary>What Tailscale does for the gateway.</summary>
public enum TailscaleMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Serves it inside the tailnet.</summary>
    Serve,

    /// <summary>Serves it to the internet.</summary>
    Funnel,
}

/// <summary>What unknown parameters of a request get.</summary>
public enum UnknownParams
{
    /// <summary>The request is refused, as the original does.</summary>
    Reject,

    /// <summary>They are ignored, so that newer clients get through.</summary>
    Ignore,
}
