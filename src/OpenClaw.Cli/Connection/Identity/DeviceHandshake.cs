using OpenClaw.Cli.Application;
using OpenClaw.Client;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Connection.Identity;

/// <summary>Connects as a device where the gateway needs to know who this is: signs, keeps the token that it is given, and comes with it the next time.</summary>
/// <remarks>
/// On this machine the shared secret is enough, and nothing here is loaded. Elsewhere a secret alone carries no scopes, so there the command line is a device that
/// somebody has to approve once. <c>OPENCLAW_CLI_DEVICE</c> set to <c>always</c> or <c>never</c> decides otherwise.
/// </remarks>
internal static class DeviceHandshake
{
    /// <summary>Whether this connection is made as a device.</summary>
    public static bool IsNeeded(CliContext cli, GatewayTarget target) => cli.Variable("OPENCLAW_CLI_DEVICE") switch
    {
        "always" => true,
        "never" => false,
        _ => !target.Address.IsLoopback,
    };

    /// <summary>Connects.</summary>
    /// <param name="cli">The surroundings.</param>
    /// <param name="options">Everything but the device; its token is the shared one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GatewayClient> ConnectAsync(CliContext cli, GatewayClientOptions options, CancellationToken cancellationToken)
    {
        var state = StatePaths.Resolve(cli.Sources).StateDirectory;
        var tokens = new DeviceTokens(state);
        var known = tokens.Find(options.Address);
        var first = options with
        {
            Device = CommandLineDevice.ReadOrCreate(state, cli.Time),
            Token = options.Token ?? (options.Password is null ? known : null),

            // Who approves a device approves the person's command line, not its first command; later ones take what they need of it.
            Scopes = known is null ? GatewayClientOptions.AllOperatorScopes : options.Scopes,
        };
        GatewayClient client;
        try
        {
            client = await GatewayClient.ConnectAsync(first, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayConnectException refused) when (known is not null && first.Token != known && refused.Error?.DetailCode is "AUTH_TOKEN_MISMATCH" or "AUTH_PASSWORD_MISMATCH")
        {
            // The shared secret was replaced; what this device was given does not depend on it.
            client = await GatewayClient.ConnectAsync(first with { Token = known, Password = null }, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayConnectException refused) when (first.Token == known && refused.Error?.DetailCode is "AUTH_TOKEN_MISMATCH" or "AUTH_DEVICE_TOKEN_MISMATCH")
        {
            // Revoked, or another gateway answers there now.
            tokens.Keep(options.Address, null);
            throw;
        }

        if (client.Hello.DeviceToken is { } issued)
            tokens.Keep(options.Address, issued);
        return client;
    }
}
