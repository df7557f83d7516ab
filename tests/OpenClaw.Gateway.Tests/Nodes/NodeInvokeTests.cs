using System.Text.Json;

namespace OpenClaw.Gateway.Tests.Nodes;

public sealed class NodeInvokeTests : GatewayTest
{
    private static readonly string s_nodeId = DeviceId(3);

    [Fact]
    [Trait("Statement", "METH-12")]
    public async Task A_command_reaches_the_node_alone_and_its_result_comes_back()
    {
        var (admin, _) = await ConnectAsync();
        var (other, _) = await ConnectAsync(instanceId: "other");
        var node = await ConnectNodeAsync("ios", """["canvas.present"]""");

        var call = await InvokeAsync(admin, "canvas.present", """{"url":"http://a/"}""");
        var request = await node.EventAsync("node.invoke.request");
        Assert.False(request.TryGetProperty("seq", out _));
        var asked = request.GetProperty("payload");
        Assert.Equal(
            ("canvas.present", """{"url":"http://a/"}""", 30_000, "k1", s_nodeId),
            (asked.GetProperty("command").GetString(), asked.GetProperty("paramsJSON").GetString(), asked.GetProperty("timeoutMs").GetInt32(), asked.GetProperty("idempotencyKey").GetString(), asked.GetProperty("nodeId").GetString()));
        Assert.True((await AnswerAsync(node, asked, """ "ok":true,"payloadJSON":"{\"shown\":true}" """)).GetProperty("ok").GetBoolean());

        var answer = (await admin.ResponseAsync(call)).GetProperty("payload");
        Assert.True(answer.GetProperty("payload").GetProperty("shown").GetBoolean());
        Assert.Equal("""{"shown":true}""", answer.GetProperty("payloadJSON").GetString());
        Assert.DoesNotContain(other.Unread(), static frame => frame.TryGetProperty("event", out var name) && name.GetString() == "node.invoke.request");
    }

