using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.TestSupport;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Daemon.Tests.Process;

/// <summary>What the gateway said about a device before <c>kill -9</c> still holds after it.</summary>
public sealed class DurablePairingTests : IDisposable
{
    private readonly TempHome _home = new();
    private readonly int _port = FreePort.Next();
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(32);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_device_token_survives_a_kill_and_so_does_its_revocation()
    {
        _home.WriteConfig("{gateway: {mode: 'local', auth: {token: 'shared'}}}");
        string token;
        using (var first = await StartAsync())
        {
            using var client = await RawClient.OpenAsync(_port);
            var hello = await ConnectAsync(client, "shared");
            token = hello.GetProperty("payload").GetProperty("auth").GetProperty("deviceToken").GetString()!;
            await KillAsync(first);
        }

        using (var second = await StartAsync())
        {
            using var client = await RawClient.OpenAsync(_port);
            var hello = await ConnectAsync(client, token);
            Assert.Equal("device-token", hello.GetProperty("payload").GetProperty("auth").GetProperty("method").GetString());

            using var admin = await RawClient.OpenAsync(_port);
            await admin.HandshakeAsync("shared");
            var revoked = await admin.CallAsync("device.token.revoke", $$"""{"deviceId":"{{DeviceId}}","role":"operator"}""");
            Assert.True(revoked.GetProperty("ok").GetBoolean(), revoked.ToString());
            await KillAsync(second);
        }

        using var third = await StartAsync();
        using var refused = await RawClient.OpenAsync(_port);
        var answer = await ConnectAsync(refused, token);
        Assert.False(answer.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_damaged_journal_is_named_and_nothing_starts()
    {
        _home.WriteConfig("{gateway: {mode: 'local', auth: {token: 'shared'}}}");
        var journal = Path.Combine(_home.State, "journal", "gateway.sqlite");
        Directory.CreateDirectory(Path.GetDirectoryName(journal)!);
        await File.WriteAllTextAsync(journal, new string('x', 8192));

        using var gateway = GatewayProcess.Start(_home.Root, new Dictionary<string, string>(), "--port", $"{_port}");
        var (exitCode, error) = await gateway.WaitForExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(journal, error, StringComparison.Ordinal);
    }

    private string DeviceId => Convert.ToHexStringLower(SHA256.HashData(Ed25519.PublicKeyOf(_seed)));

    private async Task<GatewayProcess> StartAsync()
    {
        var gateway = GatewayProcess.Start(_home.Root, new Dictionary<string, string>(), "--port", $"{_port}");
        await gateway.WaitForLineAsync("Gateway started");
        return gateway;
    }

    private static async Task KillAsync(GatewayProcess gateway)
    {
        gateway.Signal("KILL");
        await gateway.WaitForExitAsync();
    }

    private async Task<JsonElement> ConnectAsync(RawClient client, string token)
    {
        var challenge = await client.ReceiveEventAsync("connect.challenge");
        var nonce = challenge.GetProperty("payload").GetProperty("nonce").GetString()!;
        var signedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var text = $"v3|{DeviceId}|cli|cli|operator|operator.read|{signedAt}|{token}|{nonce}|linux|";
        var signature = Base64Url.EncodeToString(Ed25519.Sign(_seed, Encoding.UTF8.GetBytes(text)));
        var publicKey = Base64Url.EncodeToString(Ed25519.PublicKeyOf(_seed));
        await client.SendAsync($$$"""
            {"type":"req","id":"c1","method":"connect","params":{"minProtocol":3,"maxProtocol":4,
            "client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"role":"operator","scopes":["operator.read"],
            "auth":{"token":"{{{token}}}"},
            "device":{"id":"{{{DeviceId}}}","publicKey":"{{{publicKey}}}","signature":"{{{signature}}}","signedAt":{{{signedAt}}},"nonce":"{{{nonce}}}"} } }
            """);
        return (await client.ReceiveAsync())!.Value;
    }
}
