using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.Access;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>Reads who may connect out of the configuration.</summary>
public static class AccessPolicies
{
    /// <summary>A source that gives the policy of the configuration as of now, worked out once for each configuration. Thread safe.</summary>
    /// <param name="configuration">The configuration as of now.</param>
    /// <param name="tokens">Derives device tokens.</param>
    public static Func<AccessPolicy> From(Func<LoadedConfiguration> configuration, DeviceTokenMint tokens)
    {
        var latest = new Published<Derived>(new Derived(null, null));
        return () =>
        {
            var current = configuration();
            var known = latest.Current;
            if (ReferenceEquals(known.Source, current.Value.Gateway))
            {
                return known.Policy!;
            }

            // Two threads may both work it out: the results are equal, and the later one stays.
            var policy = Of(current.Value.Gateway, tokens);
            latest.Publish(new Derived(current.Value.Gateway, policy));
            return policy;
        };
    }

    /// <summary>The policy of a configuration.</summary>
    public static AccessPolicy Of(GatewayBlock gateway, DeviceTokenMint tokens)
    {
        var limits = gateway.Auth.RateLimit;
        return new AccessPolicy
        {
            Mode = gateway.Auth.Mode switch
            {
                Configuration.Schema.AuthMode.Password => Domain.Access.AuthMode.Password,
                Configuration.Schema.AuthMode.None => Domain.Access.AuthMode.None,
                Configuration.Schema.AuthMode.TrustedProxy => Domain.Access.AuthMode.TrustedProxy,
                _ => Domain.Access.AuthMode.Token,
            },
            SharedSecret = gateway.Auth.Mode switch
            {
                Configuration.Schema.AuthMode.Password => SecretDigest.Of(gateway.Auth.Password?.Reveal()),
                Configuration.Schema.AuthMode.Token => SecretDigest.Of(gateway.Auth.Token?.Reveal()),
                Configuration.Schema.AuthMode.TrustedProxy => SecretDigest.Of((gateway.Auth.Token ?? gateway.Auth.Password)?.Reveal()),
                _ => null,
            },
            Tokens = tokens,
            AllowedOrigins = gateway.ControlUi.AllowedOrigins,
            AllowHostHeaderOrigin = gateway.ControlUi.AllowHostHeaderOrigin,
            AllowControlUiWithoutDevice = gateway.ControlUi.DisableDeviceAuth,
            TrustedProxies = gateway.TrustedProxies,
            AllowRealIpFallback = gateway.AllowRealIpFallback,
            TrustedProxy = gateway.Auth.TrustedProxy is { } proxy
                ? new TrustedProxyRules(proxy.UserHeader, proxy.RequiredHeaders, proxy.AllowUsers, proxy.AllowLoopback)
                : null,
            AllowTailscale = gateway.Auth.AllowTailscale ?? (gateway.Tailscale == TailscaleMode.Serve && gateway.Auth.Mode != Configuration.Schema.AuthMode.Password),
            Limits = FailedAuthLimits.Default with
            {
                MaxFailures = limits.MaxAttempts,
                Window = limits.Window,
                Lockout = limits.Lockout,
                ExemptLoopback = limits.ExemptLoopback,
            },
        };
    }

    /// <summary>The mode's name on the wire.</summary>
    public static string NameOf(Configuration.Schema.AuthMode mode) => mode switch
    {
        Configuration.Schema.AuthMode.Password => "password",
        Configuration.Schema.AuthMode.None => "none",
        Configuration.Schema.AuthMode.TrustedProxy => "trusted-proxy",
        _ => "token",
    };

    private sealed record Derived(GatewayBlock? Source, AccessPolicy? Policy);
}
