namespace OpenClaw.Gateway.Tests.Nodes;

public sealed class NodesTests : GatewayTest
{
    [Fact]
    [Trait("Statement", "METH-08")]
    [Trait("Statement", "METH-09")]
    [Trait("Statement", "METH-10")]
    public async Task A_node_is_listed_and_described_while_connected_and_after()
    {
        var (admin, _) = await ConnectAsync();
        Assert.Equal(0, (await admin.CallAsync("node.list")).GetProperty("nodes").GetArrayLength());

        var (node, nonce) = await OpenAsync();
        var parameters = ConnectParams("node-host", "node", scopes: "[]", role: "node", displayName: "Kitchen", device: 3, nonce: nonce)
            .Replace("\"caps\":[]", "\"caps\":[\"system\",\"canvas\"],\"commands\":[\"system.run\",\"system.notify\",\"canvas.present\"],\"permissions\":{\"camera\":false}", StringComparison.Ordinal);
        await node.ResponseAsync(await node.RequestAsync("connect", parameters));
        await node.EventAsync("voicewake.changed");

        var row = (await admin.CallAsync("node.list")).GetProperty("nodes")[0];
        Assert.Equal((DeviceId(3), "Kitchen", true, true), (row.GetProperty("nodeId").GetString(), row.GetProperty("displayName").GetString(), row.GetProperty("paired").GetBoolean(), row.GetProperty("connected").GetBoolean()));
        Assert.Equal("""["canvas","system"]""", row.GetProperty("caps").GetRawText());
        Assert.Equal("""["system.notify","system.run"]""", row.GetProperty("commands").GetRawText());
        Assert.Equal(("Linux", "vm"), (row.GetProperty("deviceFamily").GetString(), row.GetProperty("modelIdentifier").GetString()));

        var connection = await node.ConnectionAsync();
        Watch(connection);
        node.End();
        await ExpectTerminatedAsync(connection, TimeSpan.FromSeconds(60));
        System.Text.Json.JsonElement described = default;
        await UntilAsync(
            async () =>
            {
                described = await admin.CallAsync("node.describe", $$"""{"nodeId":"{{DeviceId(3)}}"}""");
                return !described.GetProperty("connected").GetBoolean();
            },
            "the node is not connected");
        Assert.True(described.GetProperty("paired").GetBoolean());
    }

    [Fact]
    public async Task A_removed_device_is_no_node_any_more()
    {
        var (admin, _) = await ConnectAsync();
        await ConnectAsync("node-host", "node", scopes: "[]", role: "node", device: 3);
        await admin.CallAsync("device.pair.remove", $$"""{"deviceId":"{{DeviceId(3)}}"}""");
        Assert.Equal("unknown nodeId", (await admin.ErrorAsync("node.describe", $$"""{"nodeId":"{{DeviceId(3)}}"}""")).GetProperty("message").GetString());
        Assert.Equal(0, (await admin.CallAsync("node.list")).GetProperty("nodes").GetArrayLength());
    }
}
