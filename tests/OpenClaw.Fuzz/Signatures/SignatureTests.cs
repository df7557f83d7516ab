using Xunit.Abstractions;

namespace OpenClaw.Fuzz.Signatures;

/// <summary>A short comparison with OpenSSL in every test run; <c>scripts/fuzz --ed25519</c> makes it as long as you like.</summary>
public sealed class SignatureTests(ITestOutputHelper output)
{
    private const int Cases = 2000;

    [Fact]
    public void Agrees_with_OpenSSL_on_random_and_malformed_signatures()
    {
        var comparison = new SignatureComparison(seed: 20261122);

        comparison.Run(Cases, output.WriteLine);

        output.WriteLine(comparison.Report());
        Assert.Empty(comparison.Disagreements);
        Assert.Equal(Cases, comparison.Count);

        // That each kind was met, and did what it is there for.
        SignatureKind[] taken = [SignatureKind.SignedByUs, SignatureKind.SignedByOpenSsl, SignatureKind.NeutralR, SignatureKind.MixedOrder];
        Assert.All(taken, kind => Assert.True(comparison.AcceptedOf(kind) > 0, $"no {kind} was taken"));
        Assert.All(Enum.GetValues<SignatureKind>().Except([SignatureKind.SignedByUs, SignatureKind.SignedByOpenSsl]), kind => Assert.True(comparison.RefusedOf(kind) > 0, $"no {kind} was refused"));
        Assert.Equal(0, comparison.RefusedOf(SignatureKind.SignedByUs) + comparison.RefusedOf(SignatureKind.SignedByOpenSsl));
        Assert.Equal(0, comparison.AcceptedOf(SignatureKind.UnreducedS));
        Assert.Equal(0, comparison.AcceptedOf(SignatureKind.SmallOrderKey));
        Assert.True(comparison.SmallOrderRefusals > 0, "no signature fitted a key of small order");
    }
}
