using Akka.IO;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Cuts a stream of bytes into JSON objects.</summary>
public static class JsonFraming
{
    /// <summary>
    /// The objects of a list, or of a text in which they are separated by commas, blanks or new lines. Only braces and strings are looked at: what is
    /// inside may still be no JSON.
    /// </summary>
    /// <param name="maximumObjectLength">A longer object fails the stream.</param>
    public static Flow<ByteString, ByteString, NotUsed> ObjectScanner(int maximumObjectLength) =>
        Flow.FromGraph(new FlowStageOf<ByteString, ByteString>("jsonFraming", _ => new JsonObjectLogic(maximumObjectLength)));
}
