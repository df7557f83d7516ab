using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using OpenClaw.Configuration;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Daemon.Http.ToolsInvoke;
using OpenClaw.Daemon.Tests.Support;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.RunCalls;
using OpenClaw.Models;
using OpenClaw.Tools.Web;

namespace OpenClaw.Daemon.Tests.Http;

/// <summary>Tools over HTTP: which are reached, and what their callers hear.</summary>
public sealed class ToolsInvokeDoorTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [Trait("Statement", "RUN-23")]
    [InlineData("""{"tool":"look","args":{"where":"here"}}""", 200, """{"ok":true,"result":{"content":[{"type":"text","text":"look {\u0022where\u0022:\u0022here\u0022} agent:main:main"}]}}""")]
    [InlineData("""{"tool":"LOOK","action":"far","sessionKey":"agent:main:x"}""", 200, """{"ok":true,"result":{"content":[{"type":"text","text":"look {\u0022action\u0022:\u0022far\u0022} agent:main:x"}]}}""")]
    [InlineData("""{"tool":"look","args":{"a":1},"dryRun":true}""", 200, """{"ok":true,"result":{"dryRun":true,"tool":"look","args":{"a":1}}}""")]
    [InlineData("""{"tool":"fail"}""", 500, """{"ok":false,"error":{"type":"tool_error","message":"it broke"}}""")]
    [InlineData("""{"tool":"exec","args":{"command":"id"}}""", 404, """{"ok":false,"error":{"type":"not_found","message":"Tool not available: exec"}}""")]
    [InlineData("""{"tool":"secret"}""", 404, """{"ok":false,"error":{"type":"not_found","message":"Tool not available: secret"}}""")]
    [InlineData("""{"tool":"nothing"}""", 404, """{"ok":false,"error":{"type":"not_found","message":"Tool not available: nothing"}}""")]
    [InlineData("""{"tool":"cron"}""", 200, """{"ok":true,"result":{"content":[{"type":"text","text":"cron {} agent:main:main"}]}}""")]
    [InlineData("""{"args":{}}""", 400, """{"ok":false,"error":{"type":"invalid_request","message":"tool is required"}}""")]
    [InlineData("""{"tool":"look","args":[1]}""", 400, """{"ok":false,"error":{"type":"invalid_request","message":"args must be an object"}}""")]
    [InlineData("""{"tool":"look","sessionKey":"agent:nobody:x"}""", 400, """{"ok":false,"error":{"type":"invalid_request","message":"unknown agent id \u0022nobody\u0022"}}""")]
    public async Task A_tool_is_called_under_policy(string body, int status, string answer)
    {
        var (gotStatus, got) = await InvokeAsync("POST", body, Scope.Write);
        Assert.Equal(status, gotStatus);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(answer).RootElement, JsonDocument.Parse(got).RootElement), got);
    }

    [Theory]
    [InlineData("POST", Scope.Read, 403)]
    [InlineData("GET", Scope.Write, 405)]
    public async Task Only_who_may_write_may_call_and_only_POST_is_served(string method, Scope scope, int status) =>
        Assert.Equal(status, (await InvokeAsync(method, """{"tool":"look"}""", scope)).Status);

    private async Task<(int Status, string Body)> InvokeAsync(string method, string body, Scope scope)
    {
        _home.WriteConfig("""{ gateway: { tools: { allow: ["cron"], deny: ["secret"] } } }""");
        var loaded = ConfigurationLoader.Load(_home.Sources());
        var agents = new AgentDirectory(loaded.Value, new ModelCatalog(ModelsOptions.Default, TimeProvider.System));
        using var download = new PublicDownload(TimeProvider.System);
        var services = new DoorServices(
            () => loaded, new Gate(scope), new RunCaller(ActorRefs.Nobody, agents, new AgentRunOptions()), TimeProvider.System, CancellationToken.None)
        {
            Hooks = ActorRefs.Nobody,
            Tools = new Tools(),
            Download = download,
        };
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Response.Body = new MemoryStream();
        await new ToolsInvokeDoor(services, services.Tools).HandleAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
    }

    private sealed class Gate(Scope has) : IHttpGate
    {
        public Task<bool> AdmitAsync(HttpContext context, Scope needed)
        {
            context.Response.StatusCode = needed == has ? 200 : 403;
            return Task.FromResult(needed == has);
        }
    }

    private sealed class Tools : IToolHost
    {
        public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) =>
            [.. new[] { "look", "fail", "exec", "secret", "cron" }.Select(static name => new ToolDefinition(new ModelTool(name, "", "{}"), IsRepeatable: true))];

        public ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel) => ValueTask.FromResult(
            call.Name == "fail" ? ToolResult.Error("it broke") : ToolResult.Of($"{call.Name} {call.ArgumentsJson} {context.Session}"));
    }
}
