using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Domain.Access;

/// <summary>How the gateway authenticates clients (<c>gateway.auth.mode</c>).</summary>
public enum AuthMode
{
    /// <summary>A shared token.</summary>
    Token,

    /// <summary>A shared password.</summary>
    Password,

    /// <summary>Nothing: for private loopback use only, which the start checks.</summary>
    None,

    /// <summary>An identity asserted by a listed proxy; no secret opens the door in this mode.</summary>
    TrustedProxy,
}

/// <summary>What the configuration says about who may connect, as one immutable value that is read anew for each decision.</summary>
public sealed record AccessPolicy
{
    /// <summary>How clients authenticate.</summary>
    public AuthMode Mode { get; init; } = AuthMode.Token;

    /// <summary>Digest of the shared token or password that the mode asks for; null when none is configured, which refuses everybody.
    /// In <see cref="AuthMode.TrustedProxy"/> it opens to direct clients of this machine only.</summary>
    public SecretDigest? SharedSecret { get; init; }

    /// <summary>Derives the tokens of paired devices.</summary>
    public required DeviceTokenMint Tokens { get; init; }

    /// <summary>Origins that may open a socket from a browser besides loopback ones, e.g. <c>https://claw.example</c>; <c>*</c> allows every origin.</summary>
    public ImmutableArray<string> AllowedOrigins { get; init; } = [];

    /// <summary>Whether an origin equal to the request's own Host is enough. Off by default: a rebound DNS name would pass.</summary>
    public bool AllowHostHeaderOrigin { get; init; }

    /// <summary>Whether the control UI may come without a device identity (plain HTTP pages have no key store). Off by default.</summary>
    public bool AllowControlUiWithoutDevice { get; init; }

    /// <summary>Addresses whose forwarding headers are believed.</summary>
    public ImmutableArray<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>Whether a listed proxy's <c>X-Real-IP</c> counts where it sends no <c>X-Forwarded-For</c>. Off by default.</summary>
    public bool AllowRealIpFallback { get; init; }

    /// <summary>Whom a listed proxy may vouch for in <see cref="AuthMode.TrustedProxy"/>; null lets nobody in.</summary>
    public TrustedProxyRules? TrustedProxy { get; init; }

    /// <summary>Whether a login that Tailscale's daemon confirms stands for the shared secret.</summary>
    public bool AllowTailscale { get; init; }

    /// <summary>Limits on wrong credentials.</summary>
    public FailedAuthLimits Limits { get; init; } = FailedAuthLimits.Default;
}
