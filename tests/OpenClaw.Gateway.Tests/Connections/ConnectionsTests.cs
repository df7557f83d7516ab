using System.Net;
using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Tests.Connections;

public sealed class ConnectionsTests : GatewayTest
{
    [Theory]
    [InlineData(null)]
    [InlineData(1500)]
    [Trait("Statement", "EVT-05")]
    [Trait("Statement", "EVT-06")]
    [Trait("Statement", "SAFE-07")]
    public async Task A_stop_sends_shutdown_then_closes_with_1012(int? restartExpectedMs)
    {
        var (open, _) = await ConnectAsync();
        var (handshaking, _) = await OpenAsync();
        Supervisor.Tell(new GatewayProtocol.Stop("gateway stopping", restartExpectedMs), TestActor);

        var shutdown = await open.EventAsync("shutdown");
        var payload = restartExpectedMs is null ? """{"reason":"gateway stopping"}""" : """{"reason":"gateway stopping","restartExpectedMs":1500}""";
        Assert.Equal(payload, shutdown.GetProperty("payload").GetRawText());
        Assert.True(shutdown.GetProperty("seq").GetInt64() >= 1);
        Assert.Equal((1012, "service restart"), await open.ClosedAsync());
        Assert.Equal((1012, "service restart"), await handshaking.ClosedAsync());
        Assert.Empty(handshaking.Unread());
        await ExpectMsgAsync<GatewayProtocol.Stopped>(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_socket_that_comes_during_a_stop_is_closed_with_1012()
    {
        Gateway.Connections.Tell(new ConnectionsProtocol.Drain("gateway stopping", null), TestActor);
        await ExpectMsgAsync<ConnectionsProtocol.Drained>(TimeSpan.FromSeconds(60));
        var socket = new FakeSocket();
        Gateway.Connections.Tell(new ConnectionsProtocol.Accept(socket));
        Assert.Equal((1012, "service restart"), await socket.ClosedAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_close_is_cut_when_the_drain_times_out()
    {
        var (socket, _) = await ConnectAsync(socket: new FakeSocket { IgnoresClose = true });
        Gateway.Connections.Tell(new ConnectionsProtocol.Drain("gateway stopping", null), TestActor);
        await socket.ClosedAsync();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        Advance(TimeSpan.FromSeconds(2));
        await ExpectMsgAsync<ConnectionsProtocol.Drained>(TimeSpan.FromSeconds(60));
        Assert.True(socket.IsAborted);
    }

    [Fact]
    public async Task Sockets_that_come_one_after_another_have_their_streams_on_different_actors()
    {
        var streams = new HashSet<ActorPath>();
        for (var i = 0; i < 8; i++)
        {
            var (socket, _) = await ConnectAsync();
            Assert.True(streams.Add(socket.Streams.Path));
        }
    }

    [Fact]
    public async Task More_sockets_than_may_be_are_closed_with_1013()
    {
        Connections = Connections with { MaxConnections = 2 };
        var (first, _) = await ConnectAsync();
        await ConnectAsync();
        var third = new FakeSocket();
        Gateway.Connections.Tell(new ConnectionsProtocol.Accept(third));
        Assert.Equal((1013, "gateway busy"), await third.ClosedAsync());

        // A refused socket holds its place until it has closed.
        var refused = await third.ConnectionAsync();
        Watch(refused);
        await ExpectTerminatedAsync(refused, TimeSpan.FromSeconds(60));
        await CountedAsync(open: 2);
        var connection = await first.ConnectionAsync();
        Watch(connection);
        first.End();
        await ExpectTerminatedAsync(connection, TimeSpan.FromSeconds(60));
        await CountedAsync(open: 1);
        await ConnectAsync();
    }

    [Fact]
    public async Task More_handshakes_than_may_be_are_closed_with_1013_while_open_clients_go_on()
    {
        Connections = Connections with { MaxHandshakes = 2 };
        var (open, _) = await ConnectAsync();
        await OpenAsync();
        await OpenAsync();
        var third = new FakeSocket();
        Gateway.Connections.Tell(new ConnectionsProtocol.Accept(third));
        Assert.Equal((1013, "gateway busy"), await third.ClosedAsync());
        await open.CallAsync("health");
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "127.0.0.1", "192.0.2.7")]
    [InlineData("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1")]
    public async Task Who_fills_all_handshakes_and_says_nothing_gives_way_to_another_address(string first, string second, string third, string other)
    {
        Connections = Connections with { MaxHandshakes = 3 };
        var (oldest, _) = await OpenAsync(SocketOf(first));
        await OpenAsync(SocketOf(second));
        await OpenAsync(SocketOf(third));

        await OpenAsync(SocketOf(other));
        Assert.Equal((1013, "gateway busy"), await oldest.ClosedAsync());

        // Its own next socket is not worth another of its seats.
        var fourth = SocketOf(first);
        Gateway.Connections.Tell(new ConnectionsProtocol.Accept(fourth));
        Assert.Equal((1013, "gateway busy"), await fourth.ClosedAsync());

        static FakeSocket SocketOf(string address) => new() { Peer = new RemotePeer { Address = IPAddress.Parse(address), Port = 40000, Host = "gateway.example" } };
    }

    [Fact]
    public async Task A_client_that_reads_too_slowly_is_closed_with_1008_and_others_are_not()
    {
        var (slow, _) = await ConnectAsync();
        var (good, _) = await ConnectAsync();
        slow.IsFull = true;
        await slow.RequestAsync("health");
        Assert.Equal((1008, "slow consumer"), await slow.ClosedAsync());
        await good.CallAsync("health");
    }

    [Fact]
    public async Task Nothing_is_left_when_every_client_is_gone()
    {
        var sockets = new List<FakeSocket>();
        for (var i = 0; i < 20; i++)
        {
            var (socket, _) = await ConnectAsync("test", "test", instanceId: $"i{i}");
            sockets.Add(socket);
        }

        foreach (var socket in sockets)
        {
            var connection = await socket.ConnectionAsync();
            Watch(connection);
            if (socket == sockets[0])
            {
                await socket.SignalAsync(new SocketProtocol.Failed(new IOException("reset")));
            }
            else
            {
                await socket.SignalAsync(new SocketProtocol.Closed(1005, ""));
            }

            await ExpectTerminatedAsync(connection, TimeSpan.FromSeconds(60));
        }

        await CountedAsync(open: 0);
    }

    /// <summary>Waits until no handshake is under way and so many connections are open.</summary>
    private Task CountedAsync(int open) => UntilAsync(
        async () => await Gateway.Connections.Ask<ConnectionsProtocol.ConnectionCount>(ConnectionsProtocol.GetCount.Instance, TimeSpan.FromSeconds(60)) == new ConnectionsProtocol.ConnectionCount(open, 0),
        $"{open} connections are open");
}
