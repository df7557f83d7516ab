using System.Net;
using System.Net.Sockets;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Access;

/// <summary>A port that is forwarded from elsewhere, as <c>ssh -L</c> does: the gateway sees a connection from its own machine.</summary>
public sealed class TunnelTests
{
    [Fact]
    [Trait("Statement", "AUTH-09"), Trait("Statement", "AUTH-10")]
    public async Task A_client_gets_in_through_a_tunnel_with_the_token_and_not_without()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        await using var tunnel = new Tunnel(daemon.Port);

        using var stranger = await RawClient.OpenAsync(tunnel.Port);
        await stranger.ReceiveEventAsync("connect.challenge");
        await stranger.SendAsync(RawClient.ConnectFrame(null));
        var refused = Assert.Single(await stranger.ReceiveToEndAsync());
        Assert.False(refused.GetProperty("ok").GetBoolean());

        using var client = await RawClient.OpenAsync(tunnel.Port);
        var hello = await client.HandshakeAsync(DaemonUnderTest.Token);
        Assert.Equal("hello-ok", hello.GetProperty("type").GetString());
    }

    private sealed class Tunnel : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serve;

        public Tunnel(int to)
        {
            _listener.Start();
            _serve = ServeAsync(to);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _serve;
            _listener.Stop();
            _stop.Dispose();
        }

        private async Task ServeAsync(int to)
        {
            var open = new List<Task>();
            try
            {
                while (true)
                {
                    open.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token), to));
                }
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(open);
            }
        }

        private async Task CarryAsync(TcpClient near, int to)
        {
            using (near)
            using (var far = new TcpClient())
            {
                try
                {
                    await far.ConnectAsync(IPAddress.Loopback, to, _stop.Token);
                    await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(near.GetStream(), _stop.Token));
                }
                catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
                {
                    // Either end has left, which ends the tunnel.
                }
            }
        }
    }
}
