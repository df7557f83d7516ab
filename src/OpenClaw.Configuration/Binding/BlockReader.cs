using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads the typed values of one object, reports what is wrong, and at the end what it did not know.</summary>
/// <remarks>A bad value reads as absent. Its issue has the block's severity: fatal under <c>gateway</c>, an error elsewhere.</remarks>
internal sealed class BlockReader
{
    private readonly ObjectNode? _node;
    private readonly string _path;
    private readonly IssueSeverity _badValue;
    private readonly ICollection<ConfigurationIssue> _issues;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly ShapeRecorder? _shapes;

    /// <summary>Reads <paramref name="node"/>; null reads as an empty object.</summary>
    public BlockReader(ConfigNode? node, string path, IssueSeverity badValue, ICollection<ConfigurationIssue> issues)
    {
        _path = path;
        _badValue = badValue;
        _issues = issues;
        _node = node as ObjectNode;
        _shapes = issues as ShapeRecorder;
        _shapes?.At(path).Take("object");
        if (node is not null and not ObjectNode and not NullNode)
        {
            Bad(node, path, $"must be an object, not {node.Kind}", "Write { ... }");
        }
    }

    /// <summary>Whether any value of this block was bad.</summary>
    public bool HasBadValue { get; private set; }

    /// <summary>The members, for maps whose keys the user chooses.</summary>
    public ImmutableArray<ConfigMember> Members
    {
        get
        {
            if (_shapes is null)
            {
                return _node?.Members ?? [];
            }

            _shapes.Map(_path);
            return [new ConfigMember(ShapeRecorder.Sample, ShapeRecorder.EmptyObject.Position, ShapeRecorder.EmptyObject)];
        }
    }

    /// <summary>Whether nothing is read, and only what would be is asked for; see <see cref="ShapeRecorder"/>.</summary>
    public bool IsDescribing => _shapes is not null;

    /// <summary>A member's node; null literal and a missing variable's unusable string count as absent.</summary>
    public ConfigNode? Node(string name)
    {
        if (_shapes is not null)
        {
            _shapes.Member(_path, name);
            return ShapeRecorder.Nowhere;
        }

        _known.Add(name);
        return _node?[name] switch { NullNode or null or StringNode { MissingVariable: not null } => null, var node => node };
    }

    /// <summary>A member as it is written, even where its value cannot be used; null when it is not there, or null.</summary>
    public ConfigNode? Written(string name) => _shapes is null && _node?[name] is not (null or NullNode) and var node ? node : null;

    /// <summary>The variable that a string member names and that is not set.</summary>
    public string? MissingVariable(string name) => (_node?[name] as StringNode)?.MissingVariable;

    /// <summary>A nested object, to be read with the same severity.</summary>
    public BlockReader Block(string name) => new(Node(name), Path(name), _badValue, _issues);

    /// <summary>A string that is not blank.</summary>
    public string? String(string name)
    {
        if (_shapes is not null)
        {
            _shapes.Member(_path, name).Take("string");
            return ShapeRecorder.Sample;
        }

        switch (Node(name))
        {
            case null:
                return null;
            case StringNode { Value: var text } when !string.IsNullOrWhiteSpace(text):
                return text.Trim();
            case StringNode node:
                Bad(node, Path(name), "must not be empty", "Give it a value or remove it");
                return null;
            case var node:
                Bad(node, Path(name), $"must be a string, not {node.Kind}", "Put it in quotes");
                return null;
        }
    }

