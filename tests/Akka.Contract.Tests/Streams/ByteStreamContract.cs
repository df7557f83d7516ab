using System.Text;
using Akka.IO;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Contract.Tests.Streams;

/// <summary>Streams of elements from and to files and <see cref="Stream"/>s.</summary>
public sealed class ByteStreamContract : StreamTest
{
    private static async Task<string> Text(Task<System.Collections.Immutable.IImmutableList<ByteString>> pieces) =>
        (await pieces.WaitAsync(Limit)).Aggregate(ByteString.Empty, (all, next) => all + next).ToString();

    [Fact]
    public async Task A_file_is_written_appended_and_read()
    {
        var file = new FileInfo(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        try
        {
            var wrote = await Source.From(["hello ", "world"]).Select(ByteString.FromString).RunWith(FileIO.ToFile(file), Materializer).WaitAsync(Limit);
            Assert.Equal((true, 11), (wrote.WasSuccessful, wrote.Count));
            await Source.Single(ByteString.FromString("!")).RunWith(FileIO.ToFile(file, FileMode.Append), Materializer).WaitAsync(Limit);
            var (read, text) = FileIO.FromFile(file, chunkSize: 4, startPosition: 6).ToMaterialized(Sink.Seq<ByteString>(), Keep.Both).Run(Materializer);
            Assert.Equal("world!", await Text(text));
            Assert.Equal(6, (await read.WaitAsync(Limit)).Count);
        }
        finally
        {
            file.Delete();
        }
    }

    [Fact]
    public async Task What_cannot_be_opened_fails_the_stream_and_is_told_by_the_value()
    {
        var missing = new FileInfo(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "none"));
        var (read, rest) = FileIO.FromFile(missing).ToMaterialized(Sink.Ignore<ByteString>(), Keep.Both).Run(Materializer);
        await Fails<DirectoryNotFoundException>(rest);
        Assert.IsType<DirectoryNotFoundException>((await read.WaitAsync(Limit)).Error);
        var written = await Source.Never<ByteString>().RunWith(FileIO.ToFile(missing), Materializer).WaitAsync(Limit);
        Assert.False(written.WasSuccessful);
    }

    [Fact]
    public async Task A_failing_upstream_keeps_what_was_written()
    {
        var memory = new MemoryStream();
        var source = Source.From([1, 2, 3]).Select(n => n == 3 ? throw new InvalidOperationException("boom") : ByteString.FromBytes([(byte)n]));
        var result = await source.RunWith(StreamConverters.FromOutputStream(() => memory, autoFlush: true), Materializer).WaitAsync(Limit);
        Assert.Equal("boom", result.Error.Message);
    }

    [Fact]
    public async Task A_reader_blocks_until_there_are_bytes_and_sees_the_end()
    {
        var stream = Source.From(["one,", "two,", "three"]).Select(ByteString.FromString).RunWith(StreamConverters.AsInputStream(), Materializer);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Equal("one,two,three", await Task.Run(reader.ReadToEnd).WaitAsync(Limit));

        var silent = Source.Never<ByteString>().RunWith(StreamConverters.AsInputStream(TimeSpan.FromMilliseconds(20)), Materializer);
        Assert.Throws<TimeoutException>(() => silent.ReadByte());
        var failing = Source.Failed<ByteString>(new InvalidOperationException("boom")).RunWith(StreamConverters.AsInputStream(), Materializer);
        Assert.Equal("boom", Assert.Throws<IOException>(() => failing.ReadByte()).Message);
    }

    [Fact]
    public async Task A_writer_feeds_the_stream_until_it_is_closed()
    {
        var (stream, text) = StreamConverters.AsOutputStream().ToMaterialized(Sink.Seq<ByteString>(), Keep.Both).Run(Materializer);
        await Task.Run(() =>
        {
            for (var i = 0; i < 100; i++) stream.Write(Encoding.UTF8.GetBytes($"{i},"));
            stream.Flush();
            stream.Dispose();
        }).WaitAsync(Limit);
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},")), await Text(text));

        var full = StreamConverters.AsOutputStream(TimeSpan.FromMilliseconds(20)).WithAttributes(Attributes.CreateInputBuffer(1, 1))
            .To(Sink.FromGraph(Flow.Create<ByteString>().InitialDelay(TimeSpan.FromMinutes(1)).To(Sink.Ignore<ByteString>()))).Run(Materializer);
        full.WriteByte(1);
        Assert.Throws<TimeoutException>(() => full.WriteByte(2));
    }
}