    [Fact]
    [Trait("Statement", "METH-13")]
    public async Task Camera_commands_reach_the_node_and_return_its_answer()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("ios", """["camera.list"]""");
        var call = await InvokeAsync(admin, "camera.list");
        var asked = (await node.EventAsync("node.invoke.request")).GetProperty("payload");
        await AnswerAsync(node, asked, """ "ok":true,"payload":{"devices":["back"]} """);
        Assert.Equal("""{"devices":["back"]}""", (await admin.ResponseAsync(call)).GetProperty("payload").GetProperty("payload").GetRawText());
    }

    [Theory]
    [InlineData("bench.echo", "command not allowlisted", "node command not allowed: \"bench.echo\" is not in the allowlist for platform \"linux\"")]
    [InlineData("system.notify", "command not declared by node", "node command not allowed: \"system.notify\" is not declared by the node")]
    public async Task A_command_that_may_not_be_invoked_never_reaches_the_node(string command, string reason, string message)
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", """["system.which","bench.echo"]""");
        var error = await admin.ErrorAsync("node.invoke", $$"""{"nodeId":"{{s_nodeId}}","command":"{{command}}","idempotencyKey":"k1"}""");
        Assert.Equal(("INVALID_REQUEST", message), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal((reason, command), (error.GetProperty("details").GetProperty("reason").GetString(), error.GetProperty("details").GetProperty("command").GetString()));
        Assert.DoesNotContain(node.Unread(), static frame => frame.GetProperty("type").GetString() == "event" && frame.GetProperty("event").GetString() == "node.invoke.request");
    }

    [Fact]
    public async Task Running_a_program_on_a_node_takes_an_administrator()
    {
        var (writer, _) = await ConnectAsync(scopes: """["operator.write"]""");
        await ConnectNodeAsync("linux", """["system.run","system.which"]""");
        var error = await writer.ErrorAsync("node.invoke", $$"""{"nodeId":"{{s_nodeId}}","command":"system.run","params":{"command":["id"]},"idempotencyKey":"k1"}""");
        Assert.Equal("missing scope: operator.admin", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_unavailable()
    {
        var (admin, _) = await ConnectAsync();
        var error = await admin.ErrorAsync("node.invoke", """{"nodeId":"nope","command":"system.which","idempotencyKey":"k1"}""");
        Assert.Equal(("UNAVAILABLE", "node not connected", "NOT_CONNECTED"), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString(), error.GetProperty("details").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_node_that_fails_is_quoted()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", """["system.which"]""");
        var call = await InvokeAsync(admin, "system.which");
        await AnswerAsync(node, (await node.EventAsync("node.invoke.request")).GetProperty("payload"), """ "ok":false,"error":{"code":"INVALID_REQUEST","message":"bins required"} """);
        var error = (await admin.ResponseAsync(call)).GetProperty("error");
        Assert.Equal(("UNAVAILABLE", "INVALID_REQUEST: bins required"), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal("bins required", error.GetProperty("details").GetProperty("nodeError").GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_silent_node_times_out_and_its_late_answer_is_ignored()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", """["system.which"]""");
        var call = await InvokeAsync(admin, "system.which", timeoutMs: 5000);
        var asked = (await node.EventAsync("node.invoke.request")).GetProperty("payload");
        Advance(TimeSpan.FromSeconds(5));
        var error = (await admin.ResponseAsync(call)).GetProperty("error");
        Assert.Equal("TIMEOUT: node invoke timed out", error.GetProperty("message").GetString());
        Assert.True((await AnswerAsync(node, asked, """ "ok":true """)).GetProperty("ignored").GetBoolean());
    }

    [Fact]
    public async Task A_node_that_leaves_fails_what_it_was_asked()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", """["system.which"]""");
        var call = await InvokeAsync(admin, "system.which");
        await node.EventAsync("node.invoke.request");
        node.End();
        var error = (await admin.ResponseAsync(call)).GetProperty("error");
        Assert.Equal(("UNAVAILABLE", "node disconnected", true), (error.GetProperty("code").GetString(), error.GetProperty("message").GetString(), error.GetProperty("retryable").GetBoolean()));
    }

    [Fact]
    public async Task The_answer_of_another_node_counts_for_nothing()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", """["system.which"]""");
        var intruder = await ConnectNodeAsync("linux", """["system.which"]""", device: 4);
        var call = await InvokeAsync(admin, "system.which");
        var asked = (await node.EventAsync("node.invoke.request")).GetProperty("payload");

        Assert.True((await AnswerAsync(intruder, asked, """ "ok":true,"payload":"forged" """)).GetProperty("ignored").GetBoolean());
        await AnswerAsync(node, asked, """ "ok":true,"payload":"real" """);
        Assert.Equal("real", (await admin.ResponseAsync(call)).GetProperty("payload").GetProperty("payload").GetString());
    }

    [Fact]
    public async Task Half_a_character_in_what_a_node_sends_as_text_harms_nobody()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", """["system.which"]""");
        await node.CallAsync("node.event", """{"event":"node.host.stats","payloadJSON":"{\"name\":\"\\ud83d\"}"}""");
        var call = await InvokeAsync(admin, "system.which");
        await AnswerAsync(node, (await node.EventAsync("node.invoke.request")).GetProperty("payload"), """ "ok":true,"payloadJSON":"{\"path\":\"\\ud83d\"}" """);

        Assert.Equal("\ufffd", (await admin.ResponseAsync(call)).GetProperty("payload").GetProperty("payload").GetProperty("path").GetString());
        await admin.CallAsync("node.list", "{}");
    }

    [Fact]
    public async Task Events_of_a_node_show_in_its_row()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", "[]");
        Assert.True((await node.CallAsync("node.event", """{"event":"node.presence.alive","payloadJSON":"{}"}""")).GetProperty("handled").GetBoolean());
        Assert.True((await node.CallAsync("node.event", """{"event":"node.host.stats","payload":{"cpuCount":2}}""")).GetProperty("handled").GetBoolean());
        var unknown = await node.CallAsync("node.event", """{"event":"no.such.event","payloadJSON":"not json"}""");
        Assert.Equal((false, "unsupported_event"), (unknown.GetProperty("handled").GetBoolean(), unknown.GetProperty("reason").GetString()));

        var row = await admin.CallAsync("node.describe", $$"""{"nodeId":"{{s_nodeId}}"}""");
        Assert.Equal(2, row.GetProperty("hostStats").GetProperty("cpuCount").GetInt32());
    }

    [Fact]
    public async Task A_node_keeps_the_name_that_an_operator_gives_it()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", "[]");
        await admin.CallAsync("node.rename", $$"""{"nodeId":"{{s_nodeId}}","displayName":"Bench node"}""");
        node.End();
        await ConnectNodeAsync("linux", "[]");

        Assert.Equal("Bench node", (await admin.CallAsync("node.list")).GetProperty("nodes")[0].GetProperty("displayName").GetString());
        Assert.Equal("Bench node", (await admin.CallAsync("node.pair.list")).GetProperty("paired")[0].GetProperty("displayName").GetString());
        Assert.Equal("unknown nodeId", (await admin.ErrorAsync("node.rename", """{"nodeId":"nope","displayName":"x"}""")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_a_node_host_says_after_its_handshake_is_answered()
    {
        var node = await ConnectNodeAsync("linux", "[]");
        Assert.Equal(s_nodeId, (await node.CallAsync("node.skills.update", """{"skills":[]}""")).GetProperty("nodeId").GetString());
        Assert.Equal(s_nodeId, (await node.CallAsync("node.pluginTools.update", """{"tools":[]}""")).GetProperty("nodeId").GetString());
        Assert.Equal(s_nodeId, (await node.CallAsync("node.runnerInventory.update", """{"protocolFeatures":[]}""")).GetProperty("nodeId").GetString());
        Assert.Equal(0, (await node.CallAsync("node.pending.drain")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    [Trait("Statement", "METH-15")]
    public async Task A_removed_node_is_listed_no_more_and_cut_off()
    {
        var (admin, _) = await ConnectAsync();
        var node = await ConnectNodeAsync("linux", "[]");
        Assert.Equal(s_nodeId, (await admin.CallAsync("node.pair.list")).GetProperty("paired")[0].GetProperty("nodeId").GetString());
        Assert.Equal(s_nodeId, (await admin.CallAsync("node.pair.remove", $$"""{"nodeId":"{{s_nodeId}}"}""")).GetProperty("nodeId").GetString());
        Assert.Equal(1008, (await node.ClosedAsync()).Code);
        Assert.Equal(0, (await admin.CallAsync("node.pair.list")).GetProperty("paired").GetArrayLength());
    }

    private async Task<FakeSocket> ConnectNodeAsync(string platform, string commands, byte device = 3)
    {
        var (node, nonce) = await OpenAsync();
        var family = platform == "ios" ? "iPhone" : "Linux";
        var parameters = ConnectParams("node-host", "node", scopes: "[]", role: "node", device: device, nonce: nonce, platform: platform, family: family)
            .Replace("\"caps\":[]", $"\"caps\":[],\"commands\":{commands}", StringComparison.Ordinal);
        var response = await node.ResponseAsync(await node.RequestAsync("connect", parameters));
        Assert.True(response.GetProperty("ok").GetBoolean(), response.ToString());
        await node.EventAsync("voicewake.changed");
        return node;
    }

    private static Task<string> InvokeAsync(FakeSocket admin, string command, string parameters = "{}", int? timeoutMs = null)
    {
        var timeout = timeoutMs is { } value ? $",\"timeoutMs\":{value}" : "";
        return admin.RequestAsync("node.invoke", $$"""{"nodeId":"{{s_nodeId}}","command":"{{command}}","params":{{parameters}},"idempotencyKey":"k1"{{timeout}}}""");
    }

    private static Task<JsonElement> AnswerAsync(FakeSocket node, JsonElement asked, string outcome) =>
        node.CallAsync("node.invoke.result", $$"""{"id":"{{asked.GetProperty("id").GetString()}}","nodeId":"{{s_nodeId}}",{{outcome}}}""");
}
