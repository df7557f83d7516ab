using System.CommandLine;
using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Connection;

/// <summary>The options of every command that talks to a gateway.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string?> _url = new("--url")
    {
        Description = "Gateway address, ws:// or wss:// (default: OPENCLAW_GATEWAY_URL, else this host on the configured port)",
        HelpName = "URL",
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "Gateway token (default: OPENCLAW_GATEWAY_TOKEN, the configuration, the gateway's generated token)",
        HelpName = "TOKEN",
    };

    private readonly Option<string?> _password = new("--password")
    {
        Description = "Gateway password (default: OPENCLAW_GATEWAY_PASSWORD, the configuration)",
        HelpName = "PASSWORD",
    };

    private readonly Option<int> _timeout;
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document" };

    public ConnectionOptions(int defaultTimeoutMs = 10_000) =>
        _timeout = new Option<int>("--timeout")
        {
            Description = "How long to wait for the connection and for the answer, in milliseconds",
            HelpName = "MS",
            CustomParser = Numbers.Positive("--timeout"),
            DefaultValueFactory = _ => defaultTimeoutMs,
        };

    /// <summary>Adds the options to a command; <paramref name="withTimeout"/> is false where --timeout means something else.</summary>
    public void AddTo(Command command, bool withTimeout = true)
    {
        command.Options.Add(_url);
        command.Options.Add(_token);
        command.Options.Add(_password);
        if (withTimeout)
            command.Options.Add(_timeout);
        command.Options.Add(_json);
    }

    public bool Json(ParseResult parse) => parse.GetValue(_json);

    public TimeSpan Timeout(ParseResult parse) => TimeSpan.FromMilliseconds(parse.GetValue(_timeout));

    /// <summary>Where to connect and with which secret.</summary>
    /// <exception cref="CliException">The address is none, or the configuration cannot be read.</exception>
    public GatewayTarget Target(ParseResult parse, CliContext cli) =>
        GatewayTargetResolver.Resolve(cli, parse.GetValue(_url), parse.GetValue(_token), parse.GetValue(_password));
}
