using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>A source whose value is a sink for any number of producers, which come and go.</summary>
public static class MergeHub
{
    /// <summary>Elements that one producer may have on their way, unless told otherwise.</summary>
    private const int DefaultPerProducerBufferSize = 16;

    /// <summary>A hub with a buffer of 16 elements a producer.</summary>
    public static Source<T, Sink<T, NotUsed>> Source<T>() => Source<T>(DefaultPerProducerBufferSize);

    /// <summary>A hub with a buffer of <paramref name="perProducerBufferSize"/> elements a producer.</summary>
    /// <remarks>
    /// A producer that fails or completes just leaves. When the source ends, producers are cancelled; later ones are cancelled at once.
    /// </remarks>
    public static Source<T, Sink<T, NotUsed>> Source<T>(int perProducerBufferSize)
    {
        if (perProducerBufferSize <= 0) throw new ArgumentException("Buffer size must be positive", nameof(perProducerBufferSize));
        return Dsl.Source.FromGraph(new SourceStageOf<T, Sink<T, NotUsed>>("MergeHub", _ =>
        {
            var hub = new MergeHubLogic<T>(perProducerBufferSize);
            return (hub, Sink.FromGraph(new SinkStageOf<T>("MergeHubProducer", _ => new MergeHubProducerLogic<T>(hub))));
        }));
    }

    /// <summary>A producer failed; the log line's cause.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1710", Justification = "The name is part of the API that this stands for.")]
    public sealed class ProducerFailed(string message, Exception cause) : Exception(message, cause);
}
