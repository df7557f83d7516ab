using Akka.Actor;
using Microsoft.AspNetCore.Http;
using OpenClaw.Configuration;
using OpenClaw.Daemon.Http.Hooks;
using OpenClaw.Daemon.Http.Metrics;
using OpenClaw.Daemon.Http.OpenAi;
using OpenClaw.Daemon.Http.ToolsInvoke;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.RunCalls;
using OpenClaw.Tools.Web;

namespace OpenClaw.Daemon.Http.Doors;

/// <summary>What the doors share. Immutable; the configuration is read anew for each request.</summary>
/// <param name="Configuration">The configuration as of now.</param>
/// <param name="Gate">Checks the gateway's secret.</param>
/// <param name="Runs">Starts runs.</param>
/// <param name="Time">The clock.</param>
/// <param name="Stopping">Cancelled when the gateway goes down.</param>
internal sealed record DoorServices(Func<LoadedConfiguration> Configuration, IHttpGate Gate, RunCaller Runs, TimeProvider Time, CancellationToken Stopping)
{
    /// <summary>Takes what webhooks want.</summary>
    public required IActorRef Hooks { get; init; }

    /// <summary>The host of the agents' tools.</summary>
    public required IToolHost Tools { get; init; }

    /// <summary>Fetches what requests name by address.</summary>
    public required PublicDownload Download { get; init; }

    /// <summary>Lets a request in by its method and the gateway's secret, or answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="needed">The scope that it needs.</param>
    /// <param name="methods">The methods that the door knows.</param>
    /// <returns>Whether the request may go on.</returns>
    public async Task<bool> AdmitAsync(HttpContext context, Scope needed, params string[] methods)
    {
        if (methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return await Gate.AdmitAsync(context, needed);
        }

        await JsonAnswers.RefuseMethodAsync(context, string.Join(", ", methods));
        return false;
    }
}

/// <summary>The doors for programs that speak plain HTTP. A door is made when somebody first knocks: most gateways never need one.</summary>
internal sealed class HttpDoors : IDisposable
{
    private readonly Func<LoadedConfiguration> _configuration;
    private readonly TimeProvider _time;
    private readonly IHttpGate _gate;
    private readonly IHttpGate _hooksGate;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PublicDownload _download;
    private DoorServices? _services;

    /// <summary>Closed doors.</summary>
    public HttpDoors(Func<LoadedConfiguration> configuration, IHttpGate gate, IHttpGate hooksGate, TimeProvider time)
    {
        _configuration = configuration;
        _time = time;
        _gate = gate;
        _hooksGate = hooksGate;
        _download = new PublicDownload(time);
    }

    /// <summary>From now on requests are served; until then they are answered 503.</summary>
    /// <param name="runs">Starts runs.</param>
    /// <param name="hooks">Takes what webhooks want.</param>
    /// <param name="tools">The host of the agents' tools.</param>
    public void Open(RunCaller runs, IActorRef hooks, IToolHost tools) =>
        Volatile.Write(ref _services, new DoorServices(_configuration, _gate, runs, _time, _stopping.Token) { Hooks = hooks, Tools = tools, Download = _download });

    /// <summary>Ends the answers that still go, so that the port can close.</summary>
    public void Close() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _download.Dispose();
        _stopping.Dispose();
    }

    /// <summary>The door at a path; null when there is none, or when it is switched off, which looks the same from outside.</summary>
    public Func<HttpContext, Task>? At(string path)
    {
        var configuration = _configuration().Value;
        var gateway = configuration.Gateway;
        if (configuration.Hooks is { Enabled: true, Token: not null, Path: var root } && path.StartsWith(root, StringComparison.Ordinal)
            && path.Length > root.Length + 1 && path[root.Length] == '/')
        {
            return context => ServeAsync(context, (services, context) => new HooksDoor(services, _hooksGate, services.Hooks).HandleAsync(context, path[(root.Length + 1)..]));
        }

        return path switch
        {
            MetricsDoor.Path when configuration.Diagnostics.Metrics => context => ServeAsync(context, MetricsDoor.HandleAsync),
            ToolsInvokeDoor.Path => context => ServeAsync(context, static (services, context) => new ToolsInvokeDoor(services, services.Tools).HandleAsync(context)),
            "/v1/chat/completions" when gateway.Http.ChatCompletions.Enabled => context => ServeAsync(context, static (services, context) => new OpenAiDoor(services, OpenAiDialect.ChatCompletions).HandleAsync(context)),
            "/v1/responses" when gateway.Http.Responses.Enabled => context => ServeAsync(context, static (services, context) => new OpenAiDoor(services, OpenAiDialect.Responses).HandleAsync(context)),
            _ when (path == ModelsDoor.Path || path.StartsWith(ModelsDoor.Path + "/", StringComparison.Ordinal))
                && (gateway.Http.ChatCompletions.Enabled || gateway.Http.Responses.Enabled) => context => ServeAsync(context, ModelsDoor.HandleAsync),
            _ => null,
        };
    }

    private async Task ServeAsync(HttpContext context, Func<DoorServices, HttpContext, Task> serve)
    {
        if (Volatile.Read(ref _services) is not { } services || _stopping.IsCancellationRequested)
        {
            await JsonAnswers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "unavailable", "The gateway is starting or stopping", TimeSpan.FromSeconds(1));
            return;
        }

        try
        {
            await serve(services, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || _stopping.IsCancellationRequested)
        {
            // The peer left in the middle of its request, or the gateway stopped waiting for the rest of it: nobody is there to answer.
        }
    }
}
