using System.Collections.Immutable;
using System.Net;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>The <c>gateway</c> block as the file has it: null where the file says nothing.</summary>
/// <param name="Port">Port.</param>
/// <param name="Bind">Bind mode.</param>
/// <param name="AuthMode">Auth mode.</param>
/// <param name="Token">Token.</param>
/// <param name="Password">Password.</param>
/// <param name="Rest">All settings that neither flags nor environment can override.</param>
internal sealed record GatewayFileValues(int? Port, BindMode? Bind, AuthMode? AuthMode, Secret? Token, Secret? Password, GatewayBlock Rest);

/// <summary>Reads <c>gateway</c>. A bad value here is fatal: the door must be exactly as the user wants it, or closed.</summary>
internal static class GatewayBinder
{
    public static GatewayFileValues Bind(ConfigNode? node, IReadOnlyDictionary<string, string> environment, ICollection<ConfigurationIssue> issues)
    {
        var gateway = new BlockReader(node, "gateway", IssueSeverity.Fatal, issues);
        var port = gateway.Integer("port", 1, 65535);
        var bind = gateway.OneOf("bind", SettingNames.BindModes);
        var auth = gateway.Block("auth");
        var values = new GatewayFileValues(
            port,
            bind,
            auth.OneOf("mode", SettingNames.AuthModes),
            auth.Secret("token", environment),
            auth.Secret("password", environment),
            new GatewayBlock
            {
                Mode = gateway.OneOf("mode", SettingNames.GatewayModes),
                CustomBindHost = gateway.String("customBindHost"),
                Auth = new GatewayAuthBlock
                {
                    AllowTailscale = auth.Boolean("allowTailscale"),
                    TrustedProxy = auth.Node("trustedProxy") is null ? null : TrustedProxy(auth.Block("trustedProxy")),
                    RateLimit = RateLimit(auth.Block("rateLimit")),
                },
                TrustedProxies = TrustedProxies(gateway),
                AllowRealIpFallback = gateway.Boolean("allowRealIpFallback") ?? false,
                HandshakeTimeout = Milliseconds(gateway.Integer("handshakeTimeoutMs", 100, 600_000)) ?? new GatewayBlock().HandshakeTimeout,
                ControlUi = ControlUi(gateway.Block("controlUi")),
                Protocol = Protocol(gateway.Block("protocol")),
                Http = HttpBinder.Bind(gateway.Block("http")),
                Tools = HttpBinder.BindTools(gateway.Block("tools")),
                Tailscale = Tailscale(gateway.Block("tailscale")),
                Nodes = Nodes(gateway.Block("nodes")),
                Journal = Journal(gateway.Block("journal"), environment),
                Remote = Remote(gateway.Block("remote"), environment),
            });

        auth.Recognise("identityLinks", "roles");
        auth.ReportUnknown();
        gateway.Recognise("reload", "tls", "terminal", "push", "channelHealthCheckMinutes", "channelStaleEventThresholdMinutes",
            "channelMaxRestartsPerHour", "webchat", "roles", "cluster");
        gateway.ReportUnknown(
            ("token", "The token is gateway.auth.token"),
            ("password", "The password is gateway.auth.password"),
            ("host", "Use gateway.bind, with gateway.customBindHost for one address"));
        return values;
    }

    private static TrustedProxyBlock? TrustedProxy(BlockReader block)
    {
        var userHeader = block.String("userHeader");
        var result = new TrustedProxyBlock
        {
            UserHeader = userHeader ?? "",
            RequiredHeaders = block.Strings("requiredHeaders") ?? [],
            AllowUsers = block.Strings("allowUsers") ?? [],
            AllowLoopback = block.Boolean("allowLoopback") ?? false,
        };
        block.ReportUnknown();
        return userHeader is null ? null : result;
    }

