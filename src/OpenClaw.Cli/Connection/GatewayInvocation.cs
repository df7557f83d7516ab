using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection.Identity;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Connection;

/// <summary>One run of a <see cref="GatewayCommand"/>: its options, its target, its output.</summary>
internal sealed class GatewayInvocation(CliContext cli, ParseResult parse, ConnectionOptions connection, bool withTimeout)
{
    private GatewayTarget? _target;

    public CliContext Cli => cli;

    public ParseResult Parse => parse;

    public TextWriter Out => cli.Terminal.Out;

    /// <summary>Whether the result is to be one JSON document.</summary>
    public bool Json { get; } = connection.Json(parse);

    /// <summary>How long to wait for the connection, and again for the answer.</summary>
    public TimeSpan Timeout { get; } = withTimeout ? connection.Timeout(parse) : TimeSpan.FromSeconds(10);

    public GatewayTarget Target => _target ??= connection.Target(parse, cli);

    /// <summary>Connects with the scopes that the command needs and no more.</summary>
    public Task<GatewayClient> ConnectAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken, IReadOnlyList<string>? capabilities = null) =>
        ConnectAsync(Target, scopes, cancellationToken, capabilities);

    /// <summary>Connects to another gateway than the one that the command line names.</summary>
    public Task<GatewayClient> ConnectAsync(
        GatewayTarget target, IReadOnlyList<string> scopes, CancellationToken cancellationToken, IReadOnlyList<string>? capabilities = null)
    {
        var options = new GatewayClientOptions
        {
            Address = target.Address,
            Token = target.Token,
            Password = target.Password,
            ClientId = "cli",
            ClientMode = "cli",
            ClientVersion = CliVersion.Text,
            Scopes = scopes,
            Capabilities = capabilities ?? [],
            ConnectTimeout = Timeout,
            CallTimeout = Timeout,
            Time = cli.Time,
        };
        return DeviceHandshake.IsNeeded(cli, target)
            ? DeviceHandshake.ConnectAsync(cli, options, cancellationToken)
            : GatewayClient.ConnectAsync(options, cancellationToken);
    }

    /// <summary>Connects, calls one method, disconnects.</summary>
    public async Task<JsonElement> CallAsync(
        string method, IReadOnlyList<string> scopes, CancellationToken cancellationToken, JsonElement parameters = default)
    {
        await using var client = await ConnectAsync(scopes, cancellationToken).ConfigureAwait(false);
        return await client.CallAsync(method, parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Connects, calls one method, disconnects, and prints what it gave, see <see cref="Print"/>.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ShowAsync(
        string method, IReadOnlyList<string> scopes, Action<JsonElement> show, CancellationToken cancellationToken, JsonElement parameters = default) =>
        Print(await CallAsync(method, scopes, cancellationToken, parameters).ConfigureAwait(false), show);

    /// <summary>Prints the payload as JSON if that is wanted; otherwise lets <paramref name="show"/> print it for people.</summary>
    public int Print(JsonElement payload, Action<JsonElement> show)
    {
        if (Json)
            JsonOutput.Write(Out, payload);
        else
            show(payload);
        return ExitCodes.Ok;
    }
}
