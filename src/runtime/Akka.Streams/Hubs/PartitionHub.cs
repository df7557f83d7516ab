using System.Collections.Immutable;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>A sink whose value is a source for consumers that come and go; each element goes to one of them, chosen by a function.</summary>
public static class PartitionHub
{
    private const int DefaultBufferSize = 256;

    /// <summary>What the choosing function may ask.</summary>
    public interface IConsumerInfo
    {
        /// <summary>Ids of the consumers, in the order in which they came.</summary>
        ImmutableArray<long> ConsumerIds { get; }

        /// <summary>How many there are.</summary>
        int Size { get; }

        /// <summary>How many elements wait for a consumer.</summary>
        int QueueSize(long consumerId);

        /// <summary>The id at a position of <see cref="ConsumerIds"/>.</summary>
        long ConsumerIdByIndex(int index);
    }

    /// <summary>A hub whose function has a state, one for each run, and chooses by id; a negative id drops the element.</summary>
    /// <param name="partitioner">Makes the function.</param>
    /// <param name="startAfterNrOfConsumers">Elements wait until so many consumers have come.</param>
    /// <param name="bufferSize">Elements of all consumers together that may wait; then the producer waits.</param>
    public static Sink<T, Source<T, NotUsed>> StatefulSink<T>(Func<Func<IConsumerInfo, T, long>> partitioner, int startAfterNrOfConsumers, int bufferSize = DefaultBufferSize)
    {
        if (bufferSize <= 0) throw new ArgumentException("Buffer size must be positive", nameof(bufferSize));
        return Dsl.Sink.FromGraph(new SinkStageOf<T, Source<T, NotUsed>>("PartitionHub", _ =>
        {
            var hub = new PartitionHubLogic<T>(partitioner(), startAfterNrOfConsumers, bufferSize);
            return (hub, Source.FromGraph(new SourceStageOf<T>("PartitionHubConsumer", _ => new HubConsumerLogic<T>(hub))));
        }));
    }

    /// <summary>A hub whose function chooses by position, given how many consumers there are; a negative position drops the element.</summary>
    public static Sink<T, Source<T, NotUsed>> Sink<T>(Func<int, T, int> partitioner, int startAfterNrOfConsumers, int bufferSize = DefaultBufferSize) =>
        StatefulSink<T>(
            () => (consumers, element) =>
            {
                var index = partitioner(consumers.Size, element);
                return index < 0 ? -1 : consumers.ConsumerIdByIndex(index);
            },
            startAfterNrOfConsumers,
            bufferSize);
}
