using System.Net;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Daemon.Process;

/// <summary>Whether a gateway may start on a configuration; pure.</summary>
internal static class StartChecks
{
    /// <summary>What forbids the start, a line a problem; empty when nothing does.</summary>
    public static IReadOnlyList<string> Problems(LoadedConfiguration loaded, bool allowUnconfigured)
    {
        var fatal = loaded.FatalIssues.Select(issue => issue.ToString()).ToList();
        if (fatal.Count > 0)
        {
            return fatal;
        }

        var gateway = loaded.Value.Gateway;
        if (gateway.Mode != GatewayMode.Local && !allowUnconfigured)
        {
            return
            [
                loaded.FileExists
                    ? $"Gateway start blocked: set gateway.mode=local (current: {(gateway.Mode is { } mode ? SettingNames.GatewayModes.NameOf(mode) : "unset")}) in {loaded.PlaceOf("gateway.mode")}, or pass --allow-unconfigured."
                    : $"Missing config: there is no {loaded.Path}. Write one with gateway.mode=local, or pass --allow-unconfigured.",
            ];
        }

        return [.. AuthProblems(loaded, allowUnconfigured), .. JournalProblems(gateway.Journal)];
    }

    /// <summary>Whether a token is to be made up: nobody configured one, and the door is this machine's own.</summary>
    public static bool NeedsGeneratedToken(LoadedConfiguration loaded, bool allowUnconfigured) =>
        allowUnconfigured && loaded.Value.Gateway is { Bind: BindMode.Loopback, Auth: { Mode: AuthMode.Token, Token: null } };

    /// <summary>Whether a Tailscale identity opens the door without any secret.</summary>
    private static bool AllowsTailscale(GatewayBlock gateway) =>
        gateway.Bind == BindMode.Loopback && (gateway.Auth.AllowTailscale ?? gateway.Tailscale == TailscaleMode.Serve);

    private static IEnumerable<string> JournalProblems(GatewayJournalBlock journal) =>
        journal.PostgreSql is { } connection && SqlPersistence.PostgreSqlProblem(connection.Reveal()) is { } problem ? [problem] : [];

    private static IEnumerable<string> AuthProblems(LoadedConfiguration loaded, bool allowUnconfigured)
    {
        var gateway = loaded.Value.Gateway;
        var auth = gateway.Auth;
        var secretMissing = auth.Mode switch
        {
            AuthMode.Token => auth.Token is null && !AllowsTailscale(gateway),
            AuthMode.Password => auth.Password is null,
            _ => false,
        };
        if (gateway.Bind != BindMode.Loopback && (secretMissing || auth.Mode == AuthMode.None))
        {
            yield return $"Refusing to bind gateway to {SettingNames.BindModes.NameOf(gateway.Bind)} without auth. "
                + "Set gateway.auth.token (or OPENCLAW_GATEWAY_TOKEN) or gateway.auth.password, or bind to loopback.";
        }
        else if (secretMissing && !NeedsGeneratedToken(loaded, allowUnconfigured))
        {
            var (what, variable) = auth.Mode == AuthMode.Token ? ("token", "OPENCLAW_GATEWAY_TOKEN") : ("password", "OPENCLAW_GATEWAY_PASSWORD");
            yield return $"Gateway auth is set to {what}, but no {what} is configured. Set gateway.auth.{what} in {loaded.PlaceOf($"gateway.auth.{what}")} (or {variable}), or pass --{what}.";
        }

        if (secretMissing)
        {
            // Why a secret that is in the file does not count: its variable is not set.
            foreach (var issue in loaded.Issues.Where(issue => issue.Path is "gateway.auth.token" or "gateway.auth.password"))
            {
                yield return issue.ToString();
            }
        }

        if (auth.Mode == AuthMode.TrustedProxy)
        {
            if (auth.TrustedProxy is null)
            {
                yield return "Gateway auth is set to trusted-proxy, but no user header is configured. Set gateway.auth.trustedProxy.userHeader.";
            }

            if (gateway.TrustedProxies.IsEmpty)
            {
                yield return "Gateway auth is set to trusted-proxy, but no proxy is trusted. List the proxy's address in gateway.trustedProxies.";
            }
            else if (auth.TrustedProxy is { AllowLoopback: false } && gateway.TrustedProxies.All(IPAddress.IsLoopback))
            {
                yield return "gateway.trustedProxies names only this machine, which gateway.auth.trustedProxy does not trust. Set allowLoopback there, or list the proxy's own address.";
            }
        }

        if (gateway.Tailscale != TailscaleMode.Off && gateway.Bind != BindMode.Loopback)
        {
            yield return "gateway.tailscale.mode: serve and funnel need gateway.bind=loopback. Set gateway.bind=loopback.";
        }

        if (gateway.Tailscale == TailscaleMode.Funnel && auth.Mode != AuthMode.Password)
        {
            yield return "gateway.tailscale.mode: funnel needs gateway.auth.mode=password. Set it, with gateway.auth.password.";
        }
    }
}
