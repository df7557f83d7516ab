using System.Threading.Channels;

namespace Akka.Streams.Dsl;

/// <summary>Channels as sources.</summary>
public static class ChannelSource
{
    /// <inheritdoc cref="Source.Channel{T}"/>
    public static Source<T, ChannelWriter<T>> Create<T>(int bufferSize, bool singleWriter = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        Source.Channel<T>(bufferSize, singleWriter, fullMode);

    /// <inheritdoc cref="Source.ChannelReader{T}"/>
    public static Source<T, NotUsed> FromReader<T>(ChannelReader<T> reader) => Source.ChannelReader(reader);
}
