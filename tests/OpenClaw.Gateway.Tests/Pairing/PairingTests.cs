using System.Net;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Tests.Pairing;

public sealed class PairingTests : GatewayTest
{
    [Fact]
    public async Task A_paired_device_is_listed_without_its_token()
    {
        var (cli, hello) = await ConnectAsync("cli", "cli", device: 1);
        var list = await cli.CallAsync("device.pair.list");
        var device = list.GetProperty("paired")[0];
        Assert.Equal((DeviceId(1), "silent", "cli"), (device.GetProperty("deviceId").GetString(), device.GetProperty("approvedVia").GetString(), device.GetProperty("clientId").GetString()));
        Assert.Equal(5, device.GetProperty("tokens")[0].GetProperty("scopes").GetArrayLength());
        Assert.DoesNotContain(hello.GetProperty("auth").GetProperty("deviceToken").GetString()!, list.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotating_a_token_closes_the_devices_connections_and_hides_the_token_from_others()
    {
        var (admin, _) = await ConnectAsync();
        var (cli, hello) = await ConnectAsync("cli", "cli", device: 1);
        var rotated = await admin.CallAsync("device.token.rotate", $$"""{"deviceId":"{{DeviceId(1)}}","role":"operator"}""");
        Assert.False(rotated.TryGetProperty("token", out _));
        Assert.Equal((1008, "device token rotated"), await cli.ClosedAsync());

        var (socket, nonce) = await OpenAsync();
        var old = hello.GetProperty("auth").GetProperty("deviceToken").GetString();
        var error = await socket.ErrorAsync("connect", ConnectParams("cli", "cli", device: 1, nonce: nonce, token: old));
        Assert.Equal("AUTH_TOKEN_MISMATCH", error.GetProperty("details").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_device_that_rotates_its_own_token_sees_it_and_stays_connected()
    {
        var (cli, _) = await ConnectAsync("cli", "cli", device: 1);
        var rotated = await cli.CallAsync("device.token.rotate", $$"""{"deviceId":"{{DeviceId(1)}}","role":"operator"}""");
        var token = rotated.GetProperty("token").GetString();
        await cli.CallAsync("health");

        var (socket, nonce) = await OpenAsync();
        var id = await socket.RequestAsync("connect", ConnectParams("cli", "cli", device: 1, nonce: nonce, token: token));
        Assert.Equal("device-token", (await socket.ResponseAsync(id)).GetProperty("payload").GetProperty("auth").GetProperty("method").GetString());
    }

    [Fact]
    public async Task Rotating_or_removing_takes_the_scopes_that_the_device_has()
    {
        await ConnectAsync("cli", "cli", device: 1);
        var (pairing, _) = await ConnectAsync(scopes: """["operator.pairing"]""");
        foreach (var (method, parameters) in new[]
        {
            ("device.token.rotate", $$"""{"deviceId":"{{DeviceId(1)}}","role":"operator"}"""),
            ("device.token.revoke", $$"""{"deviceId":"{{DeviceId(1)}}","role":"operator"}"""),
            ("device.pair.remove", $$"""{"deviceId":"{{DeviceId(1)}}"}"""),
        })
        {
            var error = await pairing.ErrorAsync(method, parameters);
            Assert.Equal(("FORBIDDEN", "missing scope: operator.admin"), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        }
    }

    [Fact]
    public async Task Revoking_and_removing_close_the_devices_connections()
    {
        var (admin, _) = await ConnectAsync();
        var (cli, _) = await ConnectAsync("cli", "cli", device: 1);
        await admin.CallAsync("device.token.revoke", $$"""{"deviceId":"{{DeviceId(1)}}","role":"operator"}""");
        Assert.Equal((1008, "device token revoked"), await cli.ClosedAsync());

        var (again, _) = await ConnectAsync("cli", "cli", device: 1);
        await admin.CallAsync("device.pair.remove", $$"""{"deviceId":"{{DeviceId(1)}}"}""");
        Assert.Equal((1008, "device removed"), await again.ClosedAsync());
        Assert.Equal(0, (await admin.CallAsync("device.pair.list")).GetProperty("paired").GetArrayLength());
        Assert.Equal("unknown deviceId", (await admin.ErrorAsync("device.pair.remove", """{"deviceId":"nobody"}""")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_waiting_request_can_be_rejected()
    {
        var (admin, _) = await ConnectAsync();
        var (socket, nonce) = await OpenAsync(new FakeSocket { Peer = new RemotePeer { Address = IPAddress.Parse("203.0.113.9"), Host = "claw" } });
        await socket.ErrorAsync("connect", ConnectParams("cli", "cli", device: 5, nonce: nonce));
        var pending = (await admin.CallAsync("device.pair.list")).GetProperty("pending");
        Assert.Equal(DeviceId(5), pending[0].GetProperty("deviceId").GetString());
        var requestId = pending[0].GetProperty("requestId").GetString();
        await admin.CallAsync("device.pair.reject", $$"""{"requestId":"{{requestId}}"}""");
        Assert.Equal("rejected", (await admin.EventAsync("device.pair.resolved")).GetProperty("payload").GetProperty("decision").GetString());
        Assert.Equal("unknown requestId", (await admin.ErrorAsync("device.pair.approve", $$"""{"requestId":"{{requestId}}"}""")).GetProperty("message").GetString());
    }
}