    /// <summary>A secret: a string, or <c>{ source: "env", id: "NAME" }</c>.</summary>
    public Secret? Secret(string name, IReadOnlyDictionary<string, string> environment)
    {
        if (_shapes?.Member(_path, name) is { } shape)
        {
            shape.Take("string");
            shape.Take("object");
            shape.IsSecret = true;
            return null;
        }

        if (Node(name) is not ObjectNode reference)
        {
            // Blank secrets read as absent, as an environment variable that is set to nothing does.
            return Node(name) is StringNode { Value: var text } && string.IsNullOrWhiteSpace(text) ? null : Schema.Secret.From(String(name));
        }

        if (reference["source"] is not StringNode { Value: "env" } || reference["id"] is not StringNode { Value: { Length: > 0 } variable })
        {
            Bad(reference, Path(name), "this kind of secret reference is not supported", "Write the secret itself, \"${NAME}\", or { source: \"env\", id: \"NAME\" }");
            return null;
        }

        var value = Schema.Secret.From(environment.GetValueOrDefault(variable));
        if (value is null)
        {
            _issues.Add(ConfigurationIssue.At(reference.Position, IssueSeverity.Warning, Path(name), $"the environment variable {variable} is not set, so this value cannot be used", $"Set {variable}, or write the value itself"));
        }

        return value;
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public int? Integer(string name, int min, int max)
    {
        if (_shapes?.Member(_path, name) is { } shape)
        {
            shape.Take("integer");
            shape.Range = (min, max == int.MaxValue ? null : max);
            return null;
        }

        var node = Node(name);
        if (node is null)
        {
            return null;
        }

        if (node is NumberNode { Value: var value } && value == Math.Floor(value) && value >= min && value <= max)
        {
            return (int)value;
        }

        var found = node is NumberNode number ? number.Text : node.Kind;
        Bad(node, Path(name), $"must be a whole number from {min} to {max}, not {found}", "Correct the number");
        return null;
    }

    /// <summary>A number that is not negative.</summary>
    public double? NonNegative(string name)
    {
        if (_shapes?.Member(_path, name) is { } shape)
        {
            shape.Take("number");
            shape.Range = (0, null);
            return null;
        }

        var node = Node(name);
        if (node is null or NumberNode { Value: >= 0 and < double.PositiveInfinity })
        {
            return (node as NumberNode)?.Value;
        }

        Bad(node, Path(name), $"must be a number of at least 0, not {(node is NumberNode number ? number.Text : node.Kind)}", "Correct the number");
        return null;
    }

    /// <summary>A duration such as <c>30m</c>, <c>1h</c>, <c>90s</c>; a bare number counts minutes.</summary>
    public TimeSpan? Duration(string name)
    {
        if (_shapes is not null)
        {
            _shapes.Member(_path, name).Take("string");
            return null;
        }

        var node = Node(name);
        if (node is null)
        {
            return null;
        }

        if (node is StringNode { Value: var text } && DurationText.TryParse(text, out var value))
        {
            return value;
        }

        Bad(node, Path(name), "must be a duration", "Write a number and a unit, such as \"30m\" or \"1h\"");
        return null;
    }

    /// <summary>true or false.</summary>
    public bool? Boolean(string name)
    {
        if (_shapes is not null)
        {
            _shapes.Member(_path, name).Take("boolean");
            return null;
        }

        var node = Node(name);
        if (node is null or BooleanNode)
        {
            return (node as BooleanNode)?.Value;
        }

        Bad(node, Path(name), $"must be true or false, not {node.Kind}", "Write true or false without quotes");
        return null;
    }

    /// <summary>One of the names of a table.</summary>
    public T? OneOf<T>(string name, NameTable<T> names)
        where T : struct, Enum
    {
        if (_shapes?.Member(_path, name) is { } shape)
        {
            shape.Take("string");
            shape.Words = [.. names.Names];
            return null;
        }

        var node = Node(name);
        if (node is null)
        {
            return null;
        }

        if (node is StringNode { Value: var text } && names.TryGet(text.Trim(), out var value))
        {
            return value;
        }

        var found = node is StringNode wrong ? $"\"{Shorten(wrong.Value)}\"" : node.Kind;
        Bad(node, Path(name), $"must be one of {string.Join(", ", names.Names)}, not {found}", "Use one of these words");
        return null;
    }

    /// <summary>A list of strings; elements of another kind are reported and left out.</summary>
    public ImmutableArray<string>? Strings(string name)
    {
        if (_shapes is not null)
        {
            _shapes.Element(_path, name).Take("string");
            return null;
        }

        var node = Node(name);
        if (node is not ArrayNode array)
        {
            if (node is not null)
            {
                Bad(node, Path(name), $"must be a list of strings, not {node.Kind}", "Write [\"...\"]");
            }

            return null;
        }

        var values = ImmutableArray.CreateBuilder<string>(array.Items.Length);
        for (var i = 0; i < array.Items.Length; i++)
        {
            if (array.Items[i] is StringNode { MissingVariable: null, Value: { Length: > 0 } text })
            {
                values.Add(text);
            }
            else
            {
                Bad(array.Items[i], KeyPath.Index(Path(name), i), "must be a string with text in it", "Correct or remove the element");
            }
        }

        return values.ToImmutable();
    }

    /// <summary>The elements of a list, each to be read as a block of its own.</summary>
    public ImmutableArray<(ConfigNode Node, string Path)> List(string name)
    {
        if (_shapes is not null)
        {
            _shapes.Element(_path, name);
            return [(ShapeRecorder.EmptyObject, KeyPath.Index(Path(name), 0))];
        }

        switch (Node(name))
        {
            case null:
                return [];
            case ArrayNode array:
                return [.. array.Items.Select((item, i) => (item, KeyPath.Index(Path(name), i)))];
            case var node:
                Bad(node, Path(name), $"must be a list, not {node.Kind}", "Write [ ... ]");
                return [];
        }
    }

    /// <summary>Takes members that name a variable which is not set as bad values: for what restricts, and must not be as if it were not there.</summary>
    public void RequireVariables(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (MissingVariable(name) is { } variable)
            {
                Bad(_node![name]!, Path(name), $"names the variable {variable}, which is not set", $"Set {variable}, or write the value itself");
            }
        }
    }

