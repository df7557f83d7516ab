using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>The npm package @openclaw/gateway-client with a device of its own: it pairs, comes back with its token, renews it, and is kept out once that is revoked.</summary>
public sealed class DeviceTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IDisposable
{
    private const string ForeignOrigin = "http://127.0.0.1:1";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openclaw-device-");

    private GatewayProcess Gateway => fixture.Gateway;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_device_pairs_with_the_shared_token_and_comes_back_with_its_own()
    {
        string? id;
        await using (var first = Connect())
        {
            id = (await first.WaitAsync("device")).Line.String("deviceId");
            var auth = (await first.WaitAsync("hello")).Line.Property("payload").Property("auth");
            Assert.NotNull(auth.String("deviceToken"));
            Assert.Equal(["operator.read", "operator.write"], auth.Strings("scopes"));
        }

        await using var again = Connect(token: "");
        var hello = (await again.WaitAsync("hello")).Line.Property("payload");
        Assert.Equal(id, (await again.WaitAsync("device")).Line.String("deviceId"));
        Assert.Equal(["operator.read", "operator.write"], hello.Property("auth").Strings("scopes"));
        Assert.True((await again.CallAsync("health")).Boolean("ok"));
        Assert.Equal("FORBIDDEN", (await again.RefusedAsync("system-event", new { text = "x" })).Code);
    }

    [Fact]
    public async Task A_device_that_renews_its_token_comes_back_with_the_new_one()
    {
        var scopes = "operator.read,operator.pairing";
        await using (var first = Connect(scopes: scopes))
        {
            var id = (await first.WaitAsync("device")).Line.String("deviceId");
            await first.WaitAsync("hello");
            var rotated = await first.CallAsync("device.token.rotate", new { deviceId = id, role = "operator" });
            Assert.NotNull(rotated.String("token"));
        }

        await using var again = Connect(token: "", scopes: scopes);
        await again.WaitAsync("hello");
        Assert.True((await again.CallAsync("health")).Boolean("ok"));
    }

    [Fact]
    public async Task A_token_that_another_renewed_opens_nothing_until_the_device_shows_the_shared_one()
    {
        await using var admin = PeerProcess.Start("reference.mjs", Gateway.Url, GatewayProcess.Token);
        await admin.WaitAsync("hello");
        await using (var first = Connect())
        {
            var id = (await first.WaitAsync("device")).Line.String("deviceId");
            await first.WaitAsync("hello");
            var rotated = await admin.CallAsync("device.token.rotate", new { deviceId = id, role = "operator" });
            Assert.Null(rotated.String("token"));
            await first.WaitAsync("close");
        }

        await using (var stale = Connect(token: ""))
        {
            Assert.Contains("device token mismatch", (await stale.WaitAsync("connect-error")).Line.String("message"), StringComparison.Ordinal);
        }

        await using (var renewed = Connect())
        {
            await renewed.WaitAsync("hello");
        }

        await using var again = Connect(token: "");
        await again.WaitAsync("hello");
    }

    [Fact]
    public async Task A_revoked_device_is_closed_and_kept_out()
    {
        await using var admin = PeerProcess.Start("reference.mjs", Gateway.Url, GatewayProcess.Token);
        await admin.WaitAsync("hello");
        await using (var first = Connect())
        {
            var id = (await first.WaitAsync("device")).Line.String("deviceId");
            await first.WaitAsync("hello");
            await admin.CallAsync("device.token.revoke", new { deviceId = id, role = "operator" });
            Assert.Equal(1008, (await first.WaitAsync("close")).Line.Int32("code"));
        }

        await using var again = Connect(token: "");
        Assert.Contains("unauthorized", (await again.WaitAsync("connect-error")).Line.String("message"), StringComparison.Ordinal);
        Assert.DoesNotContain(again.Lines, static line => line.String("kind") == "hello");
    }

    [Fact]
    public async Task A_stranger_waits_until_an_operator_approves_it()
    {
        await using var admin = PeerProcess.Start("reference.mjs", Gateway.Url, GatewayProcess.Token);
        await admin.WaitAsync("hello");
        string? id;
        await using (var stranger = Connect(origin: ForeignOrigin))
        {
            id = (await stranger.WaitAsync("device")).Line.String("deviceId");
            Assert.Contains("pairing required", (await stranger.WaitAsync("connect-error")).Line.String("message"), StringComparison.Ordinal);
            Assert.Equal("PAIRING_REQUIRED", (await stranger.WaitAsync("paused")).Line.String("detailCode"));
        }

        var (asked, _) = await admin.EventAsync("device.pair.requested", predicate: payload => payload.String("deviceId") == id);
        await admin.CallAsync("device.pair.approve", new { requestId = asked.Property("payload").String("requestId") });
        await admin.EventAsync("device.pair.resolved", predicate: payload => payload.String("deviceId") == id && payload.String("decision") == "approved");

        await using var approved = Connect(origin: ForeignOrigin);
        Assert.Equal(["operator.read", "operator.write"], (await approved.WaitAsync("hello")).Line.Property("payload").Property("auth").Strings("scopes"));
    }

    [Fact]
    [Trait("Statement", "METH-08")]
    [Trait("Statement", "METH-09")]
    public async Task A_node_is_listed_described_and_carries_out_a_command()
    {
        await using var admin = PeerProcess.Start("reference.mjs", Gateway.Url, GatewayProcess.Token);
        await admin.WaitAsync("hello");
        await using var node = Connect(role: "node");
        var id = (await node.WaitAsync("device")).Line.String("deviceId");
        await node.WaitAsync("hello");
        await node.EventAsync("voicewake.changed");

        var row = (await admin.CallAsync("node.list")).Items("nodes").Single(listed => listed.String("nodeId") == id);
        Assert.Equal((true, true), (row.Boolean("connected"), row.Boolean("paired")));
        Assert.Equal(["system.which"], (await admin.CallAsync("node.describe", new { nodeId = id })).Strings("commands"));
        var invoked = await admin.CallAsync("node.invoke", new { nodeId = id, command = "system.which", @params = new { bins = (string[])["sh"] }, idempotencyKey = "which-1" });
        Assert.Equal("/usr/bin/sh", invoked.Property("payload").Property("bins").String("sh"));
        Assert.Equal("INVALID_REQUEST", (await admin.RefusedAsync("node.invoke", new { nodeId = id, command = "system.run", idempotencyKey = "run-1" })).Code);
    }

    private PeerProcess Connect(string token = GatewayProcess.Token, string? scopes = null, string? origin = null, string role = "operator")
    {
        var environment = new Dictionary<string, string> { ["DEVICE_FILE"] = Path.Combine(_folder.FullName, "device.json"), ["CLIENT_ROLE"] = role };
        if (scopes is not null)
            environment["CLIENT_SCOPES"] = scopes;
        if (origin is not null)
            environment["CLIENT_ORIGIN"] = origin;
        return PeerProcess.Start("device.mjs", Gateway.Url, token, environment);
    }
}
