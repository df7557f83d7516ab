namespace Akka.Configuration.Hocon;

/// <summary>What a value is written as, before substitutions are resolved and parts are joined.</summary>
internal abstract class HoconNode
{
}

/// <summary>A piece of text. <see cref="IsQuoted"/> keeps <c>"null"</c> apart from <c>null</c>, and quoted blanks apart from the gap between two parts.</summary>
internal sealed class TextNode(string text, bool isQuoted) : HoconNode
{
    public string Text { get; } = text;
    public bool IsQuoted { get; } = isQuoted;
    public bool IsGap => !IsQuoted && string.IsNullOrWhiteSpace(Text);
}

/// <summary>A value that was read before, from what is included.</summary>
internal sealed class ValueNode(HoconValue value) : HoconNode
{
    public HoconValue Value { get; } = value;
}

/// <summary><c>${a.b}</c> or <c>${?a.b}</c>.</summary>
internal sealed class SubstitutionNode(string[] path, string text, bool isOptional, int position) : HoconNode
{
    public string[] Path { get; } = path;
    public string Text { get; } = text;
    public bool IsOptional { get; } = isOptional;
    public int Position { get; } = position;
}

/// <summary><c>[ … ]</c></summary>
internal sealed class ArrayNode : HoconNode
{
    public List<HoconNode> Items { get; } = [];
}

/// <summary>Several parts on one line: strings are joined, arrays appended, objects merged.</summary>
internal sealed class ConcatenationNode(List<HoconNode> parts, int position) : HoconNode
{
    public List<HoconNode> Parts { get; } = parts;
    public int Position { get; } = position;
}

/// <summary><c>{ … }</c>, the fields in the order of their first appearance.</summary>
internal sealed class ObjectNode : HoconNode
{
    public Dictionary<string, FieldNode> Fields { get; } = [];

    /// <summary>Adds one definition of a key. Two literal objects for one key are merged here; everything else waits for the resolver.</summary>
    public void Define(string key, HoconNode value, bool isAppend)
    {
        if (!Fields.TryGetValue(key, out var field))
        {
            Fields[key] = field = new FieldNode(key);
        }

        if (!isAppend && value is ObjectNode added && field.Definitions is [.., { IsAppend: false, Value: ObjectNode last }])
        {
            last.Take(added);
            return;
        }

        field.Definitions.Add(new Definition(value, isAppend));
    }

    /// <summary>Adds all definitions of another object.</summary>
    public void Take(ObjectNode added)
    {
        foreach (var (name, inner) in added.Fields)
        {
            foreach (var definition in inner.Definitions)
            {
                Define(name, definition.Value, definition.IsAppend);
            }
        }
    }
}

/// <summary>A key and all its definitions, oldest first. The last one wins unless it is an object, refers to itself or appends.</summary>
internal sealed class FieldNode(string key)
{
    public string Key { get; } = key;
    public List<Definition> Definitions { get; } = [];

    /// <summary>How many definitions are visible to a substitution that refers to this field while it is being resolved; -1 when it is not.</summary>
    public int ResolvingBelow { get; set; } = -1;

    public bool IsResolved { get; set; }
    public HoconValue? Resolved { get; set; }
}

internal readonly record struct Definition(HoconNode Value, bool IsAppend);