    /// <summary>HTTP headers, whose values are secrets. Names are compared without regard to case; of two the last counts.</summary>
    public ImmutableDictionary<string, Secret> Headers(IReadOnlyDictionary<string, string> environment)
    {
        var headers = ImmutableDictionary.CreateBuilder<string, Secret>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in Members)
        {
            if (Secret(member.Name, environment) is { } value)
            {
                headers[member.Name] = value;
            }
        }

        return headers.ToImmutable();
    }

    /// <summary>Marks keys as the original's that this version does not use, so that they are no unknown keys.</summary>
    public void Recognise(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
            _shapes?.Member(_path, name);
        }
    }

    /// <summary>Reports a bad value at a node of this block.</summary>
    public void Bad(ConfigNode node, string path, string message, string remedy)
    {
        HasBadValue = true;
        _issues.Add(ConfigurationIssue.At(node.Position, _badValue, path, message, remedy));
    }

    /// <summary>Full path of a member.</summary>
    public string Path(string name) => KeyPath.Child(_path, name);

    /// <summary>Reports the members that nobody asked for; they are kept in the document and change nothing.</summary>
    /// <param name="hints">Remedies for wrong keys that people are known to write.</param>
    public void ReportUnknown(params ReadOnlySpan<(string Name, string Remedy)> hints)
    {
        if (_shapes is not null)
        {
            return;
        }

        foreach (var member in Members)
        {
            if (_known.Contains(member.Name) || (_path.Length == 0 && member.Name == "$schema"))
            {
                continue;
            }

            var remedy = NearestKnown(member.Name) is { } near ? $"Did you mean {Path(near)}?" : "Remove it if it is a mistake";
            foreach (var hint in hints)
            {
                remedy = hint.Name == member.Name ? hint.Remedy : remedy;
            }

            _issues.Add(ConfigurationIssue.At(member.NamePosition, IssueSeverity.Warning, Path(member.Name), "unknown key, ignored", remedy));
        }
    }

    private string? NearestKnown(string name) =>
        _known.Where(known => known.Length > 3 && EditDistance.Within(name, known, 2)).MinBy(known => EditDistance.Between(name, known));

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
