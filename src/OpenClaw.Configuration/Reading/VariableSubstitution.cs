using System.Collections.Immutable;
using System.Text;

namespace OpenClaw.Configuration.Reading;

/// <summary>Fills <c>${NAME}</c> in strings from the environment; <c>$${NAME}</c> stands for the literal text.</summary>
/// <remarks>
/// Names match <c>[A-Z_][A-Z0-9_]*</c>; anything else stays as it is. A missing or empty variable is a warning: the value
/// keeps its text and is marked unusable, so that only who needs it fails.
/// </remarks>
internal sealed class VariableSubstitution(IReadOnlyDictionary<string, string> environment, ICollection<ConfigurationIssue> issues)
{
    public ConfigNode Apply(ConfigNode node, string path = "") => node switch
    {
        ObjectNode instance => new ObjectNode(instance.Position, instance.Members.Select(member =>
            member with { Value = Apply(member.Value, KeyPath.Child(path, member.Name)) })),
        ArrayNode array => new ArrayNode(array.Position, [.. array.Items.Select((item, i) => Apply(item, KeyPath.Index(path, i)))]),
        StringNode text when text.Value.Contains("${", StringComparison.Ordinal) => Fill(text, path),
        _ => node,
    };

    private StringNode Fill(StringNode node, string path)
    {
        var text = node.Value;
        var builder = new StringBuilder(text.Length);
        string? missing = null;
        var at = 0;
        while (at < text.Length)
        {
            var dollar = text.IndexOf('$', at);
            if (dollar < 0)
            {
                break;
            }

            builder.Append(text, at, dollar - at);
            var escaped = dollar + 1 < text.Length && text[dollar + 1] == '$';
            var name = NameAt(text, escaped ? dollar + 1 : dollar);
            if (name is null)
            {
                builder.Append('$');
                at = dollar + 1;
                continue;
            }

            at = dollar + (escaped ? 1 : 0) + name.Length + 3;
            if (!escaped && environment.TryGetValue(name, out var value) && value.Length > 0)
            {
                builder.Append(value);
                continue;
            }

            builder.Append("${").Append(name).Append('}');
            if (!escaped)
            {
                missing ??= name;
                issues.Add(ConfigurationIssue.At(node.Position, IssueSeverity.Warning, path, $"the environment variable {name} is not set, so this value cannot be used", $"Set {name}, or write the value itself"));
            }
        }

        return new StringNode(node.Position, builder.Append(text, at, text.Length - at).ToString(), missing);
    }

    /// <summary>The name of a <c>${NAME}</c> that begins at an index, or null.</summary>
    private static string? NameAt(string text, int dollar)
    {
        if (dollar + 1 >= text.Length || text[dollar + 1] != '{')
        {
            return null;
        }

        var end = dollar + 2;
        while (end < text.Length && (text[end] is '_' or (>= 'A' and <= 'Z') || (end > dollar + 2 && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return end > dollar + 2 && end < text.Length && text[end] == '}' ? text[(dollar + 2)..end] : null;
    }
}
