using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Connections.Idempotency;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Connections;

/// <summary>What every connection of the gateway shares; immutable.</summary>
/// <param name="Gateway">The gateway's actors and published state.</param>
/// <param name="Methods">The methods that are served.</param>
/// <param name="Hello">Writes hello-ok.</param>
/// <param name="Options">Limits.</param>
/// <param name="Log">The log.</param>
internal sealed record ConnectionServices(
    GatewayContext Gateway,
    MethodRegistry Methods,
    HelloOkWriter Hello,
    ConnectionOptions Options,
    ILogger<ConnectionActor> Log)
{
    /// <summary>Calls with idempotency keys.</summary>
    public KeyedCalls Keyed { get; } = new(Gateway.Time);
}
