using OpenClaw.Domain.Pairing;

namespace OpenClaw.Domain.Access;

/// <summary>Whether a presented secret is the token of the device that the client has proven to be.</summary>
internal sealed record DeviceTokenCheck
{
    /// <summary>The token's record when it is right.</summary>
    public DeviceTokenRecord? Record { get; private init; }

    /// <summary>True when the client named it a device token, rather than sending it in place of the shared one.</summary>
    public bool WasExplicit { get; private init; }

    /// <summary>Digest of what was presented.</summary>
    public SecretDigest? Presented { get; private init; }

    /// <summary>How long this source has to wait.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static DeviceTokenCheck Check(ConnectAttempt attempt, AccessPolicy policy, FailedAuthLimiter limiter, PairedDevice? device, Role role)
    {
        var credentials = attempt.Request.Credentials;
        var isExplicit = !string.IsNullOrEmpty(credentials.DeviceToken);
        var presented = SecretDigest.Of(isExplicit ? credentials.DeviceToken : credentials.Token);
        if (presented is null)
        {
            return new DeviceTokenCheck();
        }

        if (limiter.RetryAfter(attempt.Peer, CredentialClass.DeviceToken, presented, policy, attempt.Now) is { } wait)
        {
            return new DeviceTokenCheck { WasExplicit = isExplicit, Presented = presented, RetryAfter = wait };
        }

        var record = device?.GrantOf(role)?.Token;
        var valid = record is { RevokedAt: null }
            && SecretDigest.Of(policy.Tokens.Derive(device!.DeviceId, role, record.Generation))!.Matches(presented);
        return new DeviceTokenCheck { Record = valid ? record : null, WasExplicit = isExplicit, Presented = presented };
    }
}
