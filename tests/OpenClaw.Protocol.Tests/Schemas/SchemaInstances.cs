using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Protocol.Generator;

namespace OpenClaw.Protocol.Tests.Schemas;

/// <summary>Makes up JSON values: conforming ones, broken copies of them, and arbitrary ones. The same seed gives the same values.</summary>
internal sealed class SchemaInstances(ProtocolDefinition definition, int seed, bool plainNumbers = false)
{
    private static readonly string[] s_texts = ["", "a", "main", "agent:main:main", "é", "日本語", "👩‍🚀", "\u0001\t\"\\/", "🙂🙂🙂", "operator.read"];
    private static readonly string[] s_numbers = ["0", "-0", "1", "-1", "1.0", "1e3", "1.5", "1e400", "9007199254740991", "9007199254740993", "1E-2", "123456789012345678901234567890"];
    private static readonly string[] s_replacements = ["null", "true", "\"\"", "\"x\"", "[]", "[1]", "{}", "{\"a\":1}", .. s_numbers];

    private readonly Random _random = new(seed);

    /// <summary>A conforming value.</summary>
    internal JsonNode? Valid(string schema, double optional) => Valid(definition.Schemas[schema], optional, 0);

    /// <summary>Copies of a value, each with one thing changed that may or may not matter to the schema.</summary>
    internal IEnumerable<string> Mutations(JsonNode? value)
    {
        foreach (var replacement in s_replacements)
        {
            yield return replacement;
        }

        foreach (var path in Paths(value).Take(120).ToList())
        {
            foreach (var mutation in MutationsAt(value!, path))
            {
                yield return mutation;
            }
        }
    }

    /// <summary>Any JSON value.</summary>
    internal JsonNode? Arbitrary(int depth = 0) => _random.Next(depth > 3 ? 5 : 7) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next(2) == 0),
        2 or 3 => JsonValue.Create(Pick(s_texts)),
        4 => JsonNode.Parse(Pick(s_numbers)),
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Arbitrary(depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, _random.Next(5)).Select(i => KeyValuePair.Create(Pick(["id", "type", "key", "ts", "__proto__", "x/y", "a~b"]) + i, Arbitrary(depth + 1)))),
    };

    /// <summary>Writes a value on one line, its text now raw, now escaped, its names sometimes escaped.</summary>
    internal string Write(JsonNode? value)
    {
        var text = value is null ? "null" : value.ToJsonString(_random.Next(2) == 0 ? JsonSerializerOptions.Default : s_relaxed);
        return _random.Next(8) == 0 && value is JsonObject { Count: > 0 } map && map.First().Key is [>= 'a' and <= 'z', ..] name
            ? text.Replace($"\"{name}\":", $"\"\\u{(int)name[0]:x4}{name[1..]}\":", StringComparison.Ordinal)
            : text;
    }

    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonNode? Valid(SchemaShape shape, double optional, int depth)
    {
        if (shape.Nullable && _random.Next(3) == 0)
        {
            return null;
        }

        switch (shape.Kind)
        {
            case SchemaKind.Reference:
                return Valid(definition.Schemas[shape.Target!], depth > 2 ? 0.1 : optional, depth);
            case SchemaKind.Boolean:
                return _random.Next(2) == 0;
            case SchemaKind.Constant:
                return JsonNode.Parse(shape.Constant.GetRawText());
            case SchemaKind.Enum:
                return shape.Values[_random.Next(shape.Values.Count)];
            case SchemaKind.String:
                return Text(shape.MinLength ?? 0, shape.MaxLength ?? int.MaxValue);
            case SchemaKind.Integer:
                return JsonNode.Parse(Whole(shape.Minimum ?? -10, shape.Maximum ?? 1e6));
            case SchemaKind.Number:
                return JsonNode.Parse(((shape.Minimum ?? -10) + (_random.NextDouble() * 1000)).ToString(CultureInfo.InvariantCulture));
            case SchemaKind.Array:
                var length = Math.Min(Math.Max(shape.MinLength ?? 0, _random.Next(depth > 2 ? 1 : 3)), shape.MaxLength ?? int.MaxValue);
                return new JsonArray([.. Enumerable.Range(0, length).Select(_ => Valid(shape.Items!, optional, depth + 1))]);
            case SchemaKind.Object:
                return ValidObject(shape, optional, depth);
            default:
                return Arbitrary(2);
        }
    }

    private JsonObject ValidObject(SchemaShape shape, double optional, int depth)
    {
        var value = new JsonObject();
        foreach (var property in shape.Properties.Where(property => property.Required || _random.NextDouble() < optional))
        {
            value.Add(property.Name, Valid(property.Shape, optional, depth + 1));
        }

        if (shape.Additional is not null && _random.Next(3) == 0)
        {
            value.TryAdd("more-" + _random.Next(10), Valid(shape.Additional, optional, depth + 1));
        }

        return value;
    }

    private string Text(int min, int max)
    {
        var text = new StringBuilder(Pick(s_texts));
        while (text.ToString().EnumerateRunes().Count() < min)
        {
            text.Append(_random.Next(4) == 0 ? "🙂" : "f");
        }

        return text.ToString().EnumerateRunes().Count() <= max ? text.ToString() : new string('a', min);
    }

    private string Whole(double min, double max)
    {
        var value = _random.Next(4) switch
        {
            0 => min,
            1 => max,
            _ => Math.Min(max, Math.Ceiling(min) + _random.Next(1000)),
        };
        return value.ToString("F0", CultureInfo.InvariantCulture) + (plainNumbers ? "" : Pick(["", "", ".0", "e0"]));
    }

    private IEnumerable<string> MutationsAt(JsonNode root, object[] path)
    {
        foreach (var replacement in path.Length == 1 ? s_replacements : [Pick(s_replacements), Pick(s_replacements)])
        {
            yield return Changed(root, path, parent => Set(parent, path[^1], JsonNode.Parse(replacement)));
        }

        if (path[^1] is string name)
        {
            yield return Changed(root, path, parent => parent.AsObject().Remove(name));
            yield return Changed(root, path, parent => parent.AsObject()["no-such-property"] = 1);
        }

        yield return Changed(root, path, parent => Set(parent, path[^1], new string('x', 700)));
        yield return Changed(root, path, parent => Set(parent, path[^1], new JsonArray([.. Enumerable.Range(0, 70).Select(_ => JsonValue.Create("y"))])));
    }

    private string Changed(JsonNode root, object[] path, Action<JsonNode> change)
    {
        var copy = root.DeepClone();
        var parent = copy;
        foreach (var step in path[..^1])
        {
            parent = step is string name ? parent[name]! : parent[(int)step]!;
        }

        change(parent);
        return Write(copy);
    }

    private static void Set(JsonNode parent, object step, JsonNode? value)
    {
        if (step is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)step] = value;
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node)
    {
        var children = node switch
        {
            JsonObject map => map.Select(pair => ((object)pair.Key, pair.Value)),
            JsonArray array => array.Take(2).Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            yield return [step];
            foreach (var deeper in Paths(child).Where(path => path.Length < 3))
            {
                yield return [step, .. deeper];
            }
        }
    }

    private string Pick(string[] items) => items[_random.Next(items.Length)];
}
