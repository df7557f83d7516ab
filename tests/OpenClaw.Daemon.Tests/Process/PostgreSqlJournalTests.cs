using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.Process;

/// <summary>The gateway on a PostgreSQL database, whose server goes away and comes back.</summary>
public sealed class PostgreSqlJournalTests : IDisposable
{
    private const string Token = "shared";
    private static readonly string[] Scopes = ["operator.read"];

    private readonly PostgreSqlServer _server = PostgreSqlServer.StartOwn();
    private readonly TempHome _home = new();
    private readonly int _port = FreePort.Next();

    public void Dispose()
    {
        _home.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task When_the_server_is_killed_the_rest_goes_on_and_what_was_accepted_is_there_when_it_is_back()
    {
        Configure(_server.ConnectionString);
        using (var gateway = await StartAsync())
        {
            using var known = await RawClient.OpenAsync(_port);
            Assert.True((await known.ConnectSignedAsync(1, Token, Scopes)).GetProperty("ok").GetBoolean());

            _server.Kill();

            // A device that is new has to be stored, and that waits; everything else does not.
            using var waiting = await RawClient.OpenAsync(_port);
            var paired = waiting.ConnectSignedAsync(2, Token, Scopes);
            await gateway.WaitForLineAsync("journal: The PostgreSQL database");
            Assert.True((await known.CallAsync("health")).GetProperty("ok").GetBoolean());
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync("/healthz"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOfAsync("/readyz"));
            Assert.False(paired.IsCompleted);

            _server.Start();
            Assert.True((await paired).GetProperty("ok").GetBoolean());
            await gateway.WaitForLineAsync("journal: the database is back");
            Assert.Equal(HttpStatusCode.OK, await StatusOfAsync("/readyz"));
            gateway.Signal("KILL");
            await gateway.WaitForExitAsync();
        }

        using var again = await StartAsync();
        await AssertKnownAsync(1, 2);
    }

    [Fact]
    public async Task When_the_server_stays_away_clients_are_told_to_come_again_and_are_let_in_once_it_is_back()
    {
        Configure(_server.ConnectionString);
        using var gateway = await StartAsync();
        _server.Kill();

        using (var refused = await RawClient.OpenAsync(_port))
        {
            var error = (await refused.ConnectSignedAsync(1, Token, Scopes)).GetProperty("error");
            Assert.Equal("UNAVAILABLE", error.GetProperty("code").GetString());
            Assert.True(error.GetProperty("retryable").GetBoolean());
            await refused.ReceiveToEndAsync();
            Assert.Equal(1013, (int)refused.CloseCode!);
        }

        _server.Start();
        await gateway.WaitForLineAsync("journal: the database is back");
        JsonElement answer = default;
        for (var attempt = 0; attempt < 20 && !(answer.ValueKind == JsonValueKind.Object && answer.GetProperty("ok").GetBoolean()); attempt++)
        {
            using var client = await RawClient.OpenAsync(_port);
            try
            {
                answer = await client.ConnectSignedAsync(1, Token, Scopes);
                if (!answer.GetProperty("ok").GetBoolean()) await Task.Delay(answer.GetProperty("error").GetProperty("retryAfterMs").GetInt32());
            }
            catch (Exception exception) when (exception is InvalidOperationException or WebSocketException)
            {
                // Closed while the store was being read again.
            }
        }

        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        await AssertKnownAsync(1);
    }

    [Fact]
    public async Task A_start_waits_for_the_server_and_says_so()
    {
        Configure(_server.ConnectionString);
        _server.Kill();
        using var gateway = GatewayProcess.Start(_home.Root, new Dictionary<string, string>(), "--port", $"{_port}");

        await gateway.WaitForLineAsync("Check that the server runs");
        _server.Start();

        await gateway.WaitForLineAsync("Gateway started");
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync("/readyz"));
    }

    [Theory]
    [InlineData("{0};Database=nothing_of_that_name", 1, "createdb nothing_of_that_name")]
    [InlineData("{0};Username=nobody", 1, "Correct user and password")]
    [InlineData("postgres", 78, "gateway.journal.postgresql is no connection string")]
    [InlineData("${NO_SUCH_VARIABLE}", 78, "gateway.journal.postgresql")]
    public async Task A_database_that_cannot_be_used_keeps_the_gateway_from_starting_and_says_why(string connectionString, int exitCode, string remedy)
    {
        Configure(connectionString.Replace("{0}", _server.ConnectionString, StringComparison.Ordinal));
        using var gateway = GatewayProcess.Start(_home.Root, new Dictionary<string, string>(), "--port", $"{_port}");

        var (code, error) = await gateway.WaitForExitAsync();

        Assert.Equal(exitCode, code);
        Assert.Contains(remedy, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_home.State, "journal", "gateway.sqlite")));
    }

    private void Configure(string connectionString) => _home.WriteConfig(
        $"{{gateway: {{mode: 'local', handshakeTimeoutMs: 60000, auth: {{token: '{Token}'}}, journal: {{postgresql: '{connectionString}'}}}}}}");

    private async Task<GatewayProcess> StartAsync()
    {
        var gateway = GatewayProcess.Start(_home.Root, new Dictionary<string, string>(), "--port", $"{_port}");
        await gateway.WaitForLineAsync("Gateway started");
        return gateway;
    }

    private async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{_port}{path}"));
        return answer.StatusCode;
    }

    private async Task AssertKnownAsync(params byte[] devices)
    {
        using var client = await RawClient.OpenAsync(_port);
        await client.HandshakeAsync(Token);
        var listed = (await client.CallAsync("device.pair.list", "{}")).GetProperty("payload").GetProperty("paired").EnumerateArray()
            .Select(device => device.GetProperty("deviceId").GetString()).ToHashSet();
        Assert.All(devices, device => Assert.Contains(RawClient.DeviceId(device), listed));
    }
}
