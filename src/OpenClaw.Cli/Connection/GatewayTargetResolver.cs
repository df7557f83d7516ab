using System.Net;
using OpenClaw.Cli.Application;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Cli.Connection;

/// <summary>Works out where a command connects: flag over environment over configuration over default.</summary>
internal static class GatewayTargetResolver
{
    /// <summary>Resolves the target; the flags are null where absent.</summary>
    /// <exception cref="CliException">An address is none.</exception>
    public static GatewayTarget Resolve(CliContext cli, string? url, string? token, string? password)
    {
        if (Secret.From(token) is { } tokenFlag && Explicit(cli, url) is { } direct)
            return new GatewayTarget(direct.Address, direct.Source, tokenFlag.Reveal(), Secret.From(password)?.Reveal(), "--token");
        return Resolve(cli, ConfigurationLoader.Load(cli.Sources), url, token, password);
    }

    /// <summary>Resolves the target on a configuration that is already loaded.</summary>
    public static GatewayTarget Resolve(CliContext cli, LoadedConfiguration configuration, string? url, string? token, string? password)
    {
        var (address, source) = Explicit(cli, url) ?? Configured(configuration);
        var secrets = Secrets(cli, configuration, address, source, Secret.From(token), Secret.From(password));
        return new GatewayTarget(address, source, secrets.Token?.Reveal(), secrets.Password?.Reveal(), secrets.Source);
    }

    private static (Uri Address, string Source)? Explicit(CliContext cli, string? url)
    {
        if (!string.IsNullOrWhiteSpace(url))
            return (ParseAddress(url.Trim(), "--url"), "--url");
        return cli.Variable("OPENCLAW_GATEWAY_URL") is { } variable
            ? (ParseAddress(variable, "OPENCLAW_GATEWAY_URL"), "OPENCLAW_GATEWAY_URL")
            : null;
    }

    private static (Uri Address, string Source) Configured(LoadedConfiguration configuration)
    {
        var gateway = configuration.Value.Gateway;
        if (gateway.Mode == GatewayMode.Remote && gateway.Remote.Url is { } remote)
            return (ParseAddress(remote, "gateway.remote.url"), "gateway.remote.url");

        return OnThisHost(configuration);
    }

    /// <summary>This host's own gateway, whatever the flags, the environment and the remote mode say.</summary>
    public static GatewayTarget Local(CliContext cli, LoadedConfiguration configuration)
    {
        var (address, source) = OnThisHost(configuration);
        var secrets = Secrets(cli, configuration, address, source, null, null);
        return new GatewayTarget(address, source, secrets.Token?.Reveal(), secrets.Password?.Reveal(), secrets.Source);
    }

    private static (Uri Address, string Source) OnThisHost(LoadedConfiguration configuration)
    {
        // Every bind mode but a custom address listens on loopback too, and a custom one does so for local clients.
        var source = configuration.Origins.Port switch
        {
            SettingOrigin.Environment => "OPENCLAW_GATEWAY_PORT",
            SettingOrigin.File => "gateway.port",
            _ => "default port",
        };
        return (new UriBuilder("ws", IPAddress.Loopback.ToString(), configuration.Value.Gateway.Port).Uri, source);
    }

    private static (Secret? Token, Secret? Password, string? Source) Secrets(
        CliContext cli, LoadedConfiguration configuration, Uri address, string source, Secret? token, Secret? password)
    {
        if (token is not null || password is not null)
            return (token, password, token is not null ? "--token" : "--password");
        if (Secret.From(cli.Variable("OPENCLAW_GATEWAY_TOKEN")) is { } tokenVariable)
            return (tokenVariable, null, "OPENCLAW_GATEWAY_TOKEN");
        if (Secret.From(cli.Variable("OPENCLAW_GATEWAY_PASSWORD")) is { } passwordVariable)
            return (null, passwordVariable, "OPENCLAW_GATEWAY_PASSWORD");

        var gateway = configuration.Value.Gateway;
        if (source == "gateway.remote.url")
            return (gateway.Remote.Token, gateway.Remote.Password, "gateway.remote");

        // This host's secrets are for this host's gateway: an address elsewhere does not get them unasked.
        if (!address.IsLoopback)
            return (null, null, null);
        if (gateway.Auth.Mode == AuthMode.Password && gateway.Auth.Password is { } filePassword)
            return (null, filePassword, "gateway.auth.password");
        return gateway.Auth.Token is { } fileToken
            ? (fileToken, null, "gateway.auth.token")
            : (GeneratedToken(configuration.Paths), null, configuration.Paths.GeneratedTokenFile);
    }

    /// <summary>The token that a gateway started without configuration made for itself.</summary>
    private static Secret? GeneratedToken(StatePaths paths)
    {
        try
        {
            return Secret.From(File.ReadAllText(paths.GeneratedTokenFile));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static Uri ParseAddress(string text, string source)
    {
        var withScheme = text.Contains("://", StringComparison.Ordinal) ? text : $"ws://{text}";
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var address))
            throw new CliException($"{source} is no address{(text.Contains('@', StringComparison.Ordinal) ? "" : $": {text}")}", "INVALID_URL");

        // It would be sent to nobody, and shown wherever the address is.
        if (address.UserInfo.Length > 0)
            throw new CliException($"{source} holds a user name or password, which no gateway takes there; pass --token or --password", "INVALID_URL");
        return address.Scheme switch
        {
            "ws" or "wss" => address,
            "http" => new UriBuilder(address) { Scheme = "ws" }.Uri,
            "https" => new UriBuilder(address) { Scheme = "wss", Port = address.IsDefaultPort ? -1 : address.Port }.Uri,
            _ => throw new CliException($"{source} must begin with ws:// or wss://, not {address.Scheme}://", "INVALID_URL"),
        };
    }
}
