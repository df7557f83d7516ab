using System.Buffers;
using System.Text.RegularExpressions;

namespace OpenClaw.Daemon.Observability;

/// <summary>Masks what looks like a secret in a log line.</summary>
/// <remarks>
/// A second line of defence: no code of ours logs secrets, but an exception's text or a provider's answer may hold one, and
/// the log file is served to remote clients. Of values of 18 characters and more the first 6 and the last 4 are kept.
/// </remarks>
internal static partial class SensitiveText
{
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["token", "secret", "password", "passwd", "key", "bearer", "sk-", "ghp_", "xox", "AIza", "PRIVATE", "@", "authorization"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with secrets masked.</summary>
    public static string Mask(string text)
    {
        // Most lines hold no such word; they are not searched with the expressions.
        if (!text.AsSpan().ContainsAny(Hints))
        {
            return text;
        }

        try
        {
            text = NamedValue().Replace(text, static match => match.Groups[1].Value + MaskValue(match.Groups[2].Value));
            text = AddressPassword().Replace(text, "$1***@");
            text = BearerValue().Replace(text, static match => match.Groups[1].Value + MaskValue(match.Groups[2].Value));
            text = KnownShape().Replace(text, static match => MaskValue(match.Value));
            return PrivateKey().Replace(text, "-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----");
        }
        catch (RegexMatchTimeoutException)
        {
            // Made to take long, most likely. That something was logged still shows.
            return $"[{text.Length} characters, too many to look for secrets in]";
        }
    }

    private static string MaskValue(string value) => value.Length < 18 ? "***" : $"{value[..6]}…{value[^4..]}";

    /// <summary><c>apiKey=…</c>, <c>"deviceToken": "…"</c>, <c>OPENCLAW_GATEWAY_TOKEN=…</c>, and JSON inside JSON, whose quotes are escaped.</summary>
    [GeneratedRegex("""((?:api[-_]?key|token|secret|password|passwd)\\*["']?\s*[=:]\s*\\*["']?)([^\s"',;}\\]{4,})""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 100)]
    private static partial Regex NamedValue();

    /// <summary>The password of <c>scheme://user:password@host</c>.</summary>
    [GeneratedRegex("""(://[^\s/?#@:"']*:)[^\s/?#@"']+@""", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex AddressPassword();

    [GeneratedRegex("""(\bBearer\s+|\bAuthorization["']?\s*[=:]\s*["']?Basic\s+)([A-Za-z0-9._~+/=-]{8,})""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 100)]
    private static partial Regex BearerValue();

    /// <summary>Keys of well-known services, by their prefixes.</summary>
    [GeneratedRegex("""\b(?:sk-[A-Za-z0-9_-]{8,}|ghp_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{20,}|\d{6,}:[A-Za-z0-9_-]{30,})""", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex KnownShape();

    [GeneratedRegex("""-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----""", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex PrivateKey();
}
