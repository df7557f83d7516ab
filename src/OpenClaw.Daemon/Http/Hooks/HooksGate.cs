using Microsoft.AspNetCore.Http;
using OpenClaw.Daemon.Access;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Daemon.Http.Hooks;

/// <summary>The gate for webhooks: their own token, as a bearer or in <c>x-openclaw-token</c>, under limits of its own. Thread safe.</summary>
/// <remarks>The token opens nothing else, and the gateway's secret does not open this: whoever may post a webhook is not yet the operator.</remarks>
internal sealed class HooksGate(PeerReader peers, GatewayComposition gateway, TimeProvider time) : IHttpGate
{
    /// <summary>20 in 60 s lock out for 60 s, from this machine too: webhooks are sent by programs, and many of them through a proxy on loopback.</summary>
    private static readonly FailedAuthLimits s_limits = new(20, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), ExemptLoopback: false, MaxSources: 10_000);

    private FailedAuthLimiter _limiter = FailedAuthLimiter.Empty;

    /// <inheritdoc/>
    public async Task<bool> AdmitAsync(HttpContext context, Scope needed)
    {
        var token = HttpCaller.Bearer(context) ?? HttpCaller.Header(context, "x-openclaw-token");
        if (Decide(new HttpAttempt(peers.Read(context).ToDomain(), token, null, time.GetUtcNow())) is not HttpRefused refused)
        {
            return true;
        }

        await HttpAuthorizer.WriteAsync(context, refused);
        return false;
    }

    private HttpDecision Decide(HttpAttempt attempt)
    {
        var policy = gateway.Access() with { Mode = AuthMode.Token, SharedSecret = SecretDigest.Of(gateway.Configuration().Value.Hooks.Token?.Reveal()), Limits = s_limits };
        while (true)
        {
            var before = Volatile.Read(ref _limiter);
            var decision = HttpAccess.Decide(attempt, policy, before);

            // Two guesses at the same time both count.
            if (ReferenceEquals(decision.Limiter, before) || ReferenceEquals(Interlocked.CompareExchange(ref _limiter, decision.Limiter, before), before))
            {
                return decision;
            }
        }
    }
}
