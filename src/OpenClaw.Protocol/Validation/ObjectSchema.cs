using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>An object: declared properties, and a schema for the others, or none of them.</summary>
public sealed class ObjectSchema : SchemaNode
{
    private const int MissingFirst = -3;
    private const int UnexpectedNext = -2;
    private const int DuplicateNext = -1;

    private readonly ObjectProperty[] _properties;
    private readonly SchemaNode? _additional;
    private readonly PropertySet _required;

    // Properties ordered by the length of their name; those of length n are _byLength[_start[n].._start[n + 1]].
    private readonly byte[] _byLength;
    private readonly byte[] _start;

    /// <summary>Compiles an object schema.</summary>
    /// <param name="additional">Schema of properties that are not declared; null refuses them.</param>
    /// <param name="properties">At most 128 declared properties.</param>
    public ObjectSchema(SchemaNode? additional, params ObjectProperty[] properties)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(properties.Length, PropertySet.Capacity);
        _additional = additional;
        _properties = properties;
        var longest = 0;
        for (var i = 0; i < properties.Length; i++)
        {
            longest = Math.Max(longest, properties[i].Utf8Name.Length);
            if (properties[i].Required)
            {
                _required.Add(i);
            }
        }

        _byLength = new byte[properties.Length];
        _start = new byte[longest + 2];
        byte at = 0;
        for (var length = 0; length <= longest; length++)
        {
            _start[length] = at;
            for (var i = 0; i < properties.Length; i++)
            {
                if (properties[i].Utf8Name.Length == length)
                {
                    _byLength[at++] = (byte)i;
                }
            }
        }

        _start[longest + 1] = at;
    }

    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Fail(ref reader, ref context, "must be object");
        }

        var start = context.Count;
        var root = reader.CurrentDepth == 0;
        var unexpected = false;
        var seen = default(PropertySet);
        Span<byte> unescaped = stackalloc byte[EscapedText.MaxNameLength];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            scoped var name = reader.ValueSpan;
            if (reader.ValueIsEscaped)
            {
                name = EscapedText.Unescape(name, unescaped);
            }

            var index = Find(name);
            reader.Read();
            var before = context.Count;
            if (index >= 0)
            {
                if (!seen.Add(index))
                {
                    context.Add($"duplicate property '{_properties[index].Name}'", DuplicateNext, namesRoot: true);
                    reader.Skip();
                    continue;
                }

                if (!_properties[index].Schema.Check(ref reader, ref context))
                {
                    context.Nest(before, _properties[index].Name, index);
                }
            }
            else if (_additional is null)
            {
                if (!unexpected && !(root && context.IgnoreUnknownAtRoot))
                {
                    unexpected = true;
                    context.Add($"unexpected property '{ValidationContext.Quote(name)}'", UnexpectedNext, namesRoot: true);
                }

                reader.Skip();
            }
            else if (!_additional.Check(ref reader, ref context))
            {
                context.Nest(before, ValidationContext.Quote(name), _properties.Length);
            }

            if (context.IsFull)
            {
                break;
            }
        }

        if (_required.FirstNotIn(seen) is var missing and >= 0 && !context.IsFull)
        {
            context.Add($"must have required property '{_properties[missing].Name}'", MissingFirst);
        }

        if (context.Count == start)
        {
            return true;
        }

        context.SortFrom(start);
        return false;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        if (name.Length + 1 >= _start.Length)
        {
            return -1;
        }

        for (int i = _start[name.Length], end = _start[name.Length + 1]; i < end; i++)
        {
            var index = _byLength[i];
            if (name.SequenceEqual(_properties[index].Utf8Name))
            {
                return index;
            }
        }

        return -1;
    }
}
