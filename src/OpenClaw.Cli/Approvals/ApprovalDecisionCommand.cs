using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Approvals;

/// <summary>Decides what waits: <c>allow</c> or <c>deny</c>.</summary>
internal sealed class ApprovalDecisionCommand : GatewayCommand
{
    private readonly Argument<string> _id = new("id") { Description = "What is decided, as approvals list shows it" };
    private readonly Option<bool> _always = new("--always") { Description = "Also remember it for the next time" };

    public ApprovalDecisionCommand(CliContext cli, string name, string description, string[] examples)
        : base(cli, name, description, examples)
    {
        Arguments.Add(_id);
        if (name == "allow")
            Options.Add(_always);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var decision = Name == "deny" ? "deny" : invocation.Parse.GetValue(_always) ? "allow-always" : "allow-once";
        var id = invocation.Parse.GetRequiredValue(_id);
        var parameters = JsonOutput.Build((Id: id, Decision: decision), static (writer, resolve) =>
        {
            writer.WriteString("id", resolve.Id);
            writer.WriteString("decision", resolve.Decision);
        });
        return invocation.ShowAsync("exec.approval.resolve", Scopes.Approvals, _ => invocation.Out.WriteLine($"{decision}: {id}"), cancellationToken, parameters);
    }
}
