using System.Net;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Tests.Connections;

public sealed class RefusalNoticesTests : GatewayTest
{
    private static readonly IPAddress s_stranger = IPAddress.Parse("203.0.113.9");

    [Fact]
    public async Task Of_many_wrong_tokens_the_first_is_logged_and_the_rest_counted()
    {
        using var log = new LogLines(typeof(ConnectionsActor), LogLevel.Warning);
        Loggers = log;
        for (var i = 0; i < 5; i++)
        {
            await RefuseAsync(s_stranger);
        }

        await RefuseAsync(IPAddress.Parse("203.0.113.10"));
        Assert.EndsWith("(gateway-client/backend from 203.0.113.9).", await log.NextAsync());
        Assert.EndsWith("(gateway-client/backend from 203.0.113.10).", await log.NextAsync());

        Advance(RefusalNotices.Window);
        Assert.Equal("4 more handshakes from 203.0.113.9 were refused in the last 60 s.", await log.NextAsync());

        // In the next window nobody came: the one after begins as the first did.
        Advance(RefusalNotices.Window);
        await RefuseAsync(s_stranger);
        Assert.EndsWith("(gateway-client/backend from 203.0.113.9).", await log.NextAsync());
        Assert.Empty(log.Unread());
    }

    [Fact]
    public async Task Frames_that_are_no_handshake_count_as_refusals()
    {
        using var log = new LogLines(typeof(ConnectionsActor), LogLevel.Warning);
        Loggers = log;
        for (var i = 0; i < 3; i++)
        {
            var (socket, _) = await OpenAsync(new FakeSocket { Peer = new RemotePeer { Address = s_stranger, Host = "claw" } });
            await socket.RequestAsync("health");
            await socket.ClosedAsync();
        }

        Assert.EndsWith("no handshake: invalid handshake: first request must be connect (from 203.0.113.9).", await log.NextAsync());
        Advance(RefusalNotices.Window);
        Assert.StartsWith("2 more handshakes from 203.0.113.9", await log.NextAsync());
    }

    [Fact]
    public void An_IPv6_network_is_one_client()
    {
        var notices = new RefusalNotices();
        Assert.True(notices.Add(IPAddress.Parse("2001:db8::1")));
        Assert.False(notices.Add(IPAddress.Parse("2001:db8::ffff:2")));
        Assert.True(notices.Add(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.Equal([(IPAddress.Parse("2001:db8::"), 1)], notices.Close());
    }

    [Fact]
    public void Addresses_beyond_the_capacity_are_counted_together()
    {
        var notices = new RefusalNotices(capacity: 2);
        Assert.Equal([true, true, false, false], new byte[] { 1, 2, 3, 4 }.Select(last => notices.Add(new IPAddress([192, 0, 2, last]))));
        Assert.Equal([(null, 2)], notices.Close());
        Assert.False(notices.IsOpen);
    }

    private async Task RefuseAsync(IPAddress address)
    {
        var (socket, nonce) = await OpenAsync(new FakeSocket { Peer = new RemotePeer { Address = address, Host = "claw" } });
        await socket.RequestAsync("connect", ConnectParams(nonce: nonce, token: "wrong"));
        await socket.ClosedAsync();
    }
}
