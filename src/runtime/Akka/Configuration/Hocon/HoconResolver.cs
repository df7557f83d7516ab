using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Turns definitions into values: merges objects, joins parts, looks substitutions up (then in the environment).</summary>
internal sealed class HoconResolver(ObjectNode root, HoconParser source)
{
    private int _depth;

    public HoconValue Resolve() => ResolveObject(root);

    private HoconValue ResolveObject(ObjectNode node)
    {
        var items = new Dictionary<string, HoconValue>(node.Fields.Count);
        foreach (var (key, field) in node.Fields)
        {
            if (ResolveField(field) is { } value)
            {
                items[key] = value;
            }
        }

        return new HoconValue(new HoconObject(items));
    }

    private HoconValue? ResolveField(FieldNode field)
    {
        if (!field.IsResolved)
        {
            field.Resolved = ResolveDefinitions(field, field.Definitions.Count);
            field.IsResolved = true;
        }

        return field.Resolved;
    }

    /// <summary>The value that the first <paramref name="count"/> definitions give.</summary>
    private HoconValue? ResolveDefinitions(FieldNode field, int count)
    {
        if (count == 0)
        {
            return null;
        }

        var outer = field.ResolvingBelow;
        field.ResolvingBelow = count - 1;
        try
        {
            var definition = field.Definitions[count - 1];
            var value = ResolveNode(definition.Value);
            if (definition.IsAppend)
            {
                var items = new List<HoconValue>();
                if (ResolveDefinitions(field, count - 1) is { } earlier)
                {
                    items.AddRange(earlier.GetArray());
                }

                if (value is not null)
                {
                    items.Add(value);
                }

                return new HoconValue(items);
            }

            if (value is not null && !value.IsObject())
            {
                return value;
            }

            var below = ResolveDefinitions(field, count - 1);
            return value is null ? below : HoconValue.Merge(value, below);
        }
        finally
        {
            field.ResolvingBelow = outer;
        }
    }

    private HoconValue? ResolveNode(HoconNode node)
    {
        // Substitutions may chain through any number of keys, so the parser's own bound is not enough.
        if (++_depth > 4 * HoconParser.MaxDepth)
        {
            throw source.Error("Substitutions refer to each other too deeply", (node as SubstitutionNode)?.Position ?? 0);
        }

        try
        {
            return node switch
            {
                TextNode text => ToValue(text),
                ValueNode value => value.Value,
                ObjectNode nested => ResolveObject(nested),
                ArrayNode array => ResolveArray(array),
                SubstitutionNode substitution => ResolveSubstitution(substitution),
                ConcatenationNode concatenation => ResolveConcatenation(concatenation),
                _ => throw new InvalidOperationException($"Unknown node {node.GetType().Name}."),
            };
        }
        finally
        {
            _depth--;
        }
    }

    private static HoconValue ToValue(TextNode text) =>
        !text.IsQuoted && text.Text == "null" ? HoconValue.Null : new HoconValue(text.Text);

    private HoconValue ResolveArray(ArrayNode array)
    {
        var items = new List<HoconValue>(array.Items.Count);
        foreach (var item in array.Items)
        {
            if (ResolveNode(item) is { } value)
            {
                items.Add(value);
            }
        }

        return new HoconValue(items);
    }

    private HoconValue? ResolveSubstitution(SubstitutionNode substitution)
    {
        var value = LookUp(substitution);
        if (value is null && Environment.GetEnvironmentVariable(substitution.Text) is { } variable)
        {
            value = new HoconValue(variable);
        }

        if (value is null && !substitution.IsOptional)
        {
            throw source.Error($"The substitution ${{{substitution.Text}}} has no value, neither here nor in the environment", substitution.Position);
        }

        return value;
    }

    private HoconValue? LookUp(SubstitutionNode substitution)
    {
        var node = root;
        for (var i = 0; i < substitution.Path.Length; i++)
        {
            if (!node.Fields.TryGetValue(substitution.Path[i], out var field))
            {
                return null;
            }

            var isLast = i == substitution.Path.Length - 1;
            if (!isLast && field.Definitions is [{ IsAppend: false, Value: ObjectNode nested }])
            {
                // Descending in the text instead of resolving the whole object lets its fields refer to each other.
                node = nested;
                continue;
            }

            var value = ResolveReferred(field, substitution);
            for (var k = i + 1; value is not null && k < substitution.Path.Length; k++)
            {
                value = value.IsObject() ? value.GetObject().GetKey(substitution.Path[k]) : null;
            }

            return value;
        }

        return null;
    }

    private HoconValue? ResolveReferred(FieldNode field, SubstitutionNode substitution)
    {
        if (field.ResolvingBelow < 0)
        {
            return ResolveField(field);
        }

        // The field refers to itself, which means: to what was defined for it before.
        var below = field.ResolvingBelow;
        if (below == 0 && !substitution.IsOptional && Environment.GetEnvironmentVariable(substitution.Text) is null)
        {
            throw source.Error($"The substitution ${{{substitution.Text}}} refers to itself", substitution.Position);
        }

        return ResolveDefinitions(field, below);
    }

    private HoconValue? ResolveConcatenation(ConcatenationNode node)
    {
        HoconValue? joined = null;
        StringBuilder? text = null;
        var count = 0;
        var gap = "";
        foreach (var part in node.Parts)
        {
            if (part is TextNode { IsGap: true } blank)
            {
                gap = blank.Text;
                continue;
            }

            if (ResolveNode(part) is not { } value)
            {
                continue;
            }

            count++;
            if (joined is null && text is null)
            {
                joined = value;
            }
            else if (joined is not null && joined.IsObject() && value.IsObject())
            {
                joined = HoconValue.Merge(value, joined);
            }
            else if (joined is not null && joined.IsArray() && value.IsArray())
            {
                joined = new HoconValue([.. joined.GetArray(), .. value.GetArray()]);
            }
            else if ((joined is null || joined.IsString()) && value.IsString())
            {
                text ??= new StringBuilder(joined!.GetString());
                joined = null;
                text.Append(gap).Append(value.GetString());
            }
            else
            {
                throw source.Error("Only values of one kind can be joined: texts, lists or objects", node.Position);
            }

            gap = "";
        }

        return count == 0 ? null : joined ?? new HoconValue(text!.ToString());
    }
}
