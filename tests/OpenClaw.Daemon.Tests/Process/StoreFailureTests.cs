using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.Process;

/// <summary>What was acknowledged is there again, after a kill under load and after a disk that was full.</summary>
public sealed class StoreFailureTests : IDisposable
{
    private const string Token = "shared";
    private static readonly string[] Scopes = ["operator.read"];

    private readonly TempHome _home = new TempHome().WriteConfig($"{{gateway: {{mode: 'local', handshakeTimeoutMs: 10000, auth: {{token: '{Token}'}}}}}}");
    private readonly int _port = FreePort.Next();

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
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        using var ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Contains("\"failing\":[\"journal\"]", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);

        // Once there is room the store is there again, without a restart.
        gateway.LiftLimit();
        var isBack = false;
        for (var attempt = 0; attempt < 20 && !isBack; attempt++)
        {
            using var client = await RawClient.OpenAsync(_port);
            try
            {
                var answer = await client.ConnectSignedAsync(255, Token, Scopes);
                isBack = answer.GetProperty("ok").GetBoolean();
                if (!isBack)
                {
                    await Task.Delay(answer.GetProperty("error").GetProperty("retryAfterMs").GetInt32());
                }
            }
            catch (InvalidOperationException)
            {
                // Closed for want of an answer: the store was being read again.
            }
        }

        Assert.True(isBack, "the store did not come back");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);
        acknowledged.Add(255);
        await AssertKnownAsync(acknowledged);
        gateway.Signal("KILL");
        await gateway.WaitForExitAsync();

        using var again = await StartAsync();
        await AssertKnownAsync(acknowledged);
    }

    [Fact]
    public async Task A_damaged_row_is_named_in_the_log_with_its_remedy_and_clients_are_told_at_once_to_come_again()
    {
        using (var first = await StartAsync())
        {
            using var client = await RawClient.OpenAsync(_port);
            Assert.True((await client.ConnectSignedAsync(1, Token, Scopes)).GetProperty("ok").GetBoolean());
            first.Signal("KILL");
            await first.WaitForExitAsync();
        }

        var journal = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_home.State, "journal", "gateway.sqlite"), Pooling = false };
        await using (var database = new SqliteConnection(journal.ToString()))
        {
            await database.OpenAsync();
            await using var damage = database.CreateCommand();
            damage.CommandText = "UPDATE events SET payload = substr(payload, 1, 20) WHERE sequence_nr = 1 AND stream_id = (SELECT stream_id FROM streams WHERE persistence_id = 'pairing')";
            Assert.Equal(1, await damage.ExecuteNonQueryAsync());
        }

        using var gateway = await StartAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var client = await RawClient.OpenAsync(_port);
            var error = (await client.ConnectSignedAsync(1, Token, Scopes)).GetProperty("error");
            Assert.Equal("UNAVAILABLE", error.GetProperty("code").GetString());
            Assert.True(error.GetProperty("retryable").GetBoolean());
            Assert.InRange(error.GetProperty("retryAfterMs").GetInt32(), 1, 60_000);
            Assert.Contains("device store cannot be read", error.GetProperty("message").GetString(), StringComparison.Ordinal);
            await client.ReceiveToEndAsync();
            Assert.Equal(1013, (int)client.CloseCode!);
        }

        // Who has the secret needs no store of devices.
        using var operatorClient = await RawClient.OpenAsync(_port);
        await operatorClient.HandshakeAsync(Token);
        Assert.Equal("UNAVAILABLE", (await operatorClient.CallAsync("device.pair.list", "{}")).GetProperty("error").GetProperty("code").GetString());
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        using var refused = await http.PostAsync(new Uri("/tools/invoke", UriKind.Relative), new StringContent("{}"));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", Token);
        using var served = await http.PostAsync(new Uri("/tools/invoke", UriKind.Relative), new StringContent("{}"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, served.StatusCode);
        await gateway.WaitForLineAsync("row 1 of \"pairing\" is damaged");
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
