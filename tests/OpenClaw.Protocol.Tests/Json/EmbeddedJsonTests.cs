using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Protocol.Tests.Json;

public sealed class EmbeddedJsonTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [InlineData("""{"a":"\uDE00 \ud83dx"}""", """{"a":"\ufffd \ufffdx"}""")]
    [InlineData("""{"\ud83d":1}""", """{"\ufffd":1}""")]
    [InlineData("""{"a":"\ud83d\ude00"}""", """{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\\ud83d"}""", """{"a":"\\ud83d"}""")]
    [InlineData("no json, \\ud83d", "no json, \\ufffd")]
    public void Half_a_character_is_replaced_and_nothing_else_is(string text, string mended) => Assert.Equal(mended, EmbeddedJson.Mend(text));

    [Theory]
    [InlineData("""{"a":["\ud83d",1e5,null]}""", """{"a":["\ufffd",1e5,null]}""")]
    [InlineData("{", "\"{\"")]
    [InlineData("", "\"\"")]
    public void What_is_json_is_written_as_it_is_and_anything_else_as_a_string(string text, string written)
    {
        using var expected = JsonDocument.Parse(written);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, Written(text)));
    }

    [Fact]
    public void What_is_nested_too_deep_is_text()
    {
        var deep = new string('[', 1_000) + new string(']', 1_000);
        Assert.Equal(deep, Written(deep).GetString());
    }

    /// <summary>Escapes of surrogates in any order, whole, torn and escaped themselves: whatever parses can be written and read again.</summary>
    [Fact]
    public void Whatever_a_model_writes_can_be_written_on()
    {
        var piece = Gen.Elements("\\ud83d", "\\ude00", "\\uD83D", "\\\\", "\\u0041", "a", "\\", "\"", "\ud83d", "\ude00", "😀");
        var texts = from pieces in Gen.ListOf(piece) select $"{{\"{string.Concat(pieces)}\":\"{string.Concat(pieces)}\"}}";
        Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            foreach (var member in Strings(Written(text)))
            {
                Assert.Equal(member, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(member)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static IEnumerable<string> Strings(JsonElement written) =>
        written.ValueKind == JsonValueKind.Object ? written.EnumerateObject().SelectMany(static member => new[] { member.Name, member.Value.ToString() }) : [written.GetString()!];

    private static JsonElement Written(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            EmbeddedJson.Write(writer, text);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
