using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using OpenClaw.Daemon.WebSockets;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.Tests.WebSockets;

/// <summary>What goes out, as the framework's client reads it and as bytes.</summary>
public sealed class SocketWriterTests
{
    [Fact]
    public async Task Messages_of_every_kind_of_length_arrive_as_they_were_written()
    {
        using var pair = await WebSocketPair.CreateAsync();
        int[] lengths = [0, 1, 123, 124, 125, 126, 127, 4096, 32_766, 32_767, 32_768, 32_769, 65_533, 65_534, 65_535, 65_536, 65_537, 200_000];
        var texts = lengths.Select(length => $"\"{new string('x', length)}\"").ToArray();
        var write = Task.Run(async () =>
        {
            await pair.Writer.WriteAsync(Batch(texts));
            foreach (var text in texts)
            {
                await pair.Writer.WriteAsync(Batch(text));
            }
        });
        foreach (var text in (string[])[.. texts, .. texts])
        {
            Assert.Equal(text, (await pair.ReceiveTextAsync()).GetRawText());
        }

        await write;
    }

    [Fact]
    public async Task A_batch_is_one_write_of_the_transport()
    {
        var transport = new Transport();
        await new SocketWriter(PipeWriter.Create(transport)).WriteAsync(Batch("one", "two", "three"));
        Assert.Equal("\u0081\u0003one\u0081\u0003two\u0081\u0005three", Assert.Single(transport.Writes));
    }

    [Fact]
    public async Task Only_broadcasts_are_numbered()
    {
        var transport = new Transport();
        var writer = new SocketWriter(PipeWriter.Create(transport));
        var batch = Batch("res");
        batch.Add(new OutboundFrame("{"u8.ToArray(), "1"u8.ToArray(), "}"u8.ToArray(), sequenced: true));
        await writer.WriteAsync(batch);
        await writer.WriteAsync(batch);
        Assert.Equal("\u0081\u0003res\u0081\u000b{1,\"seq\":1}\u0081\u0003res\u0081\u000b{1,\"seq\":2}", string.Concat(transport.Writes));
    }

    [Fact]
    public async Task A_large_message_goes_out_in_pieces_that_wait_for_the_transport()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
        var write = new SocketWriter(pipe.Writer).WriteAsync(Batch(new string('x', 1_000_000))).AsTask();
        var most = 0L;
        var total = 0L;
        while (total < 1_000_000 + 10)
        {
            var read = await pipe.Reader.ReadAsync();
            most = Math.Max(most, read.Buffer.Length);
            total += read.Buffer.Length;
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        await write;
        Assert.True(most < 200_000, $"{most} bytes were in the transport at once");
    }

    [Fact]
    public async Task Nothing_follows_a_close_frame()
    {
        var transport = new Transport();
        var writer = new SocketWriter(PipeWriter.Create(transport));
        using var socket = WebSocket.CreateFromStream(new UpgradedStream(transport, writer), new WebSocketCreationOptions { IsServer = true });
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await writer.WriteAsync(Batch("late"));
        Assert.Equal("\u0088\u0002\u0003\u00e8", Assert.Single(transport.Writes));
    }

    [Fact]
    public async Task A_connection_that_has_gone_is_an_error()
    {
        var pipe = new Pipe();
        var writer = new SocketWriter(pipe.Writer);
        await pipe.Reader.CompleteAsync();
        await Assert.ThrowsAsync<IOException>(async () => await writer.WriteAsync(Batch("x")));
        await Assert.ThrowsAsync<IOException>(async () => await writer.WriteAsync((byte[])[0x8A, 0], CancellationToken.None));
    }

    [Fact]
    public async Task The_end_waits_for_what_is_being_written_and_nothing_follows_it()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
        var writer = new SocketWriter(pipe.Writer);
        var write = writer.WriteAsync(Batch(new string('x', 80_000))).AsTask();
        var end = writer.EndAsync().AsTask();
        var ping = writer.WriteAsync((byte[])[0x89, 0], CancellationToken.None).AsTask();
        Assert.False(end.IsCompleted);
        var total = 0L;
        while (total < 80_000 + 10)
        {
            var read = await pipe.Reader.ReadAsync();
            total += read.Buffer.Length;
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        await write;
        await end;
        await Assert.ThrowsAsync<IOException>(() => ping);
        await Assert.ThrowsAsync<IOException>(async () => await writer.WriteAsync(Batch("late")));
        Assert.False(pipe.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_the_web_socket_says_by_itself_comes_between_messages_and_never_into_one()
    {
        using var pair = await WebSocketPair.CreateAsync();
        const int Count = 2000;
        var messages = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                await pair.Writer.WriteAsync(Batch($"{i}", $"\"{new string('x', i % 100 == 0 ? 100_000 : i)}\""));
            }
        });
        using var done = new CancellationTokenSource();
        var pongs = Task.Run(async () =>
        {
            // An unsolicited pong is legal (RFC 6455, 5.5.3), and a client has no way to make the server send them at this rate.
            while (!done.IsCancellationRequested)
            {
                await pair.Writer.WriteAsync((byte[])[0x8A, 4, 1, 2, 3, 4], CancellationToken.None);
            }
        });
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(i, (await pair.ReceiveTextAsync()).GetInt32());
            Assert.Equal(i % 100 == 0 ? 100_000 : i, (await pair.ReceiveTextAsync()).GetString()!.Length);
        }

        await messages;
        await done.CancelAsync();
        await pongs;
    }

    private static OutboundBatch Batch(params ReadOnlySpan<string> texts)
    {
        var batch = new OutboundBatch();
        foreach (var text in texts)
        {
            batch.Add(new OutboundFrame(Encoding.UTF8.GetBytes(text)));
        }

        return batch;
    }

    /// <summary>Keeps what was written, write by write.</summary>
    private sealed class Transport : MemoryStream
    {
        public List<string> Writes { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes.Add(Encoding.Latin1.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }
    }
}
