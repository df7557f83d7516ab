using System.Collections.Immutable;
using System.Text;

namespace OpenClaw.Domain.Access;

/// <summary>Top-level error code of a refused handshake.</summary>
public enum RefusalCode
{
    /// <summary><c>INVALID_REQUEST</c></summary>
    InvalidRequest,

    /// <summary><c>NOT_PAIRED</c></summary>
    NotPaired,

    /// <summary><c>UNAVAILABLE</c></summary>
    Unavailable,
}

/// <summary>Why a handshake is refused, and what the client should do about it.</summary>
/// <param name="Code">Top-level error code.</param>
/// <param name="Message">The error's text; also the close reason.</param>
/// <param name="CloseCode">WebSocket close code: 1002 for the protocol, 1013 when we cannot, else 1008.</param>
public sealed record ConnectRefusal(RefusalCode Code, string Message, int CloseCode = 1008)
{
    /// <summary>The error's <c>details</c>, in order; empty leaves it out.</summary>
    public ImmutableArray<RefusalDetail> Details { get; init; } = [];

    /// <summary>Set when the client may come again without anything being changed.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The close reason: the message, cut to what a close frame holds.</summary>
    public string CloseReason => Cut(Message, 120);

    /// <summary>One of the client's range and ours do not meet.</summary>
    public static ConnectRefusal ProtocolMismatch(ConnectRequest request) =>
        new(RefusalCode.InvalidRequest, "protocol mismatch", 1002)
        {
            Details =
            [
                new("code", "PROTOCOL_MISMATCH"),
                new("clientMinProtocol", request.MinProtocol),
                new("clientMaxProtocol", request.MaxProtocol),
                new("expectedProtocol", ProtocolRange.Highest),
                new("minimumProbeProtocol", ProtocolRange.Lowest),
            ],
        };

    /// <summary>Neither operator nor node.</summary>
    public static ConnectRefusal InvalidRole() => new(RefusalCode.InvalidRequest, "invalid role");

    /// <summary>A browser page that may not open sockets here.</summary>
    public static ConnectRefusal OriginNotAllowed() =>
        new(RefusalCode.InvalidRequest, "origin not allowed (add it to gateway.controlUi.allowedOrigins)")
        {
            Details = [new("code", "CONTROL_UI_ORIGIN_NOT_ALLOWED")],
        };

    /// <summary>Wrong, missing or unconfigured credentials.</summary>
    public static ConnectRefusal Unauthorized(AuthFailure failure, bool canRetryWithDeviceToken) =>
        new(RefusalCode.InvalidRequest, $"unauthorized: {failure.Text}")
        {
            Details =
            [
                new("code", failure.Code),
                new("authReason", failure.Reason),
                new("canRetryWithDeviceToken", canRetryWithDeviceToken),
                new("recommendedNextStep", canRetryWithDeviceToken ? "retry_with_device_token" : failure.NextStep),
            ],
        };

    /// <summary>Too many wrong credentials.</summary>
    public static ConnectRefusal RateLimited(TimeSpan retryAfter) =>
        new(RefusalCode.InvalidRequest, "unauthorized: too many failed authentication attempts (retry later)")
        {
            Details =
            [
                new("code", "AUTH_RATE_LIMITED"),
                new("authReason", "rate_limited"),
                new("canRetryWithDeviceToken", false),
                new("recommendedNextStep", "wait_then_retry"),
            ],
            RetryAfter = retryAfter,
        };

    /// <summary>A device identity is needed and none was sent.</summary>
    public static ConnectRefusal DeviceIdentityRequired() =>
        new(RefusalCode.NotPaired, "device identity required") { Details = [new("code", "DEVICE_IDENTITY_REQUIRED")] };

