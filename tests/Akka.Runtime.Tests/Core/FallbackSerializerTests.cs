using System.Text;
using Akka.Serialization;

namespace Akka.Runtime.Tests.Core;

/// <summary>The fall-back serializer at its limits: deep graphs, text behind an interface, and bytes that are none of its own.</summary>
public sealed class FallbackSerializerTests : TestSystem
{
    private sealed record Nest(object? Inner);

    private sealed record Sorted(IComparable Key, SortedDictionary<string, int> Values);

    private Serializer Serializer => System.Serialization.FindSerializerForType(typeof(Nest));

    private object Read(string json, Type type) => Serializer.FromBinary(Encoding.UTF8.GetBytes(json), type);

    private static Nest Deep(int depth)
    {
        Nest nest = new((object?)null);
        for (var i = 1; i < depth; i++) nest = new Nest(new object[] { nest });
        return nest;
    }

    [Fact]
    public void A_graph_as_deep_as_allowed_comes_back_and_a_deeper_one_is_refused()
    {
        var read = Serializer.FromBinary<Nest>(Serializer.ToBinary(Deep(128)));
        var depth = 1;
        while (read.Inner is object[] inner)
        {
            read = (Nest)inner[0];
            depth++;
        }

        Assert.Equal(128, depth);
        Assert.Throws<SerializationException>(() => Serializer.ToBinary(Deep(200)));
    }

    [Fact]
    public void A_text_comes_back_where_only_what_it_can_do_is_declared()
    {
        var read = Serializer.FromBinary<Sorted>(Serializer.ToBinary(new Sorted("key", new() { ["b"] = 2, ["a"] = 1 })));
        Assert.Equal("key", read.Key);
        Assert.Equal(["a", "b"], read.Values.Keys);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"Key\":{\"$type\":\"System.Int32\",\"$value\":\"x\"}}")]
    [InlineData("{\"Key\":{\"$type\":\"No.Such.Type\"}}")]
    [InlineData("{\"Key\":{\"$type\":\"System.Action\"}}")]
    [InlineData("{\"Values\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"2\"}]}")]
    [InlineData("{\"Values\":[{\"$type\":\"System.Int32\",\"$value\":\"1\"}]}")]
    public void Bytes_of_nothing_that_was_written_are_one_kind_of_error(string json) =>
        Assert.Throws<SerializationException>(() => Read(json, typeof(Sorted)));
}
