using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Writing;

/// <summary>Writes values that are new in a file, as JSON with two spaces a level.</summary>
internal static class FreshText
{
    private const string Step = "  ";

    /// <summary>The value's text.</summary>
    /// <param name="node">The value.</param>
    /// <param name="indent">White space before its closing bracket.</param>
    /// <param name="path">Where it stands.</param>
    /// <exception cref="ConfigurationEditException">It holds the mark of a secret that is not there.</exception>
    public static string Of(ConfigNode node, string indent, string path)
    {
        var text = new StringBuilder();
        Append(text, node, indent, path);
        return text.ToString();
    }

    /// <summary>A string or key as JSON.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static void Append(StringBuilder text, ConfigNode node, string indent, string path)
    {
        switch (node)
        {
            case ObjectNode { Members: { IsEmpty: false } members }:
                text.Append("{\n");
                for (var i = 0; i < members.Length; i++)
                {
                    text.Append(indent).Append(Step).Append(Quote(members[i].Name)).Append(": ");
                    Append(text, members[i].Value, indent + Step, KeyPath.Child(path, members[i].Name));
                    text.Append(i < members.Length - 1 ? ",\n" : "\n");
                }

                text.Append(indent).Append('}');
                break;
            case ObjectNode:
                text.Append("{}");
                break;
            case ArrayNode { Items: { IsEmpty: false } items }:
                text.Append("[\n");
                for (var i = 0; i < items.Length; i++)
                {
                    text.Append(indent).Append(Step);
                    Append(text, items[i], indent + Step, KeyPath.Index(path, i));
                    text.Append(i < items.Length - 1 ? ",\n" : "\n");
                }

                text.Append(indent).Append(']');
                break;
            case ArrayNode:
                text.Append("[]");
                break;
            case StringNode { Value: Redaction.Mark }:
                throw new ConfigurationEditException(path, $"{Redaction.Mark} stands for a secret that is stored here, and none is; give the value itself");
            case StringNode { Value: var value }:
                text.Append(Quote(value));
                break;
            case NumberNode number:
                text.Append(double.IsFinite(number.Value) && number.Value == Math.Floor(number.Value) && Math.Abs(number.Value) < 1e15
                    ? number.Value.ToString("F0", CultureInfo.InvariantCulture)
                    : number.Text);
                break;
            case BooleanNode { Value: var flag }:
                text.Append(flag ? "true" : "false");
                break;
            default:
                text.Append("null");
                break;
        }
    }
}
