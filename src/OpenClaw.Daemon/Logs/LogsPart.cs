using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Daemon.Logs;

/// <summary>The log as a part of the gateway: methods without an actor.</summary>
/// <param name="currentFile">Names the file of today.</param>
internal sealed class LogsPart(Func<string> currentFile) : IGatewayPart
{
    /// <inheritdoc />
    public string Name => "logs";

    /// <inheritdoc />
    public Props? Props(GatewayContext gateway) => null;

    /// <inheritdoc />
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [new LogsMethods(currentFile, gateway.Loggers.CreateLogger<LogsMethods>())];
}
