using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Devices;

/// <summary>Rotates or revokes the token of a device's role.</summary>
internal sealed class DeviceTokenCommand : GatewayCommand
{
    private readonly Option<string> _device = new("--device") { Description = "The device, as devices list shows it", HelpName = "ID", Required = true };
    private readonly Option<string> _role = new("--role") { Description = "The role whose token is meant", HelpName = "ROLE", DefaultValueFactory = _ => "operator" };
    private readonly string _method;

    public DeviceTokenCommand(CliContext cli, string name, string description, string method)
        : base(cli, name, description, [$"openclaw devices {name} --device b6fe89f3… --role operator"])
    {
        _method = method;
        Options.Add(_device);
        Options.Add(_role);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build(
            (Device: invocation.Parse.GetRequiredValue(_device), Role: invocation.Parse.GetRequiredValue(_role)),
            static (writer, token) =>
            {
                writer.WriteString("deviceId", token.Device);
                writer.WriteString("role", token.Role);
            });
        return invocation.ShowAsync(_method, Scopes.All, shown =>
        {
            invocation.Out.WriteLine($"{Name}d: {shown.String("deviceId")} {shown.String("role")}"); // rotated, revoked
            if (shown.String("token") is { } token)
                invocation.Out.WriteLine($"New token: {token}");
        }, cancellationToken, parameters);
    }
}
