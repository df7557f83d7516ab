using Akka.IO;
using Akka.Streams.IO;
using Akka.Streams.Implementation.IO;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Between streams of elements and <see cref="System.IO.Stream"/>s.</summary>
public static class StreamConverters
{
    /// <summary>The bytes of a stream, which is opened and closed with the run. Its value says how many; it does not fail.</summary>
    /// <param name="createInputStream">Opens the stream.</param>
    /// <param name="chunkSize">Most bytes of one element.</param>
    public static Source<ByteString, Task<IOResult>> FromInputStream(Func<Stream> createInputStream, int chunkSize = 8192)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        return Source.FromGraph(new SourceStageOf<ByteString, Task<IOResult>>("InputStreamSource", _ =>
        {
            var logic = new InputStreamLogic(createInputStream, chunkSize);
            return (logic, logic.Result);
        }));
    }

    /// <summary>Writes to a stream, which is opened and closed with the run. Its value says how many bytes; it does not fail.</summary>
    /// <param name="createOutputStream">Opens the stream.</param>
    /// <param name="autoFlush">Whether it is flushed after each element.</param>
    public static Sink<ByteString, Task<IOResult>> FromOutputStream(Func<Stream> createOutputStream, bool autoFlush = false) =>
        Sink.FromGraph(new SinkStageOf<ByteString, Task<IOResult>>("OutputStreamSink", _ =>
        {
            var logic = new OutputStreamLogic(createOutputStream, autoFlush);
            return (logic, logic.Result);
        }));

    /// <summary>A sink whose value is a stream to read from; reading blocks until there are bytes.</summary>
    /// <param name="readTimeout">How long a read waits before it fails with <see cref="TimeoutException"/>; 5 s by default.</param>
    public static Sink<ByteString, Stream> AsInputStream(TimeSpan? readTimeout = null) =>
        Sink.FromGraph(new SinkStageOf<ByteString, Stream>("InputStreamSink", attributes =>
        {
            var logic = new ReadableSinkLogic(Capacity(attributes), readTimeout ?? TimeSpan.FromSeconds(5));
            return (logic, logic.Readable);
        }));

    /// <summary>A source whose value is a stream to write to; writing blocks while the buffer is full, and a flush until it is empty.</summary>
    /// <param name="writeTimeout">How long a write waits before it fails with <see cref="TimeoutException"/>; 5 s by default.</param>
    public static Source<ByteString, Stream> AsOutputStream(TimeSpan? writeTimeout = null) =>
        Source.FromGraph(new SourceStageOf<ByteString, Stream>("OutputStreamSource", attributes =>
        {
            var logic = new WritableSourceLogic(Capacity(attributes), writeTimeout ?? TimeSpan.FromSeconds(5));
            return (logic, logic.Writable);
        }));

    private static int Capacity(Attributes attributes) => Math.Max(1, attributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16);
}

/// <summary>Files as sources and sinks of bytes.</summary>
public static class FileIO
{
    /// <summary>The bytes of a file from a position on. Its value says how many; it does not fail.</summary>
    public static Source<ByteString, Task<IOResult>> FromFile(FileInfo f, int chunkSize = 8192, long startPosition = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startPosition);
        return StreamConverters.FromInputStream(
            () =>
            {
                var file = f.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                file.Seek(startPosition, SeekOrigin.Begin);
                return file;
            },
            chunkSize).Named("fileSource");
    }

    /// <summary>Writes to a file. Its value says how many bytes; it does not fail.</summary>
    /// <param name="f">The file.</param>
    /// <param name="fileMode">How it is opened; emptied or made by default.</param>
    /// <param name="startPosition">Where writing begins.</param>
    /// <param name="autoFlush">Whether it is flushed after each element.</param>
    public static Sink<ByteString, Task<IOResult>> ToFile(FileInfo f, FileMode? fileMode = null, long startPosition = 0, bool autoFlush = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startPosition);
        return StreamConverters.FromOutputStream(
            () =>
            {
                var mode = fileMode ?? FileMode.Create;
                var file = f.Open(mode, FileAccess.Write, FileShare.Read);
                if (startPosition > 0 && mode != FileMode.Append) file.Seek(startPosition, SeekOrigin.Begin);
                return file;
            },
            autoFlush).Named("fileSink");
    }
}
