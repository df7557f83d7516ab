using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>The tool <c>nodes</c> reaches a node that is the npm package @openclaw/gateway-client.</summary>
public sealed class NodeToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openclaw-node-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_node_is_found_and_carries_out_what_it_may_and_nothing_else()
    {
        await using var gateway = await GatewayProcess.StartAsync("{ gateway: { mode: 'local', tools: { allow: ['nodes'] } } }");
        await using var node = PeerProcess.Start("device.mjs", gateway.Url, GatewayProcess.Token, new()
        {
            ["DEVICE_FILE"] = Path.Combine(_folder.FullName, "node.json"),
            ["CLIENT_ROLE"] = "node",
        });
        await node.WaitAsync("hello");
        var id = (await node.WaitAsync("device")).Line.String("deviceId")!;

        Assert.Contains(id, await InvokeAsync(gateway, new { action = "status" }), StringComparison.Ordinal);
        Assert.Contains("system.which", await InvokeAsync(gateway, new { action = "describe", node = id[..12] }), StringComparison.Ordinal);
        Assert.Contains("/usr/bin/sh", await InvokeAsync(gateway, new { action = "invoke", invokeCommand = "system.which", invokeParamsJson = """{"bins":["sh"]}""" }), StringComparison.Ordinal);
        Assert.Contains("not allowed", await InvokeAsync(gateway, new { action = "invoke", node = id, invokeCommand = "system.run", invokeParamsJson = "{}" }), StringComparison.Ordinal);
        Assert.Contains("no such node", await InvokeAsync(gateway, new { action = "invoke", node = "toaster", invokeCommand = "system.which" }), StringComparison.Ordinal);
    }

    private static async Task<string> InvokeAsync(GatewayProcess gateway, object args)
    {
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Url.Replace("ws://", "http://", StringComparison.Ordinal)) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayProcess.Token);
        using var content = new StringContent(JsonSerializer.Serialize(new { tool = "nodes", args }), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/tools/invoke", content);
        return await response.Content.ReadAsStringAsync();
    }
}
