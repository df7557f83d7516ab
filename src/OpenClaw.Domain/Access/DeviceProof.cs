using System.Globalization;

namespace OpenClaw.Domain.Access;

/// <summary>What a client sends to prove that it is a certain device (<c>connect.params.device</c>).</summary>
/// <param name="Id">Fingerprint that it claims.</param>
/// <param name="PublicKey">Its key, base64url or PEM.</param>
/// <param name="Signature">Base64url Ed25519 signature over <see cref="SignedText"/>.</param>
/// <param name="SignedAtMs">Its clock when it signed, Unix ms.</param>
/// <param name="Nonce">The challenge's nonce; clients that ran before the challenge leave it out.</param>
public sealed record DeviceProof(string Id, string PublicKey, string Signature, long SignedAtMs, string? Nonce)
{
    /// <summary>How far the client's clock may be from ours.</summary>
    public static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Checks id, clock, nonce and signature, in that order. Depends on the request alone, so it runs before any shared state is asked.
    /// </summary>
    /// <param name="request">The connect request that carries this proof.</param>
    /// <param name="nonce">The nonce that this socket was challenged with.</param>
    /// <param name="now">Our clock.</param>
    public DeviceVerdict Check(ConnectRequest request, string nonce, DateTimeOffset now)
    {
        if (!DeviceKey.TryParse(PublicKey, out var key) || key.DeviceId != Id)
        {
            return DeviceFault.DeviceIdMismatch;
        }

        var nowMs = now.ToUnixTimeMilliseconds();
        if (SignedAtMs < nowMs - MaxSkew.TotalMilliseconds || SignedAtMs > nowMs + MaxSkew.TotalMilliseconds)
        {
            return DeviceFault.SignatureExpired;
        }

        // The texts of clients that sign without a nonce ("v1") are not accepted: a recorded one could be played again.
        if (string.IsNullOrEmpty(Nonce))
        {
            return DeviceFault.NonceRequired;
        }

        if (Nonce != nonce)
        {
            return DeviceFault.NonceMismatch;
        }

        if (!key.IsUsable)
        {
            return DeviceFault.PublicKeyInvalid;
        }

        return key.Verifies(SignedText(request, version: 3), Signature) || key.Verifies(SignedText(request, version: 2), Signature)
            ? key
            : DeviceFault.SignatureInvalid;
    }

    /// <summary>The text that is signed: fields joined by <c>|</c>. Versions 2 and 3 differ in the last two fields and have nothing to do with the protocol version.</summary>
    public string SignedText(ConnectRequest request, int version)
    {
        var token = request.Credentials.Token ?? request.Credentials.DeviceToken ?? request.Credentials.BootstrapToken ?? "";
        var text = string.Join(
            '|',
            version == 3 ? "v3" : "v2",
            Id,
            request.Client.Id,
            request.Client.Mode,
            request.Role ?? "operator",
            string.Join(',', request.Scopes),
            SignedAtMs.ToString(CultureInfo.InvariantCulture),
            token,
            Nonce);
        return version == 3
            ? $"{text}|{Normalise(request.Client.Platform)}|{Normalise(request.Client.DeviceFamily)}"
            : text;
    }

    private static string Normalise(string? value) => string.Create(
        (value ?? "").Trim().Length,
        (value ?? "").Trim(),
        static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
            }
        });
}

/// <summary>The outcome of <see cref="DeviceProof.Check"/>: the proven key, or what is wrong.</summary>
public sealed record DeviceVerdict
{
    private DeviceVerdict(DeviceKey? key, DeviceFault? fault)
    {
        Key = key;
        Fault = fault;
    }

    /// <summary>The key that the client has proven to hold; null when there is a fault.</summary>
    public DeviceKey? Key { get; }

    /// <summary>What is wrong; null when the key is proven.</summary>
    public DeviceFault? Fault { get; }

    /// <summary>Wraps a proven key.</summary>
    public static implicit operator DeviceVerdict(DeviceKey key) => new(key, null);

    /// <summary>Wraps a fault.</summary>
    public static implicit operator DeviceVerdict(DeviceFault fault) => new(null, fault);
}

/// <summary>A fault in a device proof, with the names that clients know it by.</summary>
/// <param name="Code">The error's <c>details.code</c>.</param>
/// <param name="Reason">The error's <c>details.reason</c>.</param>
/// <param name="Message">The error's text.</param>
/// <param name="NextStep">The error's <c>details.recommendedNextStep</c>: to try again where the next handshake may go well, else to have a person look at the client.</param>
public sealed record DeviceFault(string Code, string Reason, string Message, string NextStep)
{
    private const string TryAgain = "wait_then_retry";
    private const string Review = "review_auth_configuration";

    /// <summary>The id is not the key's fingerprint, or the key cannot be read.</summary>
    public static readonly DeviceFault DeviceIdMismatch = new("DEVICE_AUTH_DEVICE_ID_MISMATCH", "device-id-mismatch", "device identity mismatch", Review);

    /// <summary>Signed more than <see cref="DeviceProof.MaxSkew"/> ago or ahead. A machine without a clock of its own comes right by itself some time after its boot.</summary>
    public static readonly DeviceFault SignatureExpired = new("DEVICE_AUTH_SIGNATURE_EXPIRED", "device-signature-stale", "device signature expired", TryAgain);

    /// <summary>No nonce.</summary>
    public static readonly DeviceFault NonceRequired = new("DEVICE_AUTH_NONCE_REQUIRED", "device-nonce-missing", "device nonce required", Review);

    /// <summary>Not the nonce of this socket's challenge.</summary>
    public static readonly DeviceFault NonceMismatch = new("DEVICE_AUTH_NONCE_MISMATCH", "device-nonce-mismatch", "device nonce mismatch", TryAgain);

    /// <summary>The signature is not the key's over the expected text.</summary>
    public static readonly DeviceFault SignatureInvalid = new("DEVICE_AUTH_SIGNATURE_INVALID", "device-signature", "device signature invalid", Review);

    /// <summary>The key is no usable point of the curve.</summary>
    public static readonly DeviceFault PublicKeyInvalid = new("DEVICE_AUTH_PUBLIC_KEY_INVALID", "device-public-key", "device public key invalid", Review);
}
