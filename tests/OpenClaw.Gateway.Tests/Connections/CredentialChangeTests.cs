using Akka.Actor;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Tests.Connections;

/// <summary>A replaced secret is of no use from that moment on, wherever it had been used before.</summary>
public sealed class CredentialChangeTests : GatewayTest
{
    private const string NewToken = "another-secret";

    private void Rotate() => Policy = Policy with { SharedSecret = SecretDigest.Of(NewToken) };

    [Fact]
    public async Task A_request_over_a_connection_of_the_old_secret_is_not_served_but_closes_it()
    {
        var (socket, _) = await ConnectAsync();
        await socket.CallAsync("health");
        Rotate();
        await socket.RequestAsync("health");
        Assert.Equal((4001, "gateway auth changed"), await socket.ClosedAsync());
        Assert.DoesNotContain(socket.Unread(), frame => frame.GetProperty("type").GetString() == "res");
    }

    [Fact]
    public async Task A_silent_connection_of_the_old_secret_is_closed_soon_and_one_that_never_used_it_is_not()
    {
        var (old, hello) = await ConnectAsync(device: 1);
        var deviceToken = hello.GetProperty("auth").GetProperty("deviceToken").GetString()!;
        var (byDevice, _) = await ConnectWithAsync(deviceToken, device: 1);
        Rotate();
        Advance(AccessActor.Interval);
        Assert.Equal((4001, "gateway auth changed"), await old.ClosedAsync());
        await byDevice.CallAsync("health");
    }

    [Fact]
    public async Task A_handshake_that_was_decided_before_the_change_does_not_end_in_a_connection()
    {
        // The row of a named installation is published between the decision and hello-ok.
        var (socket, nonce) = await OpenAsync();
        var decided = false;
        var secret = Policy;
        PolicySource = () => decided ? secret with { SharedSecret = SecretDigest.Of(NewToken) } : After(secret);
        await socket.RequestAsync("connect", ConnectParams(nonce: nonce));
        Assert.Equal((4001, "gateway auth changed"), await socket.ClosedAsync());

        AccessPolicy After(AccessPolicy policy)
        {
            decided = true;
            return policy;
        }
    }

    [Fact]
    public async Task The_new_secret_opens_and_the_old_one_does_not()
    {
        _ = await ConnectAsync();
        Rotate();
        var (refused, nonce) = await OpenAsync();
        var answer = await refused.ResponseAsync(await refused.RequestAsync("connect", ConnectParams(nonce: nonce)));
        Assert.Equal("AUTH_TOKEN_MISMATCH", answer.GetProperty("error").GetProperty("details").GetProperty("code").GetString());
        await (await ConnectWithAsync(NewToken)).Socket.CallAsync("health");
    }

    [Theory]
    [InlineData("device.token.rotate")]
    [InlineData("device.token.revoke")]
    [InlineData("device.pair.remove")]
    public async Task A_device_whose_token_is_replaced_revoked_or_that_is_removed_loses_its_connections(string method)
    {
        var (device, _) = await ConnectAsync(device: 7);
        var (operatorSocket, _) = await ConnectAsync("cli", "cli");
        var parameters = method == "device.pair.remove"
            ? $$"""{"deviceId":"{{DeviceId(7)}}"}"""
            : $$"""{"deviceId":"{{DeviceId(7)}}","role":"operator"}""";
        await operatorSocket.CallAsync(method, parameters);
        Assert.Equal(1008, (await device.ClosedAsync()).Code);
        await operatorSocket.CallAsync("health");
    }

    private async Task<(FakeSocket Socket, System.Text.Json.JsonElement Hello)> ConnectWithAsync(string token, byte? device = null)
    {
        var (socket, nonce) = await OpenAsync();
        var answer = await socket.ResponseAsync(await socket.RequestAsync("connect", ConnectParams(device: device, nonce: nonce, token: token)));
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        return (socket, answer.GetProperty("payload"));
    }
}
