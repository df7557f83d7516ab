using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>A sink whose value is a source for any number of consumers, which come and go.</summary>
public static class BroadcastHub
{
    private const int DefaultBufferSize = 256;

    /// <summary>A hub with a buffer of 256 elements.</summary>
    public static Sink<T, Source<T, NotUsed>> Sink<T>() => Sink<T>(DefaultBufferSize);

    /// <summary>A hub with a buffer of <paramref name="bufferSize"/> elements, a power of two below 4096.</summary>
    /// <remarks>
    /// A consumer gets what comes after it joined. The slowest one holds the producer, by at most the buffer. Without a consumer, the buffer is
    /// filled and then the producer waits; the first consumer gets what was kept.
    /// </remarks>
    public static Sink<T, Source<T, NotUsed>> Sink<T>(int bufferSize)
    {
        if (bufferSize <= 0) throw new ArgumentException("Buffer size must be positive", nameof(bufferSize));
        if (bufferSize >= 4096) throw new ArgumentException("Buffer size larger then 4095 is not allowed", nameof(bufferSize));
        if ((bufferSize & (bufferSize - 1)) != 0) throw new ArgumentException("Buffer size must be a power of two", nameof(bufferSize));
        return Dsl.Sink.FromGraph(new SinkStageOf<T, Source<T, NotUsed>>("BroadcastHub", _ =>
        {
            var hub = new BroadcastHubLogic<T>(bufferSize);
            return (hub, Source.FromGraph(new SourceStageOf<T>("BroadcastHubConsumer", _ => new HubConsumerLogic<T>(hub))));
        }));
    }
}
