using System.Net.WebSockets;
using System.Text;
using OpenClaw.Daemon.WebSockets;

namespace OpenClaw.Daemon.Tests.WebSockets;

public sealed class GatheringStreamTests
{
    private readonly Transport _transport = new();
    private readonly GatheringStream _stream;

    public GatheringStreamTests() => _stream = new GatheringStream(_transport);

    [Fact]
    public async Task Without_a_hold_each_write_goes_through()
    {
        await WriteAsync("one");
        await WriteAsync("two");
        Assert.Equal(["one", "two"], _transport.Writes);
    }

    [Fact]
    public async Task Held_writes_go_with_the_first_that_is_not_held()
    {
        _stream.Holds = true;
        await WriteAsync("one ");
        await WriteAsync("two ");
        Assert.Empty(_transport.Writes);
        _stream.Holds = false;
        await WriteAsync("three");
        await WriteAsync("four");
        Assert.Equal(["one two three", "four"], _transport.Writes);
    }

    [Fact]
    public async Task No_more_than_the_capacity_is_held_and_the_order_stays()
    {
        var half = new string('x', GatheringStream.Capacity / 2);
        var whole = new string('y', GatheringStream.Capacity);
        var larger = new string('z', GatheringStream.Capacity + 1);
        _stream.Holds = true;
        foreach (var text in (string[])[half, half, "a", whole, "b", larger])
        {
            await WriteAsync(text);
        }

        _stream.Holds = false;
        await WriteAsync("c");
        Assert.Equal(half + half + "a" + whole + "b" + larger + "c", string.Concat(_transport.Writes));
        Assert.Equal(half + half, _transport.Writes[0]);
        Assert.All(_transport.Writes.Where(write => write != larger), write => Assert.True(write.Length <= GatheringStream.Capacity));
    }

    [Fact]
    public async Task What_the_transport_does_not_take_at_once_is_not_touched_until_it_has()
    {
        _transport.Gate = new TaskCompletionSource();
        _stream.Holds = true;
        await WriteAsync("one ");
        _stream.Holds = false;
        var write = WriteAsync("two").AsTask();
        Assert.False(write.IsCompleted);
        _transport.Gate.SetResult();
        await write;
        await WriteAsync("three");
        Assert.Equal(["one two", "three"], _transport.Writes);
    }

    [Fact]
    public async Task A_web_socket_over_it_says_the_same_in_fewer_writes()
    {
        using var socket = WebSocket.CreateFromStream(_stream, new WebSocketCreationOptions { IsServer = true });
        foreach (var text in (string[])["one", "two", "three"])
        {
            _stream.Holds = text != "three";
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }

        Assert.Equal("\u0081\u0003one\u0081\u0003two\u0081\u0005three", Assert.Single(_transport.Writes));
    }

    private ValueTask WriteAsync(string text) => _stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Keeps what was written, write by write; waits for the gate, and reads the bytes only after it.</summary>
    private sealed class Transport : MemoryStream
    {
        public List<string> Writes { get; } = [];

        public TaskCompletionSource? Gate { get; set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Gate is { } gate)
            {
                await gate.Task;
            }

            Writes.Add(Encoding.Latin1.GetString(buffer.Span));
        }
    }
}
