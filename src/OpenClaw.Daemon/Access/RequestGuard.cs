using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenClaw.Domain.Access;

namespace OpenClaw.Daemon.Access;

/// <summary>What every request has to pass before anything else sees it, upgrades included: a plain path, a Host that means us, an Origin that may act.</summary>
/// <remarks>
/// It asks for no credentials and so does not depend on how the gateway authenticates. The Origin of an upgrade is judged in the handshake
/// (<see cref="ConnectDecider"/>), where a page learns the reason as an error that it can show.
/// </remarks>
internal sealed class RequestGuard(PeerReader peers, Func<AccessPolicy> policy, string machineName)
{
    /// <summary>Why the request goes no further; null when it may. Sets the request's path to its one reading.</summary>
    public Refusal? Refuse(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is null || !RequestPath.TryRead(target, out var path))
        {
            return new Refusal(StatusCodes.Status400BadRequest, "Bad Request: the path is not plain");
        }

        context.Request.Path = new PathString(path);

        // Monitors ask by address and learn nothing that a page could use.
        if (path is "/health" or "/healthz" or "/ready" or "/readyz")
        {
            return null;
        }

        var peer = peers.Read(context).ToDomain();
        var rules = policy();
        if (!HostPolicy.Allows(peer, rules, machineName))
        {
            return new Refusal(
                StatusCodes.Status421MisdirectedRequest,
                "Misdirected Request: this Host does not name the gateway's machine (if it should, list its origin in gateway.controlUi.allowedOrigins)");
        }

        return IsRead(context.Request.Method) || OriginPolicy.Allows(peer, rules)
            ? null
            : new Refusal(StatusCodes.Status403Forbidden, "Forbidden: origin not allowed (add it to gateway.controlUi.allowedOrigins)");
    }

    /// <summary>Answers with a refusal.</summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(refusal.Text)).AsTask();
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>An answer in place of what was asked for.</summary>
    internal sealed record Refusal(int Status, string Text);
}
