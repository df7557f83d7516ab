using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Devices;

/// <summary>Gives a paired device a name of its own.</summary>
internal sealed class DeviceRenameCommand : GatewayCommand
{
    private readonly Option<string> _device = new("--device") { Description = "The device, as devices list shows it", HelpName = "ID", Required = true };
    private readonly Option<string> _name = new("--name") { Description = "The name", HelpName = "NAME", Required = true };

    public DeviceRenameCommand(CliContext cli)
        : base(cli, "rename", "Name a paired device", ["openclaw devices rename --device b6fe89f3… --name \"Kitchen tablet\""])
    {
        Options.Add(_device);
        Options.Add(_name);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var (device, name) = (invocation.Parse.GetRequiredValue(_device), invocation.Parse.GetRequiredValue(_name));
        var parameters = JsonOutput.Build((Device: device, Label: name), static (writer, rename) =>
        {
            writer.WriteString("deviceId", rename.Device);
            writer.WriteString("label", rename.Label);
        });
        return invocation.ShowAsync("device.pair.rename", Scopes.Pairing, _ => invocation.Out.WriteLine($"renamed: {device} {name}"), cancellationToken, parameters);
    }
}
