using Akka.Actor;
using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Pairing;

namespace OpenClaw.Daemon.Access;

/// <summary>Authorises HTTP requests, each anew, with the secret, the limits and the scopes of the socket's handshake.</summary>
/// <remarks>
/// <c>Authorization: Bearer</c> carries the gateway's token or password. <c>x-openclaw-scopes</c>, a list with commas, limits a request to less than
/// its credential allows. What the request then does needs the scope that <c>protocol/methods.json</c> gives the method behind it.
/// </remarks>
internal sealed class HttpAuthorizer(PeerReader peers, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private IActorRef? _pairing;

    /// <summary>From now on this actor decides; until then everything is refused.</summary>
    public void Open(IActorRef pairing) => Volatile.Write(ref _pairing, pairing);

    /// <summary>Decides a request.</summary>
    /// <returns>The decision; null when the gateway cannot decide now, which is 503.</returns>
    public async Task<HttpDecision?> DecideAsync(HttpContext context)
    {
        if (Volatile.Read(ref _pairing) is not { } pairing)
        {
            return null;
        }

        var scopes = context.Request.Headers["x-openclaw-scopes"];
        var attempt = new HttpAttempt(
            peers.Read(context).ToDomain(),
            HttpCaller.Bearer(context) is { Length: > 0 } secret ? secret : null,
            scopes.Count == 0 ? null : scopes.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            time.GetUtcNow());
        try
        {
            return await pairing.Ask<HttpDecision>(new PairingProtocol.AuthorizeHttp(attempt), Patience);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Decides a request, and answers it if it may not go on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="needed">The scope that it needs; none asks for valid credentials alone.</param>
    /// <returns>The grant; null when the request is answered already.</returns>
    public async Task<HttpGranted?> AuthorizeAsync(HttpContext context, Scope needed)
    {
        var decision = await DecideAsync(context);
        if (decision is HttpGranted granted && (needed == Scope.None || granted.Scopes.Allows(needed)))
        {
            return granted;
        }

        var refused = decision switch
        {
            HttpRefused refusal => refusal,
            HttpGranted { Limiter: var limiter } => new HttpRefused(403, "MISSING_SCOPE", $"missing scope: {ScopeSet.NameOf(needed)}", null, limiter),
            _ => new HttpRefused(503, "UNAVAILABLE", "the gateway is starting", TimeSpan.FromSeconds(1), FailedAuthLimiter.Empty),
        };
        await WriteAsync(context, refused);
        return null;
    }

    /// <summary>Answers with a refusal: <c>{"error":{"message","type","code"}}</c>.</summary>
    public static Task WriteAsync(HttpContext context, HttpRefused refused)
    {
        if (refused.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        var type = refused.Status switch { 401 => "unauthorized", 429 => "rate_limited", 503 => "unavailable", _ => "forbidden" };
        return JsonAnswers.ErrorAsync(context, refused.Status, type, refused.Message, refused.RetryAfter, refused.Code);
    }
}
