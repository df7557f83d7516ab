namespace OpenClaw.Domain.Access;

/// <summary>Whether the presented token or password is the gateway's.</summary>
/// <remarks>Either field may carry the secret, as clients mix them up; what matters is the mode that the gateway runs in.</remarks>
internal sealed record SharedSecretCheck
{
    private SharedSecretCheck(string method) => Method = method;

    /// <summary>How the client authenticated, if it did.</summary>
    public string Method { get; }

    /// <summary>The secret is right, or somebody vouches, or nothing is needed.</summary>
    public bool IsGranted => Failure is null && RetryAfter is null;

    /// <summary>Nothing was presented.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>Something was presented, and it is not the secret.</summary>
    public bool IsMismatch { get; private init; }

    /// <summary>Digest of what was presented.</summary>
    public SecretDigest? Presented { get; private init; }

    /// <summary>Who it is, where something in front of the gateway vouches for a person.</summary>
    public ExternalIdentity? Identity { get; private init; }

    /// <summary>Remembers what opened the door; meaningful when it is granted.</summary>
    public required CredentialStamp Stamp { get; init; }

    /// <summary>Why it is refused, unless it is granted or has to wait.</summary>
    public AuthFailure? Failure { get; private init; }

    /// <summary>How long this source has to wait before we look at its secret again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static SharedSecretCheck Check(ConnectAttempt attempt, AccessPolicy policy, FailedAuthLimiter limiter) =>
        Check(attempt.Peer, attempt.Request.Credentials, attempt.Now, policy, limiter);

    public static SharedSecretCheck Check(ConnectPeer peer, PresentedCredentials credentials, DateTimeOffset now, AccessPolicy policy, FailedAuthLimiter limiter)
    {
        if (policy.Mode == AuthMode.None)
        {
            return new SharedSecretCheck("none") { Stamp = CredentialStamp.None };
        }

        // The programs of this machine do not come through the proxy; for them the secret stays, where one is configured.
        if (policy.Mode == AuthMode.TrustedProxy && !(peer.IsLocalDirect && policy.SharedSecret is not null))
        {
            return ByProxy(peer, policy);
        }

        if (policy.AllowTailscale && peer.Tailscale is { User: { } user })
        {
            return new SharedSecretCheck("tailscale") { Identity = new ExternalIdentity("tailscale", user), Stamp = new CredentialStamp("tailscale") };
        }

        var password = policy.Mode == AuthMode.Password;
        var method = password ? "password" : "token";
        var stamp = new CredentialStamp(method, policy.SharedSecret);
        if (policy.SharedSecret is not { } expected)
        {
            return new SharedSecretCheck(method) { Stamp = stamp, Failure = password ? AuthFailure.PasswordNotConfigured : AuthFailure.TokenNotConfigured };
        }

        var first = SecretDigest.Of(password ? credentials.Password : credentials.Token);
        var second = SecretDigest.Of(password ? credentials.Token : credentials.Password);
        var presented = first ?? second;
        if (limiter.RetryAfter(peer, CredentialClass.SharedSecret, presented, policy, now) is { } wait && presented is not null)
        {
            return new SharedSecretCheck(method) { Stamp = stamp, RetryAfter = wait, Presented = presented };
        }

        // Both are compared, whatever the first gives.
        if (expected.Matches(first) | expected.Matches(second))
        {
            return new SharedSecretCheck(method) { Stamp = stamp };
        }

        if (presented is not null)
        {
            return new SharedSecretCheck(method)
            {
                Stamp = stamp,
                IsMismatch = true,
                Presented = presented,
                Failure = password ? AuthFailure.PasswordMismatch : AuthFailure.TokenMismatch,
            };
        }

        if (policy.AllowTailscale && credentials.BootstrapToken is null && peer.Tailscale?.Failure is { } tailscale)
        {
            return new SharedSecretCheck(method) { Stamp = stamp, Failure = tailscale };
        }

        return new SharedSecretCheck(method)
        {
            Stamp = stamp,
            IsMissing = true,
            Failure = credentials.BootstrapToken is not null ? AuthFailure.BootstrapTokenInvalid
                : password ? AuthFailure.PasswordMissing
                : AuthFailure.TokenMissing,
        };
    }

    private static SharedSecretCheck ByProxy(ConnectPeer peer, AccessPolicy policy)
    {
        var (identity, failure) = policy.TrustedProxy?.Identify(peer, policy.TrustedProxies) ?? (null, AuthFailure.TrustedProxyNotConfigured);
        return new SharedSecretCheck("trusted-proxy") { Identity = identity, Failure = failure, Stamp = new CredentialStamp("trusted-proxy", Peer: peer) };
    }
}
