using System.CommandLine;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Devices;

/// <summary>Forgets a paired device; it must pair anew.</summary>
internal sealed class DeviceRemoveCommand : GatewayCommand
{
    private readonly Argument<string> _device = new("deviceId") { Description = "The device, as devices list shows it" };

    public DeviceRemoveCommand(CliContext cli)
        : base(cli, "remove", "Forget a paired device", ["openclaw devices remove b6fe89f3…"])
    {
        Arguments.Add(_device);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var device = invocation.Parse.GetRequiredValue(_device);
        var parameters = JsonOutput.Build(device, static (writer, id) => writer.WriteString("deviceId", id));
        return invocation.ShowAsync("device.pair.remove", Scopes.Pairing, _ => invocation.Out.WriteLine($"removed: {device}"), cancellationToken, parameters);
    }
}
