namespace OpenClaw.Domain.Access;

/// <summary>A person whom something in front of the gateway has authenticated.</summary>
/// <param name="Method">What vouches, as named in hello-ok's <c>auth.method</c>: <c>tailscale</c> or <c>trusted-proxy</c>.</param>
/// <param name="User">Who it is.</param>
public sealed record ExternalIdentity(string Method, string User);

/// <summary>What Tailscale's own daemon says about a request that claims to come from a tailnet.</summary>
/// <param name="User">The login that it is; null unless <paramref name="Failure"/> is.</param>
/// <param name="Failure">Why nobody is vouched for; null when somebody is.</param>
public sealed record TailscaleClaim(string? User, AuthFailure? Failure)
{
    /// <summary>The daemon names the same login as the header.</summary>
    public static TailscaleClaim Verified(string user) => new(user, null);

    /// <summary>Nobody is vouched for.</summary>
    public static TailscaleClaim Refused(AuthFailure failure) => new(null, failure);
}
