using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenClaw.Daemon.Process;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Process;

public sealed class ShutdownTests
{
    [Fact]
    [Trait("Statement", "EVT-05"), Trait("Statement", "SAFE-07"), Trait("Statement", "EVT-07")]
    public async Task Clients_get_the_shutdown_event_then_close_1012_and_the_gateway_ends_with_0()
    {
        var daemon = await DaemonUnderTest.StartAsync();
        using var authenticated = await daemon.ConnectAsync();
        using var handshaking = await daemon.OpenAsync();
        var stop = daemon.StopAsync();

        var frames = await authenticated.ReceiveToEndAsync();
        var last = frames[^1];
        Assert.Equal("shutdown", last.GetProperty("event").GetString());
        Assert.Equal("gateway stopping", last.GetProperty("payload").GetProperty("reason").GetString());
        Assert.Equal((1012, "service restart"), ((int)authenticated.CloseCode!, authenticated.CloseReason));
        await authenticated.CloseAsync();

        await handshaking.ReceiveToEndAsync();
        Assert.Equal(1012, (int)handshaking.CloseCode!);
        await handshaking.CloseAsync();

        Assert.Equal(ExitCodes.Success, await stop);
        await daemon.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_does_not_answer_the_close_frame_does_not_hold_up_the_stop()
    {
        var daemon = await DaemonUnderTest.StartAsync();
        using var silent = await daemon.ConnectAsync();
        Assert.Equal(ExitCodes.Success, await daemon.StopAsync());
        await daemon.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_in_the_middle_of_its_request_is_cut_off_and_nobody_is_alarmed()
    {
        var daemon = await DaemonUnderTest.StartAsync();
        using var peer = new TcpClient();
        await peer.ConnectAsync(IPAddress.Loopback, daemon.Port);
        var stream = peer.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /tools/invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {DaemonUnderTest.Token}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"));

        // The rest is asked for when the body is being read.
        var asked = new byte[12];
        await stream.ReadExactlyAsync(asked);
        Assert.Equal("HTTP/1.1 100", Encoding.ASCII.GetString(asked));

        Assert.Equal(ExitCodes.Success, await daemon.StopAsync());
        Assert.DoesNotContain("unhandled exception", daemon.Output.ToString(), StringComparison.Ordinal);
        await daemon.DisposeAsync();
    }
}
