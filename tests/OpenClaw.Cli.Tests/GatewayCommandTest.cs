using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary>Tests of commands that ask a gateway: a scripted one, and a command line that finds it.</summary>
public abstract class GatewayCommandTest : IAsyncLifetime
{
    private protected CliRun Run { get; } = new();

    private protected ScriptedGateway Gateway { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Gateway = await ScriptedGateway.StartAsync();
        Run.Against(Gateway);
    }

    public async Task DisposeAsync()
    {
        Run.Dispose();
        await Gateway.DisposeAsync();
    }
}