    /// <summary>The control UI came without a device identity, which plain HTTP pages cannot make.</summary>
    public static ConnectRefusal ControlUiDeviceIdentityRequired() =>
        new(RefusalCode.InvalidRequest, "control ui requires device identity (use HTTPS or localhost secure context)")
        {
            Details = [new("code", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED")],
        };

    /// <summary>The device proof does not hold.</summary>
    public static ConnectRefusal DeviceProofFailed(DeviceFault fault) =>
        new(RefusalCode.InvalidRequest, fault.Message) { Details = [new("code", fault.Code), new("reason", fault.Reason), new("recommendedNextStep", fault.NextStep)] };

    /// <summary>A person has to approve the device first.</summary>
    public static ConnectRefusal PairingRequired(string requestId, string reason) =>
        new(RefusalCode.NotPaired, "pairing required")
        {
            Details = [new("code", "PAIRING_REQUIRED"), new("requestId", requestId), new("reason", reason)],
        };

    /// <summary>The pairing store is full.</summary>
    public static ConnectRefusal PairingFull() =>
        new(RefusalCode.Unavailable, "pairing unavailable: too many devices or waiting requests") { RetryAfter = TimeSpan.FromSeconds(60) };

    /// <summary>What the handshake changes could not be stored, so it did not happen.</summary>
    public static ConnectRefusal StoreUnavailable() =>
        new(RefusalCode.Unavailable, "pairing unavailable: the device store cannot be written to (is the disk full, or the database away?)", 1013) { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>The store of paired devices cannot be read, so nothing can be decided. The gateway's log says what to do about it.</summary>
    public static ConnectRefusal StoreUnreadable(TimeSpan retryAfter) =>
        new(RefusalCode.Unavailable, "pairing unavailable: the device store cannot be read (see the gateway's log)", 1013) { RetryAfter = retryAfter };

    /// <summary>The text cut to so many UTF-8 bytes, at a character.</summary>
    private static string Cut(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}

/// <summary>One member of an error's <c>details</c>: a string, a number or a truth value.</summary>
public readonly record struct RefusalDetail
{
    /// <summary>A string member.</summary>
    public RefusalDetail(string name, string text) : this() => (Name, Text) = (name, text);

    /// <summary>A number member.</summary>
    public RefusalDetail(string name, int number) : this() => (Name, Number) = (name, number);

    /// <summary>A truth value member.</summary>
    public RefusalDetail(string name, bool flag) : this() => (Name, Flag) = (name, flag);

    /// <summary>The member's name.</summary>
    public string Name { get; }

    /// <summary>Its value, if it is a string.</summary>
    public string? Text { get; }

    /// <summary>Its value, if it is a number.</summary>
    public int? Number { get; }

    /// <summary>Its value, if it is a truth value.</summary>
    public bool? Flag { get; }
}

/// <summary>A reason why credentials did not open the door.</summary>
/// <param name="Code">The error's <c>details.code</c>.</param>
/// <param name="Reason">The error's <c>details.authReason</c>.</param>
/// <param name="Text">What follows <c>unauthorized: </c> in the message.</param>
/// <param name="NextStep">The error's <c>details.recommendedNextStep</c>.</param>
public sealed record AuthFailure(string Code, string Reason, string Text, string NextStep)
{
    private const string UpdateCredentials = "update_auth_credentials";
    private const string UpdateConfiguration = "update_auth_configuration";
    private const string ReviewConfiguration = "review_auth_configuration";

    /// <summary>No token presented.</summary>
    public static readonly AuthFailure TokenMissing = new("AUTH_TOKEN_MISSING", "token_missing", "gateway token missing (provide gateway auth token)", UpdateConfiguration);

    /// <summary>The wrong token.</summary>
    public static readonly AuthFailure TokenMismatch = new("AUTH_TOKEN_MISMATCH", "token_mismatch", "gateway token mismatch (provide gateway auth token)", UpdateCredentials);

    /// <summary>The gateway itself has no token.</summary>
    public static readonly AuthFailure TokenNotConfigured = new("AUTH_TOKEN_NOT_CONFIGURED", "token_missing_config", "gateway token not configured on gateway (set gateway.auth.token)", UpdateConfiguration);

    /// <summary>No password presented.</summary>
    public static readonly AuthFailure PasswordMissing = new("AUTH_PASSWORD_MISSING", "password_missing", "gateway password missing (enter the password)", UpdateConfiguration);

    /// <summary>The wrong password.</summary>
    public static readonly AuthFailure PasswordMismatch = new("AUTH_PASSWORD_MISMATCH", "password_mismatch", "gateway password mismatch (enter the password)", UpdateCredentials);

    /// <summary>The gateway itself has no password.</summary>
    public static readonly AuthFailure PasswordNotConfigured = new("AUTH_PASSWORD_NOT_CONFIGURED", "password_missing_config", "gateway password not configured on gateway (set gateway.auth.password)", UpdateConfiguration);

    /// <summary>A device token that is unknown, rotated or revoked.</summary>
    public static readonly AuthFailure DeviceTokenMismatch = new("AUTH_DEVICE_TOKEN_MISMATCH", "device_token_mismatch", "device token mismatch (rotate or reissue the device token)", UpdateCredentials);

    /// <summary>A bootstrap token that we do not know.</summary>
    public static readonly AuthFailure BootstrapTokenInvalid = new("AUTH_BOOTSTRAP_TOKEN_INVALID", "bootstrap_token_invalid", "bootstrap token invalid or expired (scan a new code)", UpdateCredentials);

    /// <summary>A device token whose scopes hold none of those asked for.</summary>
    public static readonly AuthFailure ScopeMismatch = new("AUTH_SCOPE_MISMATCH", "scope_mismatch", "the device token does not cover the scopes asked for (rotate the device token)", UpdateCredentials);

    /// <summary>Proxy mode without rules.</summary>
    public static readonly AuthFailure TrustedProxyNotConfigured = new("AUTH_UNAUTHORIZED", "trusted_proxy_not_configured", "trusted proxy not configured on gateway (set gateway.auth.trustedProxy)", UpdateConfiguration);

    /// <summary>Proxy mode, and the peer is no listed proxy.</summary>
    public static readonly AuthFailure TrustedProxyUnknown = new("AUTH_UNAUTHORIZED", "trusted_proxy_untrusted_source", "the request did not come through a trusted proxy", ReviewConfiguration);

    /// <summary>Proxy mode, and the proxy runs on this machine, which has to be allowed.</summary>
    public static readonly AuthFailure TrustedProxyLoopback = new("AUTH_UNAUTHORIZED", "trusted_proxy_loopback_source", "a proxy on this machine is not trusted (set gateway.auth.trustedProxy.allowLoopback)", ReviewConfiguration);

    /// <summary>Proxy mode, and a required header is missing.</summary>
    public static readonly AuthFailure TrustedProxyHeaderMissing = new("AUTH_UNAUTHORIZED", "trusted_proxy_missing_header", "the trusted proxy left out a required header", ReviewConfiguration);

    /// <summary>Proxy mode, and the proxy names nobody.</summary>
    public static readonly AuthFailure TrustedProxyIdentityMissing = new("AUTH_IDENTITY_HEADER_REQUIRED", "trusted_proxy_user_missing", "no identity from a trusted proxy", ReviewConfiguration);

    /// <summary>Proxy mode, and the user is not on the list.</summary>
    public static readonly AuthFailure TrustedProxyUserNotAllowed = new("AUTH_UNAUTHORIZED", "trusted_proxy_user_not_allowed", "this user is not allowed (see gateway.auth.trustedProxy.allowUsers)", ReviewConfiguration);

    /// <summary>A request out of the tailnet that names nobody.</summary>
    public static readonly AuthFailure TailscaleIdentityMissing = new("AUTH_TAILSCALE_IDENTITY_MISSING", "tailscale_user_missing", "tailscale identity missing (use Tailscale Serve auth or gateway token/password)", ReviewConfiguration);

    /// <summary>A Tailscale header on a request that did not come through Tailscale's own proxy.</summary>
    public static readonly AuthFailure TailscaleProxyMissing = new("AUTH_TAILSCALE_PROXY_MISSING", "tailscale_proxy_missing", "tailscale proxy headers missing (use Tailscale Serve or gateway token/password)", ReviewConfiguration);

    /// <summary>Tailscale's daemon does not know the address, or does not answer.</summary>
    public static readonly AuthFailure TailscaleWhoisFailed = new("AUTH_TAILSCALE_WHOIS_FAILED", "tailscale_whois_failed", "tailscale identity check failed (use Tailscale Serve auth or gateway token/password)", ReviewConfiguration);

    /// <summary>Tailscale's daemon names another login than the header.</summary>
    public static readonly AuthFailure TailscaleIdentityMismatch = new("AUTH_TAILSCALE_IDENTITY_MISMATCH", "tailscale_user_mismatch", "tailscale identity mismatch (use Tailscale Serve auth or gateway token/password)", ReviewConfiguration);
}

/// <summary>The protocol versions that this gateway speaks.</summary>
public static class ProtocolRange
{
    /// <summary>Lowest.</summary>
    public const int Lowest = 3;

    /// <summary>Highest.</summary>
    public const int Highest = 4;

    /// <summary>The highest version in both ranges, or null when they do not meet.</summary>
    public static int? Negotiate(int min, int max)
    {
        var version = Math.Min(max, Highest);
        return version >= Lowest && version >= min ? version : null;
    }
}
