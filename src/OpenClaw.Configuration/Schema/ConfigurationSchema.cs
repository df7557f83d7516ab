using System.Text.Json;
using OpenClaw.Configuration.Binding;

namespace OpenClaw.Configuration.Schema;

/// <summary>The JSON Schema of <c>openclaw.json</c>, for editors and control UIs; made from the readers of the configuration when it is first asked for.</summary>
public static class ConfigurationSchema
{
    private static readonly Lazy<SettingShape> s_root = new(ConfigurationLoader.Describe);

    /// <summary>The shape of the whole configuration.</summary>
    public static SettingShape Root => s_root.Value;

    /// <summary>The shape at a path such as <c>gateway.auth</c> or <c>agents.list[].id</c> or <c>models.providers.*</c>; null when there is none.</summary>
    public static SettingShape? Find(string path)
    {
        var shape = Root;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = step[0] == '[' ? shape.Items
                : step != ShapeRecorder.Sample && shape.Properties.TryGetValue(step, out var property) ? property
                : shape.Values ?? (step == "*" ? shape.Items : null);
            if (next is null)
            {
                return null;
            }

            shape = next;
        }

        return shape;
    }

    /// <summary>Writes a shape as JSON Schema (draft 2020-12). Unknown keys are allowed everywhere: they are kept and reported.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="deep">False: without what is inside.</param>
    public static void Write(Utf8JsonWriter writer, SettingShape shape, bool deep = true)
    {
        writer.WriteStartObject();
        if (shape.Types.Count == 1)
        {
            writer.WriteString("type"u8, shape.Types.First());
        }
        else if (shape.Types.Count > 1)
        {
            writer.WriteStartArray("type"u8);
            foreach (var type in shape.Types)
            {
                writer.WriteStringValue(type);
            }

            writer.WriteEndArray();
        }

        if (!shape.Words.IsEmpty)
        {
            writer.WriteStartArray("enum"u8);
            foreach (var word in shape.Words)
            {
                writer.WriteStringValue(word);
            }

            writer.WriteEndArray();
        }

        if (shape.Range.Min is { } min)
        {
            writer.WriteNumber("minimum"u8, min);
        }

        if (shape.Range.Max is { } max)
        {
            writer.WriteNumber("maximum"u8, max);
        }

        if (deep)
        {
            WriteInside(writer, shape);
        }

        writer.WriteEndObject();
    }

    /// <summary>Every path whose value is a secret, such as <c>gateway.auth.token</c> and <c>models.providers.*.apiKey</c>.</summary>
    public static IEnumerable<string> SecretPaths() => Secrets(Root, "");

    /// <summary>The members that a person can choose from.</summary>
    public static IEnumerable<KeyValuePair<string, SettingShape>> MembersOf(SettingShape shape) =>
        shape.Values is null ? shape.Properties : shape.Properties.Where(static member => member.Key != ShapeRecorder.Sample);

    private static void WriteInside(Utf8JsonWriter writer, SettingShape shape)
    {
        if (MembersOf(shape).Any())
        {
            writer.WriteStartObject("properties"u8);
            foreach (var (name, member) in MembersOf(shape))
            {
                writer.WritePropertyName(name);
                Write(writer, member);
            }

            writer.WriteEndObject();
        }

        if (shape.Values is { } values)
        {
            writer.WritePropertyName("additionalProperties"u8);
            Write(writer, values);
        }

        if (shape.Items is { } items)
        {
            writer.WritePropertyName("items"u8);
            Write(writer, items);
        }
    }

    private static IEnumerable<string> Secrets(SettingShape shape, string path)
    {
        if (shape.IsSecret)
        {
            yield return path;
        }

        var inside = MembersOf(shape).Select(member => (member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}"))
            .Concat(shape.Values is null ? [] : [(shape.Values, $"{path}.*")])
            .Concat(shape.Items is null ? [] : [(shape.Items, $"{path}.*")]);
        foreach (var secret in inside.SelectMany(static part => Secrets(part.Item1, part.Item2)))
        {
            yield return secret;
        }
    }
}
