using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Models.Tests.Endpoints;

/// <summary>A real HTTP server on a free loopback port that does what the test says.</summary>
internal sealed class ScriptedEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScriptedEndpoint(WebApplication app) => _app = app;

    public RequestDelegate Behaviour { get; set; } = static _ => Task.CompletedTask;

    public Uri Address => new(_app.Urls.First());

    public static async Task<ScriptedEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var endpoint = new ScriptedEndpoint(app);
        app.Run(context => endpoint.Behaviour(context));
        await app.StartAsync();
        return endpoint;
    }

    public static Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { error = new { message, type = "test" } }));
    }

    public void MarkRead() => _read.TrySetResult();

    /// <summary>Until the client has seen something of the answer.</summary>
    public Task WhenReadAsync() => _read.Task;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
