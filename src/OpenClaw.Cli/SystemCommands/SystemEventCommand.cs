using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.SystemCommands;

/// <summary>Queues a note for the main session and, if asked, wakes the agent.</summary>
internal sealed class SystemEventCommand : GatewayCommand
{
    private readonly Option<string> _text = new("--text") { Description = "The note", HelpName = "TEXT", Required = true };
    private readonly Option<string> _mode = new Option<string>("--mode")
    {
        Description = "now wakes the agent; next-heartbeat waits for its next turn",
        DefaultValueFactory = _ => "next-heartbeat",
    }.AcceptOnlyFromAmong("now", "next-heartbeat");

    public SystemEventCommand(CliContext cli)
        : base(cli, "event", "Queue a system event for the main session", ["openclaw system event --text \"backup finished\"", "openclaw system event --text \"look now\" --mode now"])
    {
        Options.Add(_text);
        Options.Add(_mode);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build((Mode: invocation.Parse.GetRequiredValue(_mode), Text: invocation.Parse.GetRequiredValue(_text)), static (writer, wake) =>
        {
            writer.WriteString("mode", wake.Mode);
            writer.WriteString("text", wake.Text);
        });
        return invocation.ShowAsync("wake", Scopes.Write, _ => invocation.Out.WriteLine("ok"), cancellationToken, parameters);
    }
}
