using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Logs;

/// <summary>Shows the gateway's file log over the connection, so that it works for a gateway elsewhere too.</summary>
internal sealed class LogsCommand : GatewayCommand
{
    private const int MaxReconnects = 8;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Keep following" };
    private readonly Option<int> _limit = new("--limit") { Description = "At most this many lines at once", HelpName = "LINES", CustomParser = Numbers.Positive("--limit", 5000), DefaultValueFactory = _ => 200 };
    private readonly Option<int> _maxBytes = new("--max-bytes") { Description = "At most this many bytes at once", HelpName = "BYTES", CustomParser = Numbers.Positive("--max-bytes", 1_000_000), DefaultValueFactory = _ => 250_000 };
    private readonly Option<int> _interval = new("--interval") { Description = "Pause between looks while following, in milliseconds", HelpName = "MS", CustomParser = Numbers.Positive("--interval"), DefaultValueFactory = _ => 1000 };
    private readonly Option<bool> _plain = new("--plain") { Description = "Text without colour, whatever the output is" };
    private readonly Option<bool> _noColor = new("--no-color") { Description = "No colour" };

    public LogsCommand(CliContext cli)
        : base(cli, "logs", "Show or follow the gateway's log", ["openclaw logs", "openclaw logs --follow", "openclaw logs --limit 50 --json"])
    {
        Options.Add(_follow);
        Options.Add(_limit);
        Options.Add(_maxBytes);
        Options.Add(_interval);
        Options.Add(_plain);
        Options.Add(_noColor);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parse = invocation.Parse;
        var colour = Cli.Terminal.HasColor && !parse.GetValue(_plain) && !parse.GetValue(_noColor);
        var tail = new LogTail(invocation.Json ? new JsonLogView(invocation.Out) : new TextLogView(Cli.Terminal, colour), parse.GetValue(_limit), parse.GetValue(_maxBytes));
        if (parse.GetValue(_follow))
        {
            await FollowAsync(invocation, tail, TimeSpan.FromMilliseconds(parse.GetValue(_interval)), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await using var client = await invocation.ConnectAsync(Scopes.Read, cancellationToken).ConfigureAwait(false);
            await tail.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        }

        return ExitCodes.Ok;
    }

    /// <summary>Follows over reconnects: a gateway that restarts is waited for, one that was never there is not.</summary>
    private async Task FollowAsync(GatewayInvocation invocation, LogTail tail, TimeSpan interval, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                await using var client = await invocation.ConnectAsync(Scopes.Read, cancellationToken).ConfigureAwait(false);
                while (true)
                {
                    await tail.ReadAsync(client, cancellationToken).ConfigureAwait(false);
                    failures = 0;
                    await invocation.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
                    using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    await Task.WhenAny(client.Closed, Task.Delay(interval, Cli.Time, pause.Token)).ConfigureAwait(false);
                    await pause.CancelAsync().ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
            catch (Exception lost) when (tail.HasRead && failures < MaxReconnects
                && lost is GatewayClosedException or TimeoutException or GatewayConnectException { Failure: not GatewayConnectFailure.Refused })
            {
                var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, TimeSpan.FromSeconds(1).Ticks << failures));
                failures++;
                await Cli.Terminal.Error.WriteLineAsync($"openclaw: {lost.Message}; trying again in {pause.TotalSeconds:0} s ({failures}/{MaxReconnects})").ConfigureAwait(false);
                await Task.Delay(pause, Cli.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
