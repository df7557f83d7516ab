using System.Text;
using System.Text.Json;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Tests.Reading;

/// <summary>Random JSON documents, spelled in all the ways that JSON allows, and their comparison with what we read.</summary>
internal static class RandomJson
{
    public static string Document(Random random)
    {
        var builder = new StringBuilder();
        Value(random, builder, depth: 0);
        return builder.ToString();
    }

    public static void AssertSame(JsonElement expected, ConfigNode actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var members = Assert.IsType<ObjectNode>(actual);
                // Of equal names the last counts, as JSON.parse has it; JsonElement finds the last one as well.
                Assert.Equal(expected.EnumerateObject().Select(property => property.Name).Distinct(), members.Members.Select(member => member.Name));
                foreach (var member in members.Members)
                {
                    AssertSame(expected.GetProperty(member.Name), member.Value);
                }

                break;
            case JsonValueKind.Array:
                var items = Assert.IsType<ArrayNode>(actual).Items;
                Assert.Equal(expected.GetArrayLength(), items.Length);
                for (var i = 0; i < items.Length; i++)
                {
                    AssertSame(expected[i], items[i]);
                }

                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), Assert.IsType<StringNode>(actual).Value);
                break;
            case JsonValueKind.Number:
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected.GetDouble()), BitConverter.DoubleToInt64Bits(Assert.IsType<NumberNode>(actual).Value));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Assert.Equal(expected.GetBoolean(), Assert.IsType<BooleanNode>(actual).Value);
                break;
            default:
                Assert.IsType<NullNode>(actual);
                break;
        }
    }

    private static void Value(Random random, StringBuilder into, int depth)
    {
        Blank(random, into);
        switch (random.Next(depth > 6 ? 5 : 8))
        {
            case 0: into.Append("null"); break;
            case 1: into.Append(random.Next(2) == 0 ? "true" : "false"); break;
            case 2 or 3: Number(random, into); break;
            case 4: Text(random, into); break;
            case 5:
                into.Append('[');
                for (int i = 0, count = random.Next(5); i < count; i++)
                {
                    into.Append(i == 0 ? "" : ",");
                    Value(random, into, depth + 1);
                }

                Blank(random, into);
                into.Append(']');
                break;
            default:
                into.Append('{');
                for (int i = 0, count = random.Next(5); i < count; i++)
                {
                    into.Append(i == 0 ? "" : ",");
                    Blank(random, into);
                    Text(random, into);
                    Blank(random, into);
                    into.Append(':');
                    Value(random, into, depth + 1);
                }

                Blank(random, into);
                into.Append('}');
                break;
        }

        Blank(random, into);
    }

    private static void Number(Random random, StringBuilder into)
    {
        into.Append(random.Next(3) == 0 ? "-" : "").Append(random.Next(4) == 0 ? "0" : $"{random.NextInt64(1, long.MaxValue) >> random.Next(63) | 1}");
        if (random.Next(2) == 0)
        {
            into.Append('.').Append(random.Next(100_000));
        }

        if (random.Next(3) == 0)
        {
            into.Append("eE"[random.Next(2)]).Append(((string[])["", "+", "-"])[random.Next(3)]).Append(random.Next(330));
        }
    }

    private static void Text(Random random, StringBuilder into)
    {
        string[] pieces = ["a", "key", "$", "é", "日", "\U0001F600", "\u2028", "\u007F", "'", "//", "/*", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0000", "\\u0041", "\\uD83D\\uDE00", "\\u2029", "${HOME}"];
        into.Append('"');
        for (var count = random.Next(6); count > 0; count--)
        {
            into.Append(pieces[random.Next(pieces.Length)]);
        }

        into.Append('"');
    }

    private static void Blank(Random random, StringBuilder into)
    {
        if (random.Next(4) == 0)
        {
            into.Append(((string[])[" ", "\n", "\r\n", "\t", "  "])[random.Next(5)]);
        }
    }
}
