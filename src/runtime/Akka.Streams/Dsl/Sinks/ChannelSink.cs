using System.Threading.Channels;

namespace Akka.Streams.Dsl;

/// <summary>Channels as sinks.</summary>
public static class ChannelSink
{
    /// <inheritdoc cref="Sink.ChannelReader{TIn}"/>
    public static Sink<T, ChannelReader<T>> AsReader<T>(int bufferSize, bool singleReader = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        Sink.ChannelReader<T>(bufferSize, singleReader, fullMode);

    /// <inheritdoc cref="Sink.FromWriter{TIn}"/>
    public static Sink<T, NotUsed> FromWriter<T>(ChannelWriter<T> writer, bool isOwner) => Sink.FromWriter(writer, isOwner);
}
