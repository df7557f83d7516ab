using System.CommandLine;
using System.Runtime.CompilerServices;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Gateway.Force;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon;
using OpenClaw.Daemon.Process;

namespace OpenClaw.Cli.Gateway;

/// <summary>Runs the gateway in the foreground until it is stopped.</summary>
internal class GatewayRunCommand : CliCommand
{
    private readonly Option<int> _port = new("--port") { Description = "Port of the gateway (default: OPENCLAW_GATEWAY_PORT, gateway.port, 18789)", HelpName = "PORT", CustomParser = Numbers.Positive("--port", 65535) };
    private readonly Option<string?> _bind = Choice("--bind", "Which interfaces to listen on", "MODE", SettingNames.BindModes.Names);
    private readonly Option<string?> _auth = Choice("--auth", "How clients prove themselves", "MODE", SettingNames.AuthModes.Names);
    private readonly Option<string?> _token = new("--token") { Description = "The token clients must send (default: OPENCLAW_GATEWAY_TOKEN, the configuration)", HelpName = "TOKEN" };
    private readonly Option<string?> _password = new("--password") { Description = "The password clients must send (default: OPENCLAW_GATEWAY_PASSWORD, the configuration)", HelpName = "PASSWORD" };
    private readonly Option<bool> _allowUnconfigured = new("--allow-unconfigured") { Description = "Start without gateway.mode=local in the configuration" };
    private readonly Option<bool> _force = new("--force") { Description = "End whatever listens on the port, then start" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Mirror handshakes, requests, responses and events to the console" };
    private readonly Option<string?> _wsLog = Choice("--ws-log", "What --verbose shows: full and auto everything, compact a line a request", "STYLE", ["auto", "full", "compact"]);
    private readonly Option<bool> _compact = new("--compact") { Description = "Short for --ws-log compact" };

    public GatewayRunCommand(CliContext cli)
        : this(cli, "run", "Run the gateway in the foreground")
    {
    }

    protected GatewayRunCommand(CliContext cli, string name, string description)
        : base(cli, name, description, $"openclaw gateway{(name == "run" ? " run" : "")} --allow-unconfigured", "openclaw gateway --port 19001 --verbose", "openclaw gateway --force")
    {
        foreach (var option in (ReadOnlySpan<Option>)[_port, _bind, _auth, _token, _password, _allowUnconfigured, _force, _verbose, _wsLog, _compact])
            Options.Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var flags = new GatewayFlags
        {
            Port = parse.GetValue(_port) is > 0 and var port ? port : null,
            Bind = parse.GetValue(_bind) is { } bind && SettingNames.BindModes.TryGet(bind, out var mode) ? mode : null,
            AuthMode = parse.GetValue(_auth) is { } auth && SettingNames.AuthModes.TryGet(auth, out var way) ? way : null,
            Token = Secret.From(parse.GetValue(_token)),
            Password = Secret.From(parse.GetValue(_password)),
        };
        var sources = Cli.Sources with { Flags = flags };
        if (parse.GetValue(_force))
        {
            var chosen = ConfigurationLoader.Load(sources).Value.Gateway.Port;
            await new PortRelease(new LsofPortProcesses(), Cli.Terminal.Error, Cli.Time).RunAsync(chosen, cancellationToken).ConfigureAwait(false);
        }

        return await ServeAsync(sources, parse.GetValue(_allowUnconfigured), Traffic(parse)).ConfigureAwait(false);
    }

    /// <summary>Apart, so that no other command loads the daemon and its web server.</summary>
    /// <remarks>The daemon answers SIGINT and SIGTERM itself: a stop is a success there, not an interruption.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> ServeAsync(ConfigurationSources sources, bool allowUnconfigured, TrafficView traffic) =>
        GatewayDaemon.RunAsync(
            new GatewayRunOptions { Sources = sources, AllowUnconfigured = allowUnconfigured, Traffic = traffic },
            CancellationToken.None);

    private TrafficView Traffic(ParseResult parse) => !parse.GetValue(_verbose) ? TrafficView.None
        : parse.GetValue(_compact) || parse.GetValue(_wsLog) == "compact" ? TrafficView.Compact
        : TrafficView.Full;

    private static Option<string?> Choice(string name, string description, string helpName, string[] legal) =>
        new(name)
        {
            Description = $"{description}: {string.Join(", ", legal)}",
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value.ToLowerInvariant();
                if (legal.Contains(text))
                    return text;
                result.AddError($"{name} must be one of {string.Join(", ", legal)}, not: {result.Tokens[0].Value}");
                return null;
            },
        };
}
