using System.Collections.Immutable;
using OpenClaw.Domain.Pairing;

namespace OpenClaw.Domain.Access;

/// <summary>
/// Decides a handshake. The order of checks is the protocol's: version, role, browser origin, shared secret, device present or excused, device
/// proof, device token, pairing. It is decided once, from validated values only: a credential that is present but unproven counts for nothing.
/// </summary>
public static class ConnectDecider
{
    /// <summary>Decides one attempt.</summary>
    /// <param name="attempt">The request and where it came from.</param>
    /// <param name="policy">The configuration as of now.</param>
    /// <param name="pairing">Paired devices as of now.</param>
    /// <param name="limiter">Failures as of now.</param>
    public static ConnectDecision Decide(ConnectAttempt attempt, AccessPolicy policy, PairingState pairing, FailedAuthLimiter limiter)
    {
        var request = attempt.Request;
        if (ProtocolRange.Negotiate(request.MinProtocol, request.MaxProtocol) is not { } protocol)
        {
            return Refuse(ConnectRefusal.ProtocolMismatch(request), limiter);
        }

        if (!Roles.TryParse(request.Role, out var role))
        {
            return Refuse(ConnectRefusal.InvalidRole(), limiter);
        }

        if (!OriginPolicy.Allows(attempt.Peer, policy))
        {
            return Refuse(ConnectRefusal.OriginNotAllowed(), limiter);
        }

        var secret = SharedSecretCheck.Check(attempt, policy, limiter);
        return attempt.Verdict is null
            ? WithoutDevice(attempt, policy, limiter, secret, protocol, role)
            : WithDevice(attempt, policy, pairing, limiter, secret, protocol, role);
    }

    private static ConnectDecision WithoutDevice(
        ConnectAttempt attempt, AccessPolicy policy, FailedAuthLimiter limiter, SharedSecretCheck secret, int protocol, Role role)
    {
        if (!secret.IsGranted && !secret.IsMissing)
        {
            return RefuseCredentials(attempt, policy, limiter, secret, canRetryWithDeviceToken: false);
        }

        var client = attempt.Request.Client;
        if (role == Role.Operator && client.Id == "openclaw-control-ui" && !(secret.IsGranted && policy.AllowControlUiWithoutDevice))
        {
            return Refuse(ConnectRefusal.ControlUiDeviceIdentityRequired(), limiter);
        }

        if (role == Role.Node || !secret.IsGranted)
        {
            return Refuse(ConnectRefusal.DeviceIdentityRequired(), limiter);
        }

        // A shared secret alone opens the door but carries no scopes, because nothing ties the scopes to anyone. Excused are the two programs
        // that run beside the gateway and have no key store; a browser or a proxied client is never one of them.
        var local = attempt.Peer.IsLocalDirect;
        var isOwnProgram = protocol >= 4
            && local
            && string.IsNullOrWhiteSpace(attempt.Peer.Origin)
            && (client.Id, client.Mode) is ("cli", "cli") or ("gateway-client", "backend");

        // So is a control UI where the user has switched its device identity off.
        var keepsScopes = isOwnProgram || client.Id == "openclaw-control-ui";
        var scopes = keepsScopes ? ScopeSet.Parse(attempt.Request.Scopes) : ScopeSet.Empty;
        return new ConnectAccepted(
            new ConnectGrant(protocol, role, scopes, secret.Method, null, local, null, secret.Stamp),
            [],
            limiter.WithSuccess(attempt.Peer, CredentialClass.SharedSecret, policy));
    }

    private static ConnectDecision WithDevice(
        ConnectAttempt attempt, AccessPolicy policy, PairingState pairing, FailedAuthLimiter limiter, SharedSecretCheck secret, int protocol, Role role)
    {
        if (attempt.Verdict is not { Key: { } key })
        {
            return Refuse(ConnectRefusal.DeviceProofFailed(attempt.Verdict!.Fault!), limiter);
        }

        var device = pairing.Devices.GetValueOrDefault(key.DeviceId);
        var method = secret.Method;
        var stamp = secret.Stamp;
        var allowed = ScopeSet.All;
        if (secret.IsGranted)
        {
            limiter = limiter.WithSuccess(attempt.Peer, CredentialClass.SharedSecret, policy);
        }
        else
        {
            var token = DeviceTokenCheck.Check(attempt, policy, limiter, device, role);
            if (token.Record is null)
            {
                return token.RetryAfter is { } wait ? Refuse(ConnectRefusal.RateLimited(wait), limiter)
                    : token.WasExplicit ? Refuse(
                        ConnectRefusal.Unauthorized(AuthFailure.DeviceTokenMismatch, canRetryWithDeviceToken: false),
                        limiter.WithFailure(attempt.Peer, CredentialClass.DeviceToken, token.Presented!, policy, attempt.Now))
                    : RefuseCredentials(attempt, policy, limiter, secret, canRetryWithDeviceToken: secret.IsMismatch);
            }

            method = "device-token";
            stamp = CredentialStamp.DeviceToken;
            allowed = token.Record.Scopes;
            limiter = limiter.WithSuccess(attempt.Peer, CredentialClass.DeviceToken, policy);
        }

        var requested = role == Role.Operator ? ScopeSet.Parse(attempt.Request.Scopes) : ScopeSet.Empty;
        return Admission.Decide(new Admission.Question(attempt, policy, pairing, limiter, key, device, protocol, role, requested, allowed, method, secret.IsGranted, stamp));
    }

    private static ConnectRefused RefuseCredentials(
        ConnectAttempt attempt, AccessPolicy policy, FailedAuthLimiter limiter, SharedSecretCheck secret, bool canRetryWithDeviceToken)
    {
        if (secret.RetryAfter is { } wait)
        {
            return Refuse(ConnectRefusal.RateLimited(wait), limiter);
        }

        if (secret.IsMismatch)
        {
            limiter = limiter.WithFailure(attempt.Peer, CredentialClass.SharedSecret, secret.Presented!, policy, attempt.Now);
        }

        return Refuse(ConnectRefusal.Unauthorized(secret.Failure!, canRetryWithDeviceToken), limiter);
    }

    private static ConnectRefused Refuse(ConnectRefusal refusal, FailedAuthLimiter limiter) => new(refusal, [], limiter);
}

/// <summary>One handshake to decide.</summary>
/// <param name="Request">What the client sent.</param>
/// <param name="Peer">Where it came from.</param>
/// <param name="Verdict">Result of <see cref="DeviceProof.Check"/>; null exactly when the request has no device.</param>
/// <param name="RequestId">A fresh id, used if this attempt leads to a pairing request or approval; empty when the request has no device.</param>
/// <param name="Now">Our clock.</param>
public sealed record ConnectAttempt(ConnectRequest Request, ConnectPeer Peer, DeviceVerdict? Verdict, string RequestId, DateTimeOffset Now);
