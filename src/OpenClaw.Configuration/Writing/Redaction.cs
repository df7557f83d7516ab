using System.Text.Json;
using System.Text.RegularExpressions;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Writing;

/// <summary>Which values of a configuration are secrets, and what stands in their place where it is shown.</summary>
/// <remarks>
/// A member is a secret by its name, wherever it stands, and so is everything under <c>env</c> and <c>headers</c>: rather one value too many than one too
/// few. So is a text that holds a password, whatever its name: an address with one in it, a connection string. Both directions use this one rule: what is shown as the mark is understood as "unchanged" when it comes back.
/// </remarks>
public static partial class Redaction
{
    /// <summary>What stands in place of a secret; part of the protocol.</summary>
    public const string Mark = "__OPENCLAW_REDACTED__";

    private static readonly string[] s_secretEndings = ["token", "password", "passwd", "secret", "apikey", "privatekey", "credential", "credentials", "authorization", "cookie", "webhookurl"];

    /// <summary>Whether what a member of this name holds is secret.</summary>
    public static bool IsSecretName(string name)
    {
        var bare = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return bare.Equals("env", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("headers", StringComparison.OrdinalIgnoreCase)
            || s_secretEndings.Any(ending => bare.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Writes a value as JSON with the mark in place of every secret.</summary>
    public static void Write(Utf8JsonWriter writer, ConfigNode node) => Write(writer, node, isSecret: false);

    /// <summary>Whether a value is shown as the mark.</summary>
    /// <param name="node">The value.</param>
    /// <param name="isSecret">Whether it stands under a secret name.</param>
    internal static bool IsMasked(ConfigNode node, bool isSecret) =>
        isSecret ? node is StringNode or NumberNode : node is StringNode { Value: var text } && HoldsPassword(text);

    private static bool HoldsPassword(string text) =>
        (text.Contains("://", StringComparison.Ordinal) && AddressWithSecret().IsMatch(text)) || (text.Contains('=', StringComparison.Ordinal) && ConnectionPassword().IsMatch(text));

    /// <summary><c>scheme://user:password@host</c>, or a query with a member of a secret name.</summary>
    [GeneratedRegex("""^[a-z][a-z0-9+.-]*://([^/?#@]*:[^/?#]+@|[^#]*[?&](access_?token|token|api_?key|key|secret|password)=.)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AddressWithSecret();

    /// <summary><c>Host=…;Password=…</c>.</summary>
    [GeneratedRegex("""(^|;)\s*(password|pwd)\s*=\s*[^\s;]""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ConnectionPassword();

    /// <summary>Whether what a client sent says the same as a value that it was shown.</summary>
    /// <param name="sent">The client's; the mark in a secret's place means the secret.</param>
    /// <param name="known">The value.</param>
    /// <param name="isSecret">Whether they stand under a secret name.</param>
    internal static bool IsSame(ConfigNode sent, ConfigNode known, bool isSecret)
    {
        if (ReferenceEquals(sent, known))
        {
            return true;
        }

        return (sent, known) switch
        {
            (ObjectNode a, ObjectNode b) => a.Members.Length == b.Members.Length
                && a.Members.All(member => b[member.Name] is { } value && IsSame(member.Value, value, isSecret || IsSecretName(member.Name))),
            (ArrayNode a, ArrayNode b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(pair => IsSame(pair.First, pair.Second, isSecret)),
            (StringNode { Value: Mark }, _) when IsMasked(known, isSecret) => true,
            (StringNode a, StringNode b) => a.Value == b.Value,
            (NumberNode a, NumberNode b) => a.Value.Equals(b.Value),
            (BooleanNode a, BooleanNode b) => a.Value == b.Value,
            (NullNode, NullNode) => true,
            _ => false,
        };
    }

    private static void Write(Utf8JsonWriter writer, ConfigNode node, bool isSecret)
    {
        switch (node)
        {
            case ObjectNode @object:
                writer.WriteStartObject();
                foreach (var member in @object.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, isSecret || IsSecretName(member.Name));
                }

                writer.WriteEndObject();
                break;
            case ArrayNode array:
                writer.WriteStartArray();
                foreach (var item in array.Items)
                {
                    Write(writer, item, isSecret);
                }

                writer.WriteEndArray();
                break;
            default:
                if (IsMasked(node, isSecret))
                {
                    writer.WriteStringValue(Mark);
                }
                else
                {
                    node.WriteTo(writer);
                }

                break;
        }
    }
}
