using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>One unconfigured gateway for the tests of a class.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal GatewayProcess Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await GatewayProcess.StartAsync();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();
}
