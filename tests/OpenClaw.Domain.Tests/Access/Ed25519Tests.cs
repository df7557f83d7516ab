using System.Numerics;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Domain.Tests.Access;

/// <summary>RFC 8032's vectors, and the malformed inputs on which implementations are known to differ.</summary>
/// <remarks>
/// Wycheproof's file of vectors is in no package that this project can install. Its classes of cases are here (S not reduced, lengths, small order, not
/// canonical, no point) and, with random values and against OpenSSL, in OpenClaw.Fuzz.
/// </remarks>
public sealed class Ed25519Tests
{
    private static readonly BigInteger GroupOrder = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    /// <summary>RFC 8032, 7.1: seed, public key, message, signature.</summary>
    public static TheoryData<string, string, string, string> Rfc8032 => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
        {
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        },
        {
            "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5",
            "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
            "08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f54e9f77b1e355f6c50544e23fb1433ddf73be84d8" +
            "79de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37c93a1b270b20329d658675fc6ea534e0810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc" +
            "1a858efcb8550ee3a5e1998bd177e93a7363c344fe6b199ee5d02e82d522c4feba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5d1a36553e" +
            "06203b33890cc9b832f79ef80560ccb9a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97b928a8bbc103b6621fcde2beca1231d206be6cd9ec7" +
            "aff6f6c94fcd7204ed3455c68c83f4a41da4af2b74ef5c53f1d8ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5d0532ed8a5aa3fb2" +
            "d17ba70eb6248e594e1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f270" +
            "88d78b7e883c8759d2c4f5c65adb7553878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089beccf80cfe2df16a2cf65bd92dd597b07" +
            "07e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128bab27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51a" +
            "ddd3b75a2b1ae0784504df543af8969be3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead94f3c7ca495e056a9b47acdb7" +
            "51fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58c30c04aafdb038dda0847dd988dcda6f3bfd15c4b4c4525004aa06eeff8" +
            "ca61783aacec57fb3d1f92b0fe2fd1a85f6724517b65e614ad6808d6f6ee34dff7310fdc82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08" +
            "d78ff4ef5d63653a65040cf9bfd4aca7984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b57f7f7276cd419c17a3ca8e1b939ae49e4" +
            "88acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d5011fd2dcc5600a32ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e" +
            "6aed3fb0f9cd71a43dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041e989f7914f90cc2c7fff357876e506b5" +
            "0d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d90d11faa933a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380d" +
            "b2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef68d3a101e8a3b8cac60c905c15fc910840b94c00a0b9d0",
            "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350aa5371b1508f9f4528ecea23c436d94b5e8fcd4f681e30a6ac00a9704a188a03"
        },
    };

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void Signs_and_verifies_the_vectors_of_rfc_8032(string seed, string publicKey, string message, string signature)
    {
        Assert.Equal(publicKey, Hex(Ed25519.PublicKeyOf(Bytes(seed))));
        Assert.Equal(signature, Hex(Ed25519.Sign(Bytes(seed), Bytes(message))));
        Assert.True(Ed25519.Verify(Bytes(publicKey), Bytes(message), Bytes(signature)));
    }

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void Refuses_every_single_bit_flip(string seed, string publicKey, string message, string signature)
    {
        _ = seed;
        for (var bit = 0; bit < 512; bit++)
        {
            Assert.False(Ed25519.Verify(Bytes(publicKey), Bytes(message), Flipped(Bytes(signature), bit)), $"signature bit {bit}");
        }

        for (var bit = 0; bit < 256; bit++)
        {
            Assert.False(Ed25519.Verify(Flipped(Bytes(publicKey), bit), Bytes(message), Bytes(signature)), $"key bit {bit}");
        }

        for (var bit = 0; bit < Bytes(message).Length * 8; bit++)
        {
            Assert.False(Ed25519.Verify(Bytes(publicKey), Flipped(Bytes(message), bit), Bytes(signature)), $"message bit {bit}");
        }
    }

    [Fact]
    public void Refuses_a_signature_whose_S_is_not_below_the_group_order()
    {
        var (key, message, signature) = Valid();
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true);
        for (var multiple = 1; multiple <= 15; multiple++)
        {
            var shifted = s + (multiple * GroupOrder);
            var forged = new byte[64];
            signature.AsSpan(0, 32).CopyTo(forged);
            shifted.TryWriteBytes(forged.AsSpan(32), out _, isUnsigned: true);
            Assert.False(Ed25519.Verify(key, message, forged), $"S + {multiple} L");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(128)]
    public void Refuses_a_signature_of_another_length(int length)
    {
        var (key, message, signature) = Valid();
        var other = new byte[length];
        signature.AsSpan(0, Math.Min(length, 64)).CopyTo(other);
        Assert.False(Ed25519.Verify(key, message, other));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Refuses_a_key_of_another_length(int length)
    {
        var (_, message, signature) = Valid();
        Assert.False(Ed25519.Verify(new byte[length], message, signature));
    }

    /// <summary>All encodings of the points of order 1, 2, 4 and 8, canonical or not: with such a key a signature fits every message.</summary>
    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Refuses_keys_of_small_order_and_encodings_that_are_not_canonical(string key)
    {
        // R = identity, S = 0 satisfies [S]B = R + [k]A for the identity key and every message.
        var signature = new byte[64];
        signature[0] = 1;
        Assert.False(Ed25519.IsUsablePublicKey(Bytes(key)));
        Assert.False(Ed25519.Verify(Bytes(key), "any message"u8, signature));
    }

    [Theory]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]   // p, which is 0
    [InlineData("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]   // p + 3
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]   // no point has this y
    public void Refuses_keys_that_are_no_point(string key) => Assert.False(Ed25519.IsUsablePublicKey(Bytes(key)));

    [Fact]
    public void Signing_needs_a_seed_of_32_bytes()
    {
        Assert.Throws<ArgumentException>(() => Ed25519.Sign(new byte[31], default));
        Assert.Throws<ArgumentException>(() => Ed25519.PublicKeyOf(new byte[64]));
    }

    private static (byte[] Key, byte[] Message, byte[] Signature) Valid()
    {
        var seed = Enumerable.Range(7, 32).Select(i => (byte)(i * 31)).ToArray();
        var message = "a message"u8.ToArray();
        return (Ed25519.PublicKeyOf(seed), message, Ed25519.Sign(seed, message));
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        return bytes;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
