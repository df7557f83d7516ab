using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.Streams;
using OpenClaw.Daemon.WebSockets;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.Tests.WebSockets;

/// <summary>The two streams of a socket between a pair of connected WebSockets, with a scripted actor at their end.</summary>
public sealed class SocketGraphTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("socket-graph");
    private readonly BlockingCollection<SocketProtocol.ISocketSignal> _signals = [];
    private WebSocketPair _pair = null!;
    private SocketConnection _connection = null!;
    private IOutbound _outbound = null!;

    public async Task InitializeAsync()
    {
        _pair = await WebSocketPair.CreateAsync();
        _connection = new SocketConnection(_pair.Server, _pair.Writer, new RemotePeer { Address = System.Net.IPAddress.Loopback }, new SocketOptions { DropAboveBytes = 20_000_000, CloseTimeout = TimeSpan.FromSeconds(50) }, TimeProvider.System, _pair.CutServer);
        var actor = _system.ActorOf(Props.Create(() => new Receiver(_signals)));
        _outbound = _connection.Run(actor, _system.Materializer());
        Assert.IsType<SocketProtocol.Opened>(Next());
    }

    public async Task DisposeAsync()
    {
        _outbound.Abort();
        await _connection.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        await _system.Terminate();
        _pair.Dispose();
        _signals.Dispose();
    }

    [Fact, Trait("Statement", "KEEP-01"), Trait("Statement", "EVT-04"), Trait("Statement", "GAP-02")]
    public async Task Ticks_arrive_without_other_traffic_and_share_the_numbers_of_the_events()
    {
        _outbound.StartTicks(TimeSpan.FromMilliseconds(20));
        for (var seq = 1; seq <= 10; seq++)
        {
            if (seq % 3 == 0)
            {
                _outbound.TryEnqueue(Event("x"));
            }

            var frame = await _pair.ReceiveTextAsync();
            Assert.Equal(seq, frame.GetProperty("seq").GetInt32());
        }

        Assert.True(_outbound.BufferedBytes >= 0, "ticks are not in the count that they are taken from");
    }

    [Fact, Trait("Statement", "KEEP-02")]
    public async Task An_answer_is_a_frame_of_its_own_and_no_tick_stands_for_it()
    {
        _outbound.StartTicks(TimeSpan.FromMilliseconds(20));
        Assert.Equal("tick", (await _pair.ReceiveTextAsync()).GetProperty("event").GetString());
        _outbound.TryEnqueue(new OutboundFrame("{\"type\":\"res\",\"id\":\"1\",\"payload\":"u8.ToArray(), "{\"status\":\"accepted\"}"u8.ToArray(), ",\"ok\":true}"u8.ToArray(), sequenced: false));

        var (ticks, answered) = (1, false);
        while (ticks < 5 || !answered)
        {
            var frame = await _pair.ReceiveTextAsync();
            if (frame.GetProperty("type").GetString() == "res")
            {
                // It is in no count of events, so the ticks' numbers go on as if it had not been there.
                Assert.False(frame.TryGetProperty("seq", out _));
                answered = true;
                continue;
            }

            Assert.Equal("tick", frame.GetProperty("event").GetString());
            Assert.Equal(++ticks, frame.GetProperty("seq").GetInt32());
        }
    }

    [Fact]
    public async Task Frames_arrive_in_order_whole_and_numbered_whatever_their_size()
    {
        int[] sizes = [0, 1, 100, 32_000, 33_000, 100_000, 3_000_000, 5];
        foreach (var size in sizes)
        {
            Assert.True(_outbound.TryEnqueue(Event(new string('é', size))));
        }

        for (var i = 0; i < sizes.Length; i++)
        {
            var frame = await _pair.ReceiveTextAsync();
            Assert.Equal((i + 1, sizes[i]), (frame.GetProperty("seq").GetInt32(), frame.GetProperty("payload").GetString()!.Length));
        }

        // A frame counts until its write has returned, which may be after the client has it.
        _outbound.Complete(1000, "");
        await _pair.ReceiveCloseAsync();
        await _pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await _connection.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _outbound.BufferedBytes);
    }

    [Fact]
    public async Task A_frame_that_replaces_another_leaves_no_hole_in_the_numbers()
    {
        // The large frame holds up the socket until the client reads, so that the others wait in the queue.
        _outbound.TryEnqueue(Event(new string('x', 8_000_000)));
        for (var i = 0; i < 50; i++)
        {
            _outbound.TryEnqueue(Event($"delta {i}", "run"));
        }

        _outbound.TryEnqueue(Event("end"));
        var seq = 0;
        var last = "";
        while (last != "end")
        {
            var frame = await _pair.ReceiveTextAsync();
            Assert.Equal(++seq, frame.GetProperty("seq").GetInt32());
            last = frame.GetProperty("payload").GetString()!;
        }

        // The large one, the newest of the fifty, and the end.
        Assert.Equal(3, seq);
    }

    [Fact]
    public async Task Messages_in_fragments_and_of_many_sizes_arrive_whole()
    {
        foreach (var size in (int[])[0, 1, 4095, 4096, 4097, 10_000, 65_000])
        {
            var text = $$"""{"type":"req","id":"{{size}}","method":"health","params":{"pad":"{{new string('a', size)}}"} }""";
            if (Encoding.UTF8.GetByteCount(text) > 64 * 1024)
            {
                continue;
            }

            await _pair.SendInFragmentsAsync(text, fragment: 1000);
            var frame = Assert.IsType<SocketProtocol.FrameReceived>(Next()).Frame;
            frame.Validate();
            Assert.Null(frame.Fault);
            Assert.Equal($"{size}", frame.Request.Id);
            Assert.Equal(text, Encoding.UTF8.GetString(frame.Bytes.Span));
            frame.Dispose();
        }
    }

    [Fact]
    public async Task The_limit_is_exact_and_can_be_raised()
    {
        await _pair.SendInFragmentsAsync(new string(' ', 64 * 1024), fragment: 64 * 1024);
        Assert.IsType<SocketProtocol.FrameReceived>(Next()).Frame.Dispose();
        _outbound.SetInboundLimit(100_000);
        await _pair.SendInFragmentsAsync(new string(' ', 100_000), fragment: 7_000);
        Assert.IsType<SocketProtocol.FrameReceived>(Next()).Frame.Dispose();
        await _pair.SendInFragmentsAsync(new string(' ', 100_001), fragment: 100_001);
        Assert.Equal(100_000, Assert.IsType<SocketProtocol.FrameTooLarge>(Next()).LimitBytes);
        _outbound.Complete(1009, "");
        Assert.Equal(1009, (int)(await _pair.ReceiveCloseAsync())!);
    }

    [Fact]
    public async Task The_clients_close_frame_is_told_and_answered_in_kind()
    {
        await _pair.Client.CloseOutputAsync((WebSocketCloseStatus)4001, "bye", CancellationToken.None);
        Assert.Equal(new SocketProtocol.Closed(4001, "bye"), Next());
        Assert.IsType<SocketProtocol.Ended>(Next());
        Assert.Equal(4001, (int)(await _pair.ReceiveCloseAsync())!);
        await _connection.Completion.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Completing_sends_what_is_queued_then_the_last_frame_then_the_close_frame()
    {
        _outbound.TryEnqueue(Event("queued"));
        _outbound.Complete(1012, "service restart", Event("last words"));
        _outbound.TryEnqueue(Event("too late"));
        Assert.Equal("queued", (await _pair.ReceiveTextAsync()).GetProperty("payload").GetString());
        Assert.Equal("last words", (await _pair.ReceiveTextAsync()).GetProperty("payload").GetString());
        Assert.Equal(1012, (int)(await _pair.ReceiveCloseAsync())!);
        Assert.Equal("service restart", _pair.Client.CloseStatusDescription);
    }

    [Fact]
    public async Task A_slow_client_that_reads_on_gets_its_close_frame_and_is_not_just_cut()
    {
        // Nobody reads: the kernel's buffers fill, then the queue, until something that must not be dropped finds no room.
        var large = Event(new string('a', 1_000_000));
        var taken = 0;
        while (_outbound.TryEnqueue(large))
        {
            Assert.True(++taken < 200, "the queue has no end");
        }

        Assert.True(_outbound.BufferedBytes < 3_000_000, "what was queued is given up with the client");
        _outbound.Complete(1008, "slow consumer");
        Assert.Equal(1008, (int)(await _pair.ReceiveCloseAsync())!);
        Assert.Equal("slow consumer", _pair.Client.CloseStatusDescription);
    }

    [Fact]
    public async Task What_a_client_sends_after_the_close_frame_is_thrown_away_and_its_own_is_heard()
    {
        _outbound.Complete(1012, "service restart");
        await _pair.ReceiveCloseAsync();
        foreach (var size in (int[])[0, 1, 5000, 64_000])
        {
            await _pair.SendInFragmentsAsync(new string(' ', size), fragment: 1000);
        }

        await _pair.Client.CloseOutputAsync((WebSocketCloseStatus)1012, "", CancellationToken.None);
        await _connection.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(1012, (int?)_pair.Server.CloseStatus);
    }

    [Fact]
    public async Task A_client_that_vanishes_is_told_as_a_failure()
    {
        _pair.CutClient();
        Assert.IsType<SocketProtocol.Failed>(Next());
        await _connection.Completion.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_socket_that_no_actor_takes_is_over_when_its_client_has_gone()
    {
        using var pair = await WebSocketPair.CreateAsync();
        var orphan = new SocketConnection(pair.Server, pair.Writer, new RemotePeer { Address = System.Net.IPAddress.Loopback }, new SocketOptions(), TimeProvider.System, pair.CutServer);
        orphan.Abort();
        await orphan.Completion.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_connection_is_over_only_when_nothing_writes_any_more()
    {
        _outbound.Complete(1000, "");
        await _pair.ReceiveCloseAsync();
        await _pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await _connection.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<IOException>(async () => await _pair.Writer.WriteAsync((byte[])[0x89, 0], CancellationToken.None));
    }

    private SocketProtocol.ISocketSignal Next()
    {
        Assert.True(_signals.TryTake(out var signal, TimeSpan.FromSeconds(60)), "no signal of the graph within a minute");
        return signal;
    }

    private static OutboundFrame Event(string payload, string? coalesceKey = null) =>
        new("{\"type\":\"event\",\"event\":\"e\",\"payload\":"u8.ToArray(), JsonSerializer.SerializeToUtf8Bytes(payload), "}"u8.ToArray(), sequenced: true)
        {
            Droppable = coalesceKey is not null,
            CoalesceKey = coalesceKey,
        };

    private sealed class Receiver : ReceiveActor
    {
        public Receiver(BlockingCollection<SocketProtocol.ISocketSignal> signals) => Receive<SocketProtocol.ISocketSignal>(signal =>
        {
            signals.Add(signal);
            if (signal is not (SocketProtocol.Ended or SocketProtocol.Failed))
            {
                Sender.Tell(SocketProtocol.Ack.Instance);
            }
        });
    }
}
