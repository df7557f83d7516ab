using System.Net.Sockets;
using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>A gateway that stops and comes back, as its clients see it.</summary>
public sealed class RestartTests
{
    [Fact]
    [Trait("Statement", "EVT-05")]
    [Trait("Statement", "EVT-07")]
    [Trait("Statement", "SAFE-07")]
    [Trait("Statement", "RUN-26")]
    public async Task Clients_hear_of_the_shutdown_and_reconnect_by_themselves()
    {
        var home = Directory.CreateTempSubdirectory("openclaw-restart-");
        try
        {
            var first = await GatewayProcess.StartAsync(home: home);
            await using var peer = PeerProcess.Start("reference.mjs", first.Url, GatewayProcess.Token);
            var (_, connected) = await peer.WaitAsync("hello");

            Assert.Equal(0, await first.StopAsync());
            var (shutdown, said) = await peer.EventAsync("shutdown");
            Assert.NotNull(shutdown.Property("payload").String("reason"));
            var (close, closed) = await peer.WaitAsync("close");
            Assert.Equal(1012, close.Int32("code"));
            Assert.True(said < closed, "shutdown must be said before the close");
            await first.DisposeAsync();

            await using var second = await GatewayProcess.StartAsync(port: first.Port, home: home);
            await peer.WaitAsync("hello", from: connected + 1);
            Assert.True((await peer.CallAsync("health")).Boolean("ok"));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Statement", "EVT-07")]
    public async Task Clients_come_back_by_themselves_after_a_kill_and_keep_their_pairing()
    {
        var home = Directory.CreateTempSubdirectory("openclaw-killed-");
        try
        {
            var first = await GatewayProcess.StartAsync(home: home);
            await using var peer = PeerProcess.Start("reference.mjs", first.Url, GatewayProcess.Token);
            await using var device = PeerProcess.Start("device.mjs", first.Url, GatewayProcess.Token, new() { ["DEVICE_FILE"] = Path.Combine(home.FullName, "device.json") });
            var id = (await device.WaitAsync("device")).Line.String("deviceId");
            var (_, connected) = await peer.WaitAsync("hello");
            var (_, paired) = await device.WaitAsync("hello");
            var before = await PairedAtAsync(peer, id);

            // DisposeAsync kills: no shutdown event, no close frame.
            await first.DisposeAsync();
            Assert.Equal(1006, (await peer.WaitAsync("close")).Line.Int32("code"));

            await using var second = await GatewayProcess.StartAsync(port: first.Port, home: home);
            await peer.WaitAsync("hello", from: connected + 1);
            await device.WaitAsync("hello", from: paired + 1);
            Assert.True((await device.CallAsync("health")).Boolean("ok"));
            Assert.Equal(before, await PairedAtAsync(peer, id));
            Assert.DoesNotContain(peer.Lines, static line => line.String("kind") == "gap");
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Statement", "SAFE-06")]
    public async Task Garbage_on_the_port_harms_no_client()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        await using var peer = PeerProcess.Start("reference.mjs", gateway.Url, GatewayProcess.Token);
        await peer.WaitAsync("hello");
        var random = new Random(20261122);
        for (var round = 0; round < 50; round++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", gateway.Port);
            var garbage = new byte[random.Next(1, 4096)];
            random.NextBytes(garbage);
            await socket.GetStream().WriteAsync(garbage);
        }

        Assert.True((await peer.CallAsync("health")).Boolean("ok"));
        Assert.DoesNotContain(peer.Lines, static line => line.String("kind") is "close" or "gap");
    }

    private static async Task<long?> PairedAtAsync(PeerProcess peer, string? deviceId) =>
        (await peer.CallAsync("device.pair.list")).Items("paired").Single(device => device.String("deviceId") == deviceId).Int64("approvedAtMs");
}
