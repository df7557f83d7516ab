using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Process;

/// <summary>What was acknowledged is there again, after a kill under load and after a disk that was full.</summary>
public sealed class StoreFailureTests : IDisposable
{
    private const string Token = "shared";
    private static readonly string[] Scopes = ["operator.read"];

    private readonly TempHome _home = new TempHome().WriteConfig($"{{gateway: {{mode: 'local', handshakeTimeoutMs: 5000, auth: {{token: '{Token}'}}}}}}");
    private readonly int _port = DaemonUnderTest.FreePort();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Killed_at_random_moments_under_load_it_has_forgotten_no_device_that_it_let_in()
    {
        var acknowledged = new ConcurrentBag<byte>();
        var next = 0;
        for (var round = 0; round < 3; round++)
        {
            using var gateway = await StartAsync();
            var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        var device = Interlocked.Increment(ref next);
                        using var client = await RawClient.OpenAsync(_port);
                        Assert.True((await client.ConnectSignedAsync((byte)device, Token, Scopes)).GetProperty("ok").GetBoolean());
                        acknowledged.Add((byte)device);
                    }
                }
                catch (Exception exception) when (exception is WebSocketException or IOException or InvalidOperationException)
                {
                    // The kill.
                }
            })).ToArray();

            // The moment is that of some handshake, not of a clock.
            var enough = Random.Shared.Next(3, 12) + acknowledged.Count;
            while (acknowledged.Count < enough && !clients.All(client => client.IsCompleted))
            {
                await Task.Yield();
            }

            gateway.Signal("KILL");
            await gateway.WaitForExitAsync();
            await Task.WhenAll(clients);
        }

        using var last = await StartAsync();
        await AssertKnownAsync(acknowledged);
    }

    [Fact]
    public async Task A_full_disk_is_reported_survived_and_costs_nothing_that_was_acknowledged()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var gateway = GatewayProcess.StartOnSmallDisk(_home.Root, 700, "--port", $"{_port}");
        await gateway.WaitForLineAsync("Gateway started");
        var acknowledged = new List<byte>();
        JsonElement refused = default;
        for (byte device = 1; device < byte.MaxValue; device++)
        {
            using var client = await RawClient.OpenAsync(_port);
            var answer = await client.ConnectSignedAsync(device, Token, Scopes);
            if (!answer.GetProperty("ok").GetBoolean())
            {
                refused = answer.GetProperty("error");
                break;
            }

            acknowledged.Add(device);
        }

        Assert.Equal("UNAVAILABLE", refused.GetProperty("code").GetString());
        Assert.True(refused.GetProperty("retryable").GetBoolean());
        Assert.Contains("disk full", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
        await gateway.WaitForLineAsync("is the disk full?");

        // Once there is room the store is there again, without a restart.
        gateway.LiftLimit();
        var isBack = false;
        for (var attempt = 0; attempt < 20 && !isBack; attempt++)
        {
            using var client = await RawClient.OpenAsync(_port);
            try
            {
                isBack = (await client.ConnectSignedAsync(255, Token, Scopes)).GetProperty("ok").GetBoolean();
            }
            catch (InvalidOperationException)
            {
                // Closed for want of an answer: the store was being read again.
            }
        }

        Assert.True(isBack, "the store did not come back");
        acknowledged.Add(255);
        await AssertKnownAsync(acknowledged);
        gateway.Signal("KILL");
        await gateway.WaitForExitAsync();

        using var again = await StartAsync();
        await AssertKnownAsync(acknowledged);
    }

    private async Task AssertKnownAsync(IEnumerable<byte> devices)
    {
        using var client = await RawClient.OpenAsync(_port);
        await client.HandshakeAsync(Token);
        var listed = (await client.CallAsync("device.pair.list", "{}")).GetProperty("payload").GetProperty("paired").EnumerateArray()
            .Select(device => device.GetProperty("deviceId").GetString()).ToHashSet();
        var missing = devices.Distinct().Where(device => !listed.Contains(RawClient.DeviceId(device))).ToList();
        Assert.True(missing.Count == 0, $"lost: {string.Join(", ", missing)} of {listed.Count}");
    }

    private async Task<GatewayProcess> StartAsync()
    {
        var gateway = GatewayProcess.Start(_home.Root, new Dictionary<string, string>(), "--port", $"{_port}");
        await gateway.WaitForLineAsync("Gateway started");
        return gateway;
    }
}
