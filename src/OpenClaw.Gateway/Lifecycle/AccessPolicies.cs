using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.Access;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>Reads who may connect out of the configuration.</summary>
public static class AccessPolicies
{
    /// <summary>A source that gives the policy of the configuration as of now, worked out once for each configuration.</summary>
    /// <param name="configuration">The configuration as of now.</param>
    /// <param name="tokens">Derives device tokens.</param>
    public static Func<AccessPolicy> From(Func<LoadedConfiguration> configuration, DeviceTokenMint tokens)
    {
        (LoadedConfiguration Source, AccessPolicy Policy)? latest = null;
        return () =>
        {
            var current = configuration();
            if (latest is not { } known || !ReferenceEquals(known.Source, current))
            {
                latest = known = (current, Of(current.Value.Gateway, tokens));
            }

            return known.Policy;
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
                _ => null,
            },
            Tokens = tokens,
            AllowedOrigins = gateway.ControlUi.AllowedOrigins,
            AllowHostHeaderOrigin = gateway.ControlUi.AllowHostHeaderOrigin,
            TrustedProxies = gateway.TrustedProxies,
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
}
