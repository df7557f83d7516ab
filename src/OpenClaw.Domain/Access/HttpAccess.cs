namespace OpenClaw.Domain.Access;

/// <summary>One HTTP request to authorise.</summary>
/// <param name="Peer">Where it came from.</param>
/// <param name="Bearer">The secret of its Authorization header, if it has one.</param>
/// <param name="Scopes">Scopes that it limits itself to; null asks for all.</param>
/// <param name="Now">Our clock.</param>
public sealed record HttpAttempt(ConnectPeer Peer, string? Bearer, IReadOnlyList<string>? Scopes, DateTimeOffset Now)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => $"HttpAttempt {{ Peer = {Peer.Address} }}";
}

/// <summary>The outcome of <see cref="HttpAccess.Decide"/>.</summary>
/// <param name="Limiter">The limiter from now on.</param>
public abstract record HttpDecision(FailedAuthLimiter Limiter);

/// <summary>The request may go on with these scopes.</summary>
public sealed record HttpGranted(ScopeSet Scopes, string Method, string? User, FailedAuthLimiter Limiter) : HttpDecision(Limiter);

/// <summary>The request is refused.</summary>
/// <param name="Status">401, 403 or 429.</param>
/// <param name="Code">Detail code, as on the socket.</param>
/// <param name="Message">For people.</param>
/// <param name="RetryAfter">Set with 429.</param>
/// <param name="Limiter">The limiter from now on.</param>
public sealed record HttpRefused(int Status, string Code, string Message, TimeSpan? RetryAfter, FailedAuthLimiter Limiter) : HttpDecision(Limiter);

/// <summary>Authorises HTTP requests by the same secret, limits and rules as handshakes.</summary>
/// <remarks>
/// The holder of the shared secret is the operator and may do everything, as there is no device to tie scopes to; he may ask for less. Neither a
/// device token (which proves nothing without its key) nor a Tailscale identity opens this door.
/// </remarks>
public static class HttpAccess
{
    /// <summary>Decides one request.</summary>
    public static HttpDecision Decide(HttpAttempt attempt, AccessPolicy policy, FailedAuthLimiter limiter)
    {
        // A proxy that we do not know speaks for somebody else, and we could neither say for whom nor count his failures.
        var isListed = policy.TrustedProxies.Contains(attempt.Peer.Unmapped);
        if (attempt.Peer.HasForwardingHeaders && attempt.Peer.IsLoopbackPeer && !isListed)
        {
            return new HttpRefused(
                403, "proxy_attribution_required", "the request came through a proxy that gateway.trustedProxies does not list", null, limiter);
        }

        var secret = SharedSecretCheck.Check(attempt.Peer with { Tailscale = null }, new PresentedCredentials(attempt.Bearer), attempt.Now, policy, limiter);
        if (secret.RetryAfter is { } wait)
        {
            return new HttpRefused(429, "AUTH_RATE_LIMITED", "too many failed authentication attempts (retry later)", wait, limiter);
        }

        if (!secret.IsGranted)
        {
            limiter = secret.IsMismatch ? limiter.WithFailure(attempt.Peer, CredentialClass.SharedSecret, secret.Presented!, policy, attempt.Now) : limiter;
            return new HttpRefused(401, secret.Failure!.Code, secret.Failure.Text, null, limiter);
        }

        var scopes = attempt.Scopes is { } asked ? ScopeSet.Parse(asked) : ScopeSet.All;
        return new HttpGranted(scopes, secret.Method, secret.Identity?.User, limiter.WithSuccess(attempt.Peer, CredentialClass.SharedSecret, policy));
    }
}
