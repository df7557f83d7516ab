using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Http.Doors;

namespace OpenClaw.Daemon.Http;

/// <summary>What the one port answers to plain HTTP: liveness, readiness, a page that says what this is, and the doors for programs.</summary>
internal sealed class HttpEndpoints(Readiness readiness, string version, HttpDoors doors)
{
    private static readonly byte[] Live = "{\"ok\":true,\"status\":\"live\"}"u8.ToArray();
    private readonly byte[] _page = StartPage.Render(version);

    /// <summary>Answers a request that is no WebSocket upgrade.</summary>
    public Task HandleAsync(HttpContext context)
    {
        // Paths are compared as the guard has normalised them, once, so that no spelling gets around a rule.
        switch (context.Request.Path.Value)
        {
            case "/health" or "/healthz":
                return IsRead(context) ? WriteAsync(context, HttpStatusCode.OK, "application/json; charset=utf-8", Live) : RefuseMethodAsync(context);
            case "/ready" or "/readyz":
                return IsRead(context) ? WriteReadinessAsync(context) : RefuseMethodAsync(context);
            case "/" or "" or null:
                return IsRead(context) ? WriteAsync(context, HttpStatusCode.OK, "text/html; charset=utf-8", _page) : RefuseMethodAsync(context);
            case var path when doors.At(path) is { } serve:
                return serve(context);
            default:
                return WriteAsync(context, HttpStatusCode.NotFound, "text/plain; charset=utf-8", "Not Found"u8.ToArray());
        }
    }

    private Task WriteReadinessAsync(HttpContext context)
    {
        var failing = readiness.Failing;
        return JsonAnswers.WriteAsync(context, failing.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ready", failing.IsEmpty);
            // Only this machine learns which part is down; others learn that one is.
            if (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address))
            {
                writer.WriteStartArray("failing");
                foreach (var part in failing)
                {
                    writer.WriteStringValue(part);
                }

                writer.WriteEndArray();
                writer.WriteNumber("uptimeMs", (long)readiness.Uptime.TotalMilliseconds);
            }

            writer.WriteEndObject();
        });
    }

    private static bool IsRead(HttpContext context) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    private static Task RefuseMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD";
        return WriteAsync(context, HttpStatusCode.MethodNotAllowed, "text/plain; charset=utf-8", "Method Not Allowed"u8.ToArray());
    }

    private static Task WriteAsync(HttpContext context, HttpStatusCode status, string type, byte[] body)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
    }
}
