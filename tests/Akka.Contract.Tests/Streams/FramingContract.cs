using Akka.IO;
using Akka.Streams.Dsl;

namespace Akka.Contract.Tests.Streams;

/// <summary>Bytes in pieces, and frames cut out of them wherever the pieces end.</summary>
public sealed class FramingContract : StreamTest
{
    private static Source<ByteString, NotUsed> Pieces(string text, int size) =>
        Source.From(text.Chunk(size).Select(chunk => ByteString.FromString(new string(chunk))).ToArray());

    private async Task<string[]> Frames(string text, int size, Flow<ByteString, ByteString, NotUsed> framing) =>
        [.. (await Pieces(text, size).Via(framing).RunWith(Sink.Seq<ByteString>(), Materializer).WaitAsync(Limit)).Select(frame => frame.ToString())];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task Delimiters_may_lie_across_pieces(int size)
    {
        var framing = Framing.Delimiter(ByteString.FromString("\r\n"), 8);
        Assert.Equal(["one", "", "t\rwo", "12345678"], await Frames("one\r\n\r\nt\rwo\r\n12345678\r\n", size, framing));
        await Fails<Framing.FramingException>(Frames("123456789\r\n", size, framing));
        await Fails<Framing.FramingException>(Frames("one\r\ntwo", size, framing));
        Assert.Equal(["one", "two"], await Frames("one\r\ntwo", size, Framing.Delimiter(ByteString.FromString("\r\n"), 8, allowTruncation: true)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Length_fields_and_the_simple_protocol_are_inverse(int size)
    {
        string[] messages = ["a", "", "hello", new string('x', 20)];
        var encoded = (await Source.From(messages.Select(ByteString.FromString)).Via(Framing.SimpleFramingProtocolEncoder(20))
            .RunWith(Sink.Seq<ByteString>(), Materializer).WaitAsync(Limit)).Aggregate(ByteString.Empty, (all, next) => all + next);
        var pieces = encoded.ToArray().Chunk(size).Select(ByteString.FromBytes).ToArray();
        var decoded = await Source.From(pieces).Via(Framing.SimpleFramingProtocolDecoder(20)).RunWith(Sink.Seq<ByteString>(), Materializer).WaitAsync(Limit);
        Assert.Equal(messages, decoded.Select(message => message.ToString()));
        await Fails<Framing.FramingException>(Source.From(pieces).Via(Framing.SimpleFramingProtocolDecoder(10)).RunWith(Sink.Ignore<ByteString>(), Materializer));
        await Fails<Framing.FramingException>(Source.Single(encoded.Slice(0, encoded.Count - 1)).Via(Framing.SimpleFramingProtocolDecoder(20)).RunWith(Sink.Ignore<ByteString>(), Materializer));
        var little = Source.Single(ByteString.FromBytes([9, 2, 0, 7, 8])).Via(Framing.LengthField(2, 10, 1)).RunWith(Sink.First<ByteString>(), Materializer);
        Assert.Equal([9, 2, 0, 7, 8], (await little.WaitAsync(Limit)).ToArray());
        Assert.Throws<ArgumentException>(() => Framing.LengthField(5, 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Json_objects_are_found_by_their_braces(int size)
    {
        const string text = """
            [{"a":1}, {"b":"}\"{" , "c":{"d":[]}}
            {}, ]
            """;
        Assert.Equal(["""{"a":1}""", """{"b":"}\"{" , "c":{"d":[]}}""", "{}"], await Frames(text, size, JsonFraming.ObjectScanner(100)));
        await Fails<Framing.FramingException>(Frames(text, size, JsonFraming.ObjectScanner(10)));
        await Fails<Framing.FramingException>(Frames("x{}", size, JsonFraming.ObjectScanner(10)));
        await Fails<Framing.FramingException>(Frames("{\"a\"", size, JsonFraming.ObjectScanner(10)));
    }

    [Fact]
    public void Slices_and_sums_of_bytes_are_the_bytes()
    {
        var all = ByteString.FromString("hello") + ByteString.FromString(" ") + ByteString.FromString("world");
        Assert.False(all.IsCompact);
        Assert.Equal("hello world", all.ToString());
        Assert.Equal("lo wo", all.Slice(3, 5).ToString());
        Assert.Equal("world", all.Slice(6).ToString());
        Assert.Equal(7, all.IndexOf((byte)'o', 5));
        Assert.Equal(-1, all.IndexOf((byte)'x'));
        Assert.True(all.HasSubstring(ByteString.FromString("o w"), 4));
        Assert.Equal(ByteString.FromString("hello world"), all);
        Assert.Equal(ByteString.FromString("hello world").GetHashCode(), all.GetHashCode());
        Assert.Equal(ByteString.Empty, all.Slice(20));
        Assert.Throws<IndexOutOfRangeException>(() => all[11]);
    }
}