    private static AuthRateLimitBlock RateLimit(BlockReader block)
    {
        var defaults = new AuthRateLimitBlock();
        var result = new AuthRateLimitBlock
        {
            MaxAttempts = block.Integer("maxAttempts", 1, 1_000_000) ?? defaults.MaxAttempts,
            Window = Milliseconds(block.Integer("windowMs", 1, int.MaxValue)) ?? defaults.Window,
            Lockout = Milliseconds(block.Integer("lockoutMs", 0, int.MaxValue)) ?? defaults.Lockout,
            ExemptLoopback = block.Boolean("exemptLoopback") ?? defaults.ExemptLoopback,
        };
        block.ReportUnknown();
        return result;
    }

    private static ImmutableArray<IPAddress> TrustedProxies(BlockReader gateway)
    {
        var addresses = ImmutableArray.CreateBuilder<IPAddress>();
        foreach (var text in gateway.Strings("trustedProxies") ?? [])
        {
            if (IPAddress.TryParse(text, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                gateway.Bad(gateway.Node("trustedProxies")!, gateway.Path("trustedProxies"), $"\"{text}\" is not an IP address", "List single addresses such as 127.0.0.1");
            }
        }

        return addresses.ToImmutable();
    }

    private static ControlUiBlock ControlUi(BlockReader block)
    {
        var result = new ControlUiBlock
        {
            Enabled = block.Boolean("enabled") ?? true,
            AllowedOrigins = block.Strings("allowedOrigins") ?? [],
            DisableDeviceAuth = block.Boolean("dangerouslyDisableDeviceAuth") ?? false,
            AllowHostHeaderOrigin = block.Boolean("dangerouslyAllowHostHeaderOriginFallback") ?? false,
        };
        block.Recognise("basePath", "root", "allowInsecureAuth", "embedSandbox", "allowExternalEmbedUrls", "environment", "allowedFrameOrigins");
        block.ReportUnknown();
        return result;
    }

    private static GatewayProtocolBlock Protocol(BlockReader block)
    {
        var result = new GatewayProtocolBlock { UnknownParams = block.OneOf("unknownParams", SettingNames.UnknownParamModes) ?? UnknownParams.Reject };
        block.ReportUnknown();
        return result;
    }

    private static GatewayJournalBlock Journal(BlockReader block, IReadOnlyDictionary<string, string> environment)
    {
        var result = new GatewayJournalBlock { PostgreSql = block.Secret("postgresql", environment) };
        if (result.PostgreSql is null && block.Written("postgresql") is { } node)
        {
            // Absent would mean a SQLite file: an empty one, as if the gateway had forgotten everybody.
            block.Bad(node, block.Path("postgresql"), "is set, but names no database", "Set the variable that it names, or remove it to use SQLite");
        }

        block.ReportUnknown();
        return result;
    }

    private static TailscaleMode Tailscale(BlockReader block)
    {
        var mode = block.OneOf("mode", SettingNames.TailscaleModes) ?? TailscaleMode.Off;
        block.Recognise("resetOnExit", "serviceName", "preserveFunnel", "path");
        block.ReportUnknown();
        return mode;
    }

    private static GatewayNodesBlock Nodes(BlockReader block)
    {
        // commands.allow and .deny since 2026.9, allowCommands and denyCommands before. Who writes both means both.
        var commands = block.Block("commands");
        var result = new GatewayNodesBlock
        {
            AllowCommands = [.. commands.Strings("allow") ?? [], .. block.Strings("allowCommands") ?? []],
            DenyCommands = [.. commands.Strings("deny") ?? [], .. block.Strings("denyCommands") ?? []],
        };
        commands.ReportUnknown();
        block.Recognise("browser", "pairing", "sessionHosts", "pluginTools", "allowSkills");
        block.ReportUnknown();
        return result;
    }

    private static GatewayRemoteBlock Remote(BlockReader block, IReadOnlyDictionary<string, string> environment)
    {
        var result = new GatewayRemoteBlock
        {
            Url = block.String("url"),
            Token = block.Secret("token", environment),
            Password = block.Secret("password", environment),
        };
        block.Recognise("transport", "sshTarget", "sshIdentity", "tlsFingerprint", "enabled", "remotePort");
        block.ReportUnknown();
        return result;
    }

    private static TimeSpan? Milliseconds(int? value) => value is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
