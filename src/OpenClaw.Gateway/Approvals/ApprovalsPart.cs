using Akka.Actor;
using Akka.Pattern;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Approvals;

/// <summary>Approvals as a part of the gateway.</summary>
public sealed class ApprovalsPart(ApprovalsOptions options) : IGatewayPart
{
    /// <summary>Its name, under which other parts find it.</summary>
    public const string PartName = "approvals";

    /// <inheritdoc/>
    public string Name => PartName;

    /// <summary>A failed write stops the actor; it recovers from the journal as soon as the store answers again.</summary>
    public Props Props(GatewayContext gateway) => BackoffSupervisor.Props(Backoff
        .OnStop(
            ApprovalsActor.Props(gateway.Broadcast, options, gateway.Time, gateway.Loggers.CreateLogger<ApprovalsActor>()),
            "exec",
            minBackoff: TimeSpan.FromMilliseconds(200),
            maxBackoff: TimeSpan.FromSeconds(10),
            randomFactor: 0.2,
            maxNrOfRetries: -1)
        .WithSupervisorStrategy(new OneForOneStrategy(static _ => Directive.Restart)));

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [new ApprovalsMethods(self, options)];
}
