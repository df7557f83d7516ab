using System.CommandLine;
using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Connection;

/// <summary>A command that asks a running gateway. It never starts one.</summary>
internal abstract class GatewayCommand : CliCommand
{
    private readonly ConnectionOptions _connection;
    private readonly bool _withTimeout;

    protected GatewayCommand(
        CliContext cli, string name, string description, string[] examples, bool withTimeout = true, int defaultTimeoutMs = 10_000)
        : base(cli, name, description, examples)
    {
        _connection = new ConnectionOptions(defaultTimeoutMs);
        _withTimeout = withTimeout;
    }

    /// <summary>Adds the shared options; called by the subclass after its own, so that these stand last in the help.</summary>
    protected void AddConnectionOptions() => _connection.AddTo(this, _withTimeout);

    protected sealed override bool WantsJson(ParseResult parse) => _connection.Json(parse);

    protected sealed override Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken) =>
        RunAsync(new GatewayInvocation(Cli, parse, _connection, _withTimeout), cancellationToken);

    /// <summary>Does the work; returns the exit code.</summary>
    protected abstract Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken);
}
