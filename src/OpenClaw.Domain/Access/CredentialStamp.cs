namespace OpenClaw.Domain.Access;

/// <summary>What opened a connection, kept so that the connection ends when that no longer opens anything. Prints itself redacted.</summary>
/// <param name="Method">How it authenticated; see <see cref="ConnectGrant.Method"/>.</param>
/// <param name="Secret">Digest of the shared secret at that time; null for other methods.</param>
/// <param name="Peer">Where it came from; only for identities that a proxy vouches for.</param>
public sealed record CredentialStamp(string Method, SecretDigest? Secret = null, ConnectPeer? Peer = null)
{
    /// <summary>Authenticated by a token of its device, whose generation the pairing store watches over.</summary>
    public static readonly CredentialStamp DeviceToken = new("device-token");

    /// <summary>Needed nothing, as the mode is <c>none</c>.</summary>
    public static readonly CredentialStamp None = new("none");

    /// <summary>Whether the policy of now would still let this in.</summary>
    public bool IsValidUnder(AccessPolicy policy) => Method switch
    {
        "token" => policy.Mode is AuthMode.Token or AuthMode.TrustedProxy && policy.SharedSecret is { } secret && secret.Matches(Secret),
        "password" => policy.Mode == AuthMode.Password && policy.SharedSecret is { } secret && secret.Matches(Secret),
        "none" => policy.Mode == AuthMode.None,
        "tailscale" => policy.AllowTailscale,
        "trusted-proxy" => policy is { Mode: AuthMode.TrustedProxy, TrustedProxy: { } rules } && rules.Identify(Peer!, policy.TrustedProxies).Identity is not null,
        "device-token" => true,
        _ => false,
    };

    /// <inheritdoc/>
    public override string ToString() => Method;
}
