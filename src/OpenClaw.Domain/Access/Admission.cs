using System.Collections.Immutable;
using OpenClaw.Domain.Pairing;

namespace OpenClaw.Domain.Access;

/// <summary>The last step of a handshake: an authenticated, proven device meets the pairing store.</summary>
internal static class Admission
{
    /// <summary>Everything that the step looks at.</summary>
    /// <param name="Attempt">The handshake.</param>
    /// <param name="Policy">The configuration.</param>
    /// <param name="Pairing">The pairing store.</param>
    /// <param name="Limiter">Carried through.</param>
    /// <param name="Key">The proven key.</param>
    /// <param name="Device">The device, if it is paired.</param>
    /// <param name="Protocol">Negotiated version.</param>
    /// <param name="Role">The role asked for.</param>
    /// <param name="Requested">The scopes asked for.</param>
    /// <param name="Allowed">What the credential itself may carry.</param>
    /// <param name="Method">How it authenticated.</param>
    /// <param name="HasSharedSecret">Whether it holds the gateway's secret (or none is needed), rather than a device token.</param>
    /// <param name="Stamp">What opened the door.</param>
    public sealed record Question(
        ConnectAttempt Attempt,
        AccessPolicy Policy,
        PairingState Pairing,
        FailedAuthLimiter Limiter,
        DeviceKey Key,
        PairedDevice? Device,
        int Protocol,
        Role Role,
        ScopeSet Requested,
        ScopeSet Allowed,
        string Method,
        bool HasSharedSecret,
        CredentialStamp Stamp);

    public static ConnectDecision Decide(Question question)
    {
        var attempt = question.Attempt;
        var grant = question.Device?.GrantOf(question.Role);
        var reason = question.Device is null ? "not-paired"
            : grant is null ? "role-upgrade"
            : !grant.Scopes.Covers(question.Requested) ? "scope-upgrade"
            : !HasPinnedMetadata(question.Device.Client, attempt.Request.Client) ? "metadata-upgrade"
            : null;

        var events = ImmutableArray.CreateBuilder<IPairingEvent>(2);
        var state = question.Pairing;
        if (reason is not null)
        {
            if (!IsSilent(question, reason))
            {
                return AskOperator(question, reason);
            }

            if (question.Device is null && state.Devices.Count >= PairingState.MaxDevices)
            {
                return new ConnectRefused(ConnectRefusal.PairingFull(), [], question.Limiter);
            }

            var paired = new DevicePaired(
                question.Key.DeviceId,
                question.Key.Text,
                attempt.Request.Client,
                question.Role,
                grant is null ? question.Requested : grant.Scopes.Union(question.Requested),
                "silent",
                attempt.RequestId,
                attempt.Now);
            events.Add(paired);
            state = state.Apply(paired);
        }

        var approved = state.Devices[question.Key.DeviceId].GrantOf(question.Role)!;
        var token = approved.Token;

        // The holder of the shared secret gets a token for all that its device is approved for. Who came with a token keeps that one.
        if (question.HasSharedSecret && (token is null or { RevokedAt: not null } || !token.Scopes.Covers(approved.Scopes)))
        {
            var issued = new DeviceTokenIssued(question.Key.DeviceId, question.Role, approved.Scopes, (token?.Generation ?? 0) + 1, attempt.Now);
            events.Add(issued);
            token = new DeviceTokenRecord(issued.Generation, issued.Scopes, issued.At);
        }

        var scopes = question.Requested.GrantedFrom(approved.Scopes).GrantedFrom(question.Allowed);
        if (scopes.IsEmpty && !question.Requested.IsEmpty)
        {
            // Let in with nothing it would fail at every call without learning why.
            return new ConnectRefused(ConnectRefusal.Unauthorized(AuthFailure.ScopeMismatch, canRetryWithDeviceToken: false), [], question.Limiter);
        }

        var granted = token is null ? null : new GrantedDeviceToken(
            question.Policy.Tokens.Derive(question.Key.DeviceId, question.Role, token.Generation), token.IssuedAt);
        return new ConnectAccepted(
            new ConnectGrant(question.Protocol, question.Role, scopes, question.Method, question.Key.DeviceId, attempt.Peer.IsLocalDirect, granted, question.Stamp),
            events.ToImmutable(),
            question.Limiter);
    }

    /// <summary>
    /// Whether this machine's own client is approved without a person: it holds the shared secret, comes directly from loopback, and is either
    /// no browser or a page that the gateway itself knows. A new role for a known device always needs a person.
    /// </summary>
    private static bool IsSilent(Question question, string reason)
    {
        var attempt = question.Attempt;
        if (!attempt.Peer.IsLocalDirect || reason == "role-upgrade")
        {
            return false;
        }

        if (!string.IsNullOrWhiteSpace(attempt.Peer.Origin)
            && attempt.Request.Client.Id is not ("openclaw-control-ui" or "webchat" or "webchat-ui"))
        {
            return false;
        }

        // A device token never widens what its own device may do.
        return question.HasSharedSecret || reason == "metadata-upgrade";
    }

    private static ConnectRefused AskOperator(Question question, string reason)
    {
        var attempt = question.Attempt;
        if (question.Pairing.PendingOf(question.Key.DeviceId, attempt.Now) is { } pending
            && pending.Role == question.Role
            && pending.Scopes.Covers(question.Requested))
        {
            return new ConnectRefused(ConnectRefusal.PairingRequired(pending.RequestId, pending.Reason), [], question.Limiter);
        }

        if (!question.Pairing.Pending.ContainsKey(question.Key.DeviceId)
            && question.Pairing.LivePending(attempt.Now).Length >= PairingState.MaxPending)
        {
            return new ConnectRefused(ConnectRefusal.PairingFull(), [], question.Limiter);
        }

        var request = new PendingPairing
        {
            RequestId = attempt.RequestId,
            DeviceId = question.Key.DeviceId,
            PublicKey = question.Key.Text,
            Client = attempt.Request.Client,
            Role = question.Role,
            Scopes = question.Requested,
            Reason = reason,
            RemoteIp = attempt.Peer.ClientAddress(question.Policy).ToString(),
            RequestedAt = attempt.Now,
        };
        return new ConnectRefused(
            ConnectRefusal.PairingRequired(request.RequestId, reason),
            [new PairingRequested(request, attempt.Now)],
            question.Limiter);
    }

    /// <summary>Platform and family are pinned at pairing, by their leading word: "macOS 15.1" may become "macOS 15.2" but not "iOS".</summary>
    private static bool HasPinnedMetadata(ClientDescription pinned, ClientDescription claimed) =>
        LeadingWord(pinned.Platform).Equals(LeadingWord(claimed.Platform), StringComparison.OrdinalIgnoreCase)
        && (pinned.DeviceFamily is null || claimed.DeviceFamily is null
            || LeadingWord(pinned.DeviceFamily).Equals(LeadingWord(claimed.DeviceFamily), StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> LeadingWord(string text)
    {
        var span = text.AsSpan().Trim();
        var length = 0;
        while (length < span.Length && char.IsLetter(span[length]))
        {
            length++;
        }

        return span[..length];
    }
}
