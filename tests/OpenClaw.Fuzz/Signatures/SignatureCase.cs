namespace OpenClaw.Fuzz.Signatures;

/// <summary>What both are asked about.</summary>
internal sealed record SignatureCase(SignatureKind Kind, byte[] Key, byte[] Message, byte[] Signature)
{
    private static readonly HashSet<string> SmallOrderKeys = [.. CurvePoint.SmallOrderEncodings().Select(Convert.ToHexStringLower)];

    /// <summary>Whether the key is an encoding of a point of small order, the one class in which the two are known to differ.</summary>
    public bool HasSmallOrderKey => SmallOrderKeys.Contains(Convert.ToHexStringLower(Key));

    /// <inheritdoc />
    public override string ToString() => $"{Kind}: key {Convert.ToHexStringLower(Key)} message {Convert.ToHexStringLower(Message)} signature {Convert.ToHexStringLower(Signature)}";
}

/// <summary>Who signed, or what is wrong with what OpenSSL signed.</summary>
internal enum SignatureKind
{
    /// <summary>We signed; OpenSSL is asked.</summary>
    SignedByUs,

    /// <summary>OpenSSL signed; we are asked, and sign it, too.</summary>
    SignedByOpenSsl,

    /// <summary>One bit of the signature turned.</summary>
    SignatureBit,

    /// <summary>One bit of the key turned; the sign of x alone now and then.</summary>
    KeyBit,

    /// <summary>Said otherwise than signed: changed, shortened or lengthened.</summary>
    OtherMessage,

    /// <summary>A good key, not the signer's.</summary>
    OtherKey,

    /// <summary>Random bytes for the signature, or for S alone.</summary>
    RandomSignature,

    /// <summary>Random bytes for the key.</summary>
    RandomKey,

    /// <summary>A signature that is too short or too long.</summary>
    SignatureLength,

    /// <summary>A key that is too short or too long.</summary>
    KeyLength,

    /// <summary>S plus a multiple of the group's order: the equation holds, the encoding is a second one (RFC 8032, 5.1.7: S is below L).</summary>
    UnreducedS,

    /// <summary>S at a border: 0, L - 1, L, L + 1, 2^252, 2^256 - 1.</summary>
    BorderS,

    /// <summary>A true signature whose R is the neutral point, encoded rightly or wrongly: the equation holds, only the bytes tell.</summary>
    NeutralR,

    /// <summary>A key with a part of small order, and a signature that holds only where the hash cancels that part: tells whether the cofactor is multiplied in.</summary>
    MixedOrder,

    /// <summary>A key of small order and a signature that fits it without any secret.</summary>
    SmallOrderKey,

    /// <summary>A key whose y is p or more.</summary>
    UnreducedKey,
}
