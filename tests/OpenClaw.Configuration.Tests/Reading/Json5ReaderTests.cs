using System.Text;
using System.Text.Json;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Tests.Reading;

/// <summary>Positions, bounds and agreement with System.Text.Json; the grammar itself is judged by <see cref="Json5PeerTests"/>.</summary>
public sealed class Json5ReaderTests
{
    [Theory]
    [InlineData("{\n  a: 1,\n  b 2\n}", 3, 5, "expected ':' after the key \"b\", found '2'")]
    [InlineData("{a: tru}", 1, 5, "expected a value, found 't'")]
    [InlineData("[1,\r\n 2\r\n 3]", 3, 2, "expected ',' or ']' after an element, found '3'")]
    [InlineData("{a: 'x\ny'}", 1, 7, "a string may not run over the end of its line (end the line with \\ to go on)")]
    [InlineData("{a: 1", 1, 6, "expected ',' or '}' after the value of \"a\", found the end of the file")]
    [InlineData("{} /* x", 1, 4, "this comment is never closed with */")]
    [InlineData("{a: 010}", 1, 5, "this is not a number of JSON5")]
    [InlineData("{\"a\": \"x", 1, 7, "this string is never closed")]
    [InlineData("", 1, 1, "expected a value, found the end of the file")]
    [InlineData("{a: 1} x", 1, 8, "expected the end of the file, found 'x'")]
    public void A_fault_is_named_with_its_line_and_column(string text, int line, int column, string message)
    {
        Assert.False(Json5Reader.TryRead(new SourceText("f.json", text), out _, out var error));
        Assert.Equal((line, column, message), (error.Position.Line, error.Position.Column, error.Message));
        Assert.Equal($"f.json:{line}:{column}: {message}", error.ToString());
    }

    [Fact]
    public void Every_value_knows_its_line_and_column()
    {
        Assert.True(Json5Reader.TryRead(new SourceText("f.json", "// top\r\n{\r  a: [1,\u2028true],\n  b: 'x'}"), out var node, out _));
        var root = Assert.IsType<ObjectNode>(node);
        var array = Assert.IsType<ArrayNode>(root["a"]);
        Assert.Equal((2, 1), (root.Position.Line, root.Position.Column));
        Assert.Equal((3, 6), (array.Position.Line, array.Position.Column));
        Assert.Equal((4, 1), (array.Items[1].Position.Line, array.Items[1].Position.Column));
        Assert.Equal((5, 3), (root.Members[1].NamePosition.Line, root.Members[1].NamePosition.Column));
    }

    [Fact]
    public void Nesting_is_read_to_the_limit_and_refused_beyond_it()
    {
        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
        Assert.True(Json5Reader.TryRead(new SourceText("f", Nested(Json5Reader.MaxDepth)), out _, out _));
        Assert.False(Json5Reader.TryRead(new SourceText("f", Nested(Json5Reader.MaxDepth + 1)), out _, out var error));
        Assert.Contains("levels deep", error.Message, StringComparison.Ordinal);
        Assert.False(Json5Reader.TryRead(new SourceText("f", new string('[', 1_000_000)), out _, out _));
        Assert.False(Json5Reader.TryRead(new SourceText("f", string.Concat(Enumerable.Repeat("{a:", 1_000_000))), out _, out _));
    }

    [Fact]
    public void A_text_over_the_limit_is_refused()
    {
        Assert.False(Json5Reader.TryRead(new SourceText("f", new string(' ', Json5Reader.MaxLength) + "1"), out _, out var error));
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_JSON_reads_as_System_Text_Json_reads_it()
    {
        var random = new Random(5);
        for (var round = 0; round < 5_000; round++)
        {
            var json = RandomJson.Document(random);
            using var expected = JsonDocument.Parse(json);
            Assert.True(Json5Reader.TryRead(new SourceText("f", json), out var node, out var error), $"{error}\n{json}");
            RandomJson.AssertSame(expected.RootElement, node);
        }
    }

    [Fact]
    public void Random_bytes_and_broken_JSON_never_throw()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(RandomJson.Document(random));
            for (var edits = random.Next(1, 6); edits > 0 && bytes.Length > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var text = Encoding.UTF8.GetString(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
            if (!Json5Reader.TryRead(new SourceText("f", text), out _, out var error))
            {
                // The place must always be printable, also at the very end.
                Assert.InRange(error.Position.Line, 1, text.Length + 1);
                Assert.NotEmpty(error.Message);
            }
        }
    }
}
