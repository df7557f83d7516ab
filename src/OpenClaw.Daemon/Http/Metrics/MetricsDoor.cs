using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Daemon.Observability;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Observability;

namespace OpenClaw.Daemon.Http.Metrics;

/// <summary><c>GET /metrics</c> in Prometheus's text format, for those who hold the gateway's secret (<c>authorization.credentials</c> of a scrape).</summary>
/// <remarks>The first request begins the counting: a gateway that nobody watches does not count.</remarks>
internal static class MetricsDoor
{
    /// <summary>Where it listens.</summary>
    public const string Path = "/metrics";

    // Instruments are the process's, and so is what listens to them.
    private static readonly Lazy<MetricStore> s_store = new(static () =>
    {
        Mailboxes.Watch();
        return new MetricStore();
    });

    /// <summary>Serves one request.</summary>
    public static async Task HandleAsync(DoorServices services, HttpContext context)
    {
        if (!await services.AdmitAsync(context, Scope.Read, HttpMethods.Get, HttpMethods.Head))
        {
            return;
        }

        var body = Encoding.UTF8.GetBytes(PrometheusText.Write(s_store.Value));
        context.Response.ContentType = PrometheusText.ContentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
