using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenClaw.TestSupport;

/// <summary>A WebSocket server that plays a gateway as a test dictates: right, wrong or silent. Never the product's own code.</summary>
public sealed class ScriptedGateway : IAsyncDisposable
{
    /// <summary>The token it wants.</summary>
    public const string Token = "scripted-token";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<ScriptedCall, Task>> _methods = new();
    private readonly ConcurrentDictionary<ScriptedConnection, bool> _connections = new();

    private ScriptedGateway()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    public int Port => Address.Port;

    /// <summary>Every request but connect, in order of arrival.</summary>
    public ConcurrentQueue<(string Method, JsonElement Params)> Requests { get; } = new();

    /// <summary>The params of every connect.</summary>
    public ConcurrentQueue<JsonElement> Connects { get; } = new();

    /// <summary>The policy's tick interval; the script decides whether ticks really come.</summary>
    public int TickIntervalMs { get; set; } = 30_000;

    /// <summary>The protocol answered in hello-ok.</summary>
    public int Protocol { get; set; } = 4;

    /// <summary>Replaces the answer to connect; for faults in the handshake.</summary>
    public Func<ScriptedCall, Task>? OnConnect { get; set; }

    /// <summary>Replaces everything after the WebSocket upgrade; for peers that are no gateway.</summary>
    public Func<ScriptedConnection, Task>? OnOpen { get; set; }

    public static async Task<ScriptedGateway> StartAsync()
    {
        var gateway = new ScriptedGateway();
        await gateway._app.StartAsync();
        gateway.Address = new UriBuilder(gateway._app.Urls.First()) { Scheme = "ws" }.Uri;
        return gateway;
    }

    /// <summary>Answers a method with a payload.</summary>
    public ScriptedGateway On(string method, string payload) => On(method, call => call.AnswerAsync(payload));

    /// <summary>Runs a script for a method.</summary>
    public ScriptedGateway On(string method, Func<ScriptedCall, Task> script)
    {
        _methods[method] = script;
        return this;
    }

    /// <summary>Sends an event to everyone connected.</summary>
    public async Task BroadcastAsync(string name, string payload)
    {
        foreach (var connection in _connections.Keys)
            await connection.SendEventAsync(name, payload);
    }

    /// <summary>Closes every connection.</summary>
    public async Task CloseAllAsync(int code, string reason)
    {
        foreach (var connection in _connections.Keys)
            await connection.CloseAsync(code, reason);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Keys)
            connection.Abort();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await context.Response.WriteAsync("a plain web page");
            return;
        }

        using var connection = new ScriptedConnection(await context.WebSockets.AcceptWebSocketAsync());
        _connections[connection] = true;
        try
        {
            if (OnOpen is { } script)
            {
                await script(connection);
                return;
            }

            await connection.SendEventAsync("connect.challenge", """{"nonce":"n-1","ts":1}""");
            while (await connection.ReceiveAsync() is { } frame)
                await ServeAsync(connection, frame);
        }
        catch (WebSocketException)
        {
            // The client went away without a close frame.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }

    private Task ServeAsync(ScriptedConnection connection, JsonElement frame)
    {
        var call = new ScriptedCall(
            connection, frame.GetProperty("id").GetString()!, frame.GetProperty("method").GetString()!,
            frame.TryGetProperty("params", out var parameters) ? parameters : default);
        if (call.Method == "connect")
        {
            Connects.Enqueue(call.Params);
            return (OnConnect ?? WelcomeAsync)(call);
        }

        Requests.Enqueue((call.Method, call.Params));
        return _methods.TryGetValue(call.Method, out var script) ? script(call) : call.FailAsync("INVALID_REQUEST", $"unknown method: {call.Method}");
    }

    private async Task WelcomeAsync(ScriptedCall call)
    {
        var token = call.Params.TryGetProperty("auth", out var auth) && auth.TryGetProperty("token", out var sent) ? sent.GetString() : null;
        if (token != Token)
        {
            var (what, code) = token is null ? ("missing", "AUTH_TOKEN_MISSING") : ("mismatch", "AUTH_TOKEN_MISMATCH");
            await call.FailAsync("INVALID_REQUEST", $"unauthorized: gateway token {what}", $$"""{"code":"{{code}}"}""");
            await call.Connection.CloseAsync(1008, $"unauthorized: gateway token {what}");
            return;
        }

        var methods = string.Join(',', _methods.Keys.Order().Select(static method => $"\"{method}\""));
        var scopes = call.Params.GetProperty("scopes").GetRawText();
        await call.AnswerAsync($$$"""
            {"type":"hello-ok","protocol":{{{Protocol}}},"server":{"version":"9.9.9","connId":"c-1"},
             "features":{"methods":[{{{methods}}}],"events":["tick","agent"]},
             "snapshot":{"presence":[],"health":{"ok":true},"stateVersion":{"presence":1,"health":1},"uptimeMs":65000},
             "auth":{"role":"operator","scopes":{{{scopes}}}},
             "policy":{"maxPayload":26214400,"maxBufferedBytes":52428800,"tickIntervalMs":{{{TickIntervalMs}}}}}
            """);
    }
}
