using System.Runtime.InteropServices;

namespace OpenClaw.Fuzz.Signatures;

/// <summary>Ed25519 as OpenSSL does it, through the EVP functions of its libcrypto: the oracle of the signatures.</summary>
/// <remarks>Called in this process: a process of its own and its pipes took longer than all of the arithmetic. Not thread-safe.</remarks>
internal sealed partial class OpenSsl : IDisposable
{
    private const string Library = "libcrypto";

    /// <summary>OpenSSL's <c>NID_ED25519</c>.</summary>
    private const int Ed25519 = 1087;

    private static readonly string[] Names =
    [
        "libcrypto.so.3", "libcrypto.so.1.1", "/opt/homebrew/opt/openssl@3/lib/libcrypto.dylib", "/usr/local/opt/openssl@3/lib/libcrypto.dylib", "libcrypto-3-x64.dll",
    ];

    private readonly nint _context;

    static OpenSsl() => NativeLibrary.SetDllImportResolver(typeof(OpenSsl).Assembly, static (name, _, _) => name == Library ? Load() : 0);

    /// <exception cref="DllNotFoundException">This machine has no OpenSSL 1.1.1 or 3.</exception>
    public OpenSsl() => _context = EVP_MD_CTX_new();

    /// <summary>The library's own name and version.</summary>
    public static string Version => Marshal.PtrToStringUTF8(OpenSSL_version(0)) ?? "unknown";

    /// <summary>The public key of a seed, and its signature over a message.</summary>
    public (byte[] Key, byte[] Signature) Sign(byte[] seed, byte[] message)
    {
        var secret = Require(EVP_PKEY_new_raw_private_key(Ed25519, 0, seed, (nuint)seed.Length));
        try
        {
            var (key, keyLength) = (new byte[32], (nuint)32);
            var (signature, signatureLength) = (new byte[64], (nuint)64);
            Require(EVP_PKEY_get_raw_public_key(secret, key, ref keyLength));
            Require(EVP_MD_CTX_reset(_context));
            Require(EVP_DigestSignInit(_context, 0, 0, 0, secret));
            Require(EVP_DigestSign(_context, signature, ref signatureLength, message, (nuint)message.Length));
            return (key, signature);
        }
        finally
        {
            EVP_PKEY_free(secret);
        }
    }

    /// <summary>Whether OpenSSL takes the signature; false for a key that it cannot read.</summary>
    public bool Verify(byte[] key, byte[] message, byte[] signature)
    {
        var open = EVP_PKEY_new_raw_public_key(Ed25519, 0, key, (nuint)key.Length);
        if (open == 0)
        {
            ERR_clear_error();
            return false;
        }

        try
        {
            Require(EVP_MD_CTX_reset(_context));
            Require(EVP_DigestVerifyInit(_context, 0, 0, 0, open));
            var isGood = EVP_DigestVerify(_context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
            ERR_clear_error();
            return isGood;
        }
        finally
        {
            EVP_PKEY_free(open);
        }
    }

    /// <inheritdoc />
    public void Dispose() => EVP_MD_CTX_free(_context);

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle)) return handle;
        }

        throw new DllNotFoundException($"OpenSSL is the oracle of the signatures, and none of {string.Join(", ", Names)} could be loaded. Install OpenSSL 3.");
    }

    private static nint Require(nint result) => result != 0 ? result : throw new InvalidOperationException("OpenSSL refused a call that it has to do.");

    private static void Require(int result) => Require((nint)(result == 1 ? 1 : 0));

    [LibraryImport(Library)]
    private static partial nint OpenSSL_version(int what);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();

    [LibraryImport(Library)]
    private static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial int EVP_MD_CTX_reset(nint context);

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_private_key(int type, nint engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(nint key, byte[] raw, ref nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(nint context, byte[] signature, ref nuint signatureLength, byte[] message, nuint messageLength);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(nint context, byte[] signature, nuint signatureLength, byte[] message, nuint messageLength);
}
