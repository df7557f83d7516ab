using System.Globalization;
using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>An array whose items all follow one schema.</summary>
/// <param name="items">Schema of each item.</param>
/// <param name="minItems">Smallest number of items.</param>
/// <param name="maxItems">Largest number of items.</param>
public sealed class ArraySchema(SchemaNode items, int minItems = 0, int maxItems = int.MaxValue) : SchemaNode
{
    internal override bool Check(ref Utf8JsonReader reader, ref ValidationContext context)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Fail(ref reader, ref context, "must be array");
        }

        var start = context.Count;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var before = context.Count;
            if (!items.Check(ref reader, ref context))
            {
                context.Nest(before, count.ToString(CultureInfo.InvariantCulture), count);
                if (context.IsFull)
                {
                    return false;
                }
            }

            count++;
        }

        if (count < minItems)
        {
            context.Add($"must not have fewer than {minItems} items", -1);
        }
        else if (count > maxItems)
        {
            context.Add($"must not have more than {maxItems} items", -1);
        }

        if (context.Count == start)
        {
            return true;
        }

        context.SortFrom(start);
        return false;
    }
}
