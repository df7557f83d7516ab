using System.Diagnostics;
using System.Text;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Fuzz.Signatures;

/// <summary>
/// Compares our Ed25519 with OpenSSL's, case by case. What we signed OpenSSL has to take; what OpenSSL signed we have to take, and our key and signature have to be the
/// same bytes; and where something is wrong with a signature, its key or its message, both have to say the same.
/// </summary>
/// <remarks>
/// They differ in one class, on purpose: a key of small order. RFC 8032 lets a verifier take one, OpenSSL does, and so a signature can be made for it without a
/// secret; we refuse such keys. There ours may say no where OpenSSL says yes, never the other way round; it is counted apart.
/// </remarks>
internal sealed class SignatureComparison(int seed)
{
    private const int KeptDisagreements = 10;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    private readonly SignatureCases _cases = new(new Random(seed));
    private readonly long[,] _verdicts = new long[Enum.GetValues<SignatureKind>().Length, 2];
    private readonly Stopwatch _clock = new();

    /// <summary>Cases compared.</summary>
    public long Count { get; private set; }

    /// <summary>How often the two disagreed where they must not.</summary>
    public long DisagreementCount { get; private set; }

    /// <summary>How often OpenSSL took a key of small order that we refused.</summary>
    public long SmallOrderRefusals { get; private set; }

    /// <summary>The first disagreements, with all that is needed to see them again.</summary>
    public List<string> Disagreements { get; } = [];

    /// <summary>How often both took a signature of this kind.</summary>
    public long AcceptedOf(SignatureKind kind) => _verdicts[(int)kind, 1];

    /// <summary>How often both refused a signature of this kind.</summary>
    public long RefusedOf(SignatureKind kind) => _verdicts[(int)kind, 0];

    /// <param name="count">How many cases.</param>
    /// <param name="progress">Gets a line every few seconds.</param>
    /// <param name="stop">Ends it early; what was reached stands.</param>
    public void Run(long count, Action<string> progress, CancellationToken stop = default)
    {
        using var openSsl = new OpenSsl();
        _clock.Start();
        var next = ProgressEvery;
        while (Count < count && !stop.IsCancellationRequested)
        {
            Compare(openSsl);
            if (_clock.Elapsed < next) continue;
            next = _clock.Elapsed + ProgressEvery;
            progress(Line());
        }

        _clock.Stop();
    }

    /// <summary>Cases, rate and disagreements so far.</summary>
    public string Line() =>
        $"ed25519: {Count:N0} cases, {Count / Math.Max(_clock.Elapsed.TotalSeconds, 0.001):N0}/s, {DisagreementCount} disagreements, seed {seed}, {_clock.Elapsed.TotalSeconds:0} s";

    /// <summary>What was compared and how it went, kind by kind.</summary>
    public string Report()
    {
        var text = new StringBuilder().AppendLine($"{OpenSsl.Version}; both took / both refused:");
        foreach (var kind in Enum.GetValues<SignatureKind>()) text.AppendLine($"  {kind,-16} {AcceptedOf(kind),9:N0} / {RefusedOf(kind),9:N0}");
        text.AppendLine($"  taken by OpenSSL, refused by us: {SmallOrderRefusals:N0} with a key of small order");
        foreach (var line in Disagreements) text.AppendLine($"DISAGREEMENT {line}");
        return text.Append(Line()).ToString();
    }

    private void Compare(OpenSsl openSsl)
    {
        Count++;
        var (kind, secret, message) = (_cases.Kind(), _cases.Seed(), _cases.Message());
        if (kind == SignatureKind.SignedByUs)
        {
            var ours = new SignatureCase(kind, Ed25519.PublicKeyOf(secret), message, Ed25519.Sign(secret, message));
            Judge(ours, ourVerdict: true, openSsl.Verify(ours.Key, message, ours.Signature));
            return;
        }

        var (key, signature) = openSsl.Sign(secret, message);
        if (kind == SignatureKind.SignedByOpenSsl)
        {
            var theirs = new SignatureCase(kind, key, message, signature);
            if (!Ed25519.PublicKeyOf(secret).AsSpan().SequenceEqual(key)) Disagree($"our key of the seed {Convert.ToHexStringLower(secret)} is another: {theirs}");
            if (!Ed25519.Sign(secret, message).AsSpan().SequenceEqual(signature)) Disagree($"our signature by the seed {Convert.ToHexStringLower(secret)} is another: {theirs}");
            Judge(theirs, Ed25519.Verify(key, message, signature), theirVerdict: true);
            return;
        }

        var item = _cases.Damage(kind, secret, message, key, signature, static seed => Ed25519.PublicKeyOf(seed));
        Judge(item, Ed25519.Verify(item.Key, item.Message, item.Signature), openSsl.Verify(item.Key, item.Message, item.Signature));
    }

    private void Judge(SignatureCase item, bool ourVerdict, bool theirVerdict)
    {
        if (ourVerdict == theirVerdict) _verdicts[(int)item.Kind, ourVerdict ? 1 : 0]++;
        else if (theirVerdict && item.HasSmallOrderKey) SmallOrderRefusals++;
        else Disagree($"OpenSSL says {theirVerdict}, we say {ourVerdict}: {item}");
    }

    private void Disagree(string what)
    {
        DisagreementCount++;
        if (Disagreements.Count < KeptDisagreements) Disagreements.Add(what);
    }
}
