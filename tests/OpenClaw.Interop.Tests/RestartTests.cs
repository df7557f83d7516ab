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
}
