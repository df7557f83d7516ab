namespace OpenClaw.Domain.Access;

/// <summary>Whether the presented token or password is the gateway's.</summary>
/// <remarks>Either field may carry the secret, as clients mix them up; what matters is the mode that the gateway runs in.</remarks>
internal sealed record SharedSecretCheck
{
    private SharedSecretCheck(string method) => Method = method;

    /// <summary>How the client authenticated, if it did.</summary>
    public string Method { get; }

    /// <summary>The secret, or an external identity, is right; or none is needed.</summary>
    public bool IsGranted => Failure is null && RetryAfter is null;

    /// <summary>Nothing was presented.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>Something was presented, and it is not the secret.</summary>
    public bool IsMismatch { get; private init; }

    /// <summary>Digest of what was presented.</summary>
    public SecretDigest? Presented { get; private init; }

    /// <summary>Why it is refused, unless it is granted or has to wait.</summary>
    public AuthFailure? Failure { get; private init; }

    /// <summary>How long this source has to wait before we look at its secret again.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static SharedSecretCheck Check(ConnectAttempt attempt, AccessPolicy policy, FailedAuthLimiter limiter)
    {
        if (attempt.Peer.Identity is { } identity)
        {
            return new SharedSecretCheck(identity.Method);
        }

        if (policy.Mode == AuthMode.None)
        {
            return new SharedSecretCheck("none");
        }

        if (policy.Mode == AuthMode.TrustedProxy)
        {
            return new SharedSecretCheck("trusted-proxy") { Failure = AuthFailure.TrustedProxyIdentityMissing };
        }

        var password = policy.Mode == AuthMode.Password;
        var method = password ? "password" : "token";
        if (policy.SharedSecret is not { } expected)
        {
            return new SharedSecretCheck(method) { Failure = password ? AuthFailure.PasswordNotConfigured : AuthFailure.TokenNotConfigured };
        }

        var credentials = attempt.Request.Credentials;
        var first = SecretDigest.Of(password ? credentials.Password : credentials.Token);
        var second = SecretDigest.Of(password ? credentials.Token : credentials.Password);
        var presented = first ?? second;
        if (limiter.RetryAfter(attempt.Peer, CredentialClass.SharedSecret, presented, policy, attempt.Now) is { } wait && presented is not null)
        {
            return new SharedSecretCheck(method) { RetryAfter = wait, Presented = presented };
        }

        // Both are compared, whatever the first gives.
        if (expected.Matches(first) | expected.Matches(second))
        {
            return new SharedSecretCheck(method);
        }

        if (presented is not null)
        {
            return new SharedSecretCheck(method)
            {
                IsMismatch = true,
                Presented = presented,
                Failure = password ? AuthFailure.PasswordMismatch : AuthFailure.TokenMismatch,
            };
        }

        return new SharedSecretCheck(method)
        {
            IsMissing = true,
            Failure = credentials.BootstrapToken is not null ? AuthFailure.BootstrapTokenInvalid
                : password ? AuthFailure.PasswordMissing
                : AuthFailure.TokenMissing,
        };
    }
}
