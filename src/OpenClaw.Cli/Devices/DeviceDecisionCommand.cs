using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Devices;

/// <summary>Approves or rejects a pairing request.</summary>
internal sealed class DeviceDecisionCommand : GatewayCommand
{
    private readonly Argument<string> _request = new("requestId") { Description = "The request, as devices list shows it" };
    private readonly string _method;
    private readonly string _done;

    public DeviceDecisionCommand(CliContext cli, string name, string description, string method, string done)
        : base(cli, name, description, [$"openclaw devices {name} 3f0c…"])
    {
        _method = method;
        _done = done;
        Arguments.Add(_request);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var request = invocation.Parse.GetRequiredValue(_request);
        var parameters = JsonOutput.Build(request, static (writer, id) => writer.WriteString("requestId", id));
        // What may be approved is bounded by the approver's own scopes, so all of them are asked for.
        return invocation.ShowAsync(_method, Scopes.All, shown =>
            invocation.Out.WriteLine($"{_done}: {shown.Property("device").String("deviceId") ?? shown.String("deviceId") ?? request}"), cancellationToken, parameters);
    }
}
