using System.Globalization;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Flag over environment over file over default, for the settings that all of them can give.</summary>
internal static class Precedence
{
    public static (GatewayBlock Gateway, SettingOrigins Origins) Apply(GatewayFileValues file, ConfigurationSources sources, ICollection<ConfigurationIssue> issues)
    {
        var flags = sources.Flags;
        var port = Pick(flags.Port, EnvironmentPort(sources, issues), file.Port, GatewayBlock.DefaultPort);
        var bind = Pick(flags.Bind, null, file.Bind, BindMode.Loopback);
        var token = PickSecret(flags.Token, sources.OpenClawVariable("GATEWAY_TOKEN", out _), file.Token);
        var password = PickSecret(flags.Password, sources.OpenClawVariable("GATEWAY_PASSWORD", out _), file.Password);
        var mode = Pick(flags.AuthMode, null, file.AuthMode, ImpliedMode(token, password, issues));

        var gateway = file.Rest with
        {
            Port = port.Value,
            Bind = bind.Value,
            Auth = file.Rest.Auth with { Mode = mode.Value, Token = token.Value, Password = password.Value },
        };
        return (gateway, new SettingOrigins(port.Origin, bind.Origin, mode.Origin, token.Origin, password.Origin));

        // Only an unset mode makes two secrets ambiguous.
        AuthMode ImpliedMode((Secret? Value, SettingOrigin Origin) token, (Secret? Value, SettingOrigin Origin) password, ICollection<ConfigurationIssue> issues)
        {
            if (flags.AuthMode is not null || file.AuthMode is not null || token.Value is null || password.Value is null)
            {
                return password.Value is not null && token.Value is null ? AuthMode.Password : AuthMode.Token;
            }

            if (token.Origin != password.Origin && (token.Origin == SettingOrigin.Flag || password.Origin == SettingOrigin.Flag))
            {
                return token.Origin == SettingOrigin.Flag ? AuthMode.Token : AuthMode.Password;
            }

            issues.Add(new ConfigurationIssue(IssueSeverity.Fatal, "gateway.auth.mode", "both a token and a password are configured, and no mode says which one counts", "Set gateway.auth.mode to \"token\" or \"password\""));
            return AuthMode.Token;
        }
    }

    private static int? EnvironmentPort(ConfigurationSources sources, ICollection<ConfigurationIssue> issues)
    {
        if (sources.OpenClawVariable("GATEWAY_PORT", out var name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535)
        {
            return port;
        }

        issues.Add(new ConfigurationIssue(IssueSeverity.Warning, name, "is not a port from 1 to 65535, so it is ignored", "Correct or unset the variable"));
        return null;
    }

    private static (T Value, SettingOrigin Origin) Pick<T>(T? flag, T? environment, T? file, T otherwise)
        where T : struct =>
        flag is { } a ? (a, SettingOrigin.Flag)
        : environment is { } b ? (b, SettingOrigin.Environment)
        : file is { } c ? (c, SettingOrigin.File)
        : (otherwise, SettingOrigin.Default);

    private static (Secret? Value, SettingOrigin Origin) PickSecret(Secret? flag, string? environment, Secret? file) =>
        flag is not null ? (flag, SettingOrigin.Flag)
        : Secret.From(environment) is { } value ? (value, SettingOrigin.Environment)
        : file is not null ? (file, SettingOrigin.File)
        : (null, SettingOrigin.Default);
}
