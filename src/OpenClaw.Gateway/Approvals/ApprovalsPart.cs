using Akka.Actor;
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
    public Props Props(GatewayContext gateway) => Supervised(
        ApprovalsActor.Props(gateway.Broadcast, options, gateway.Time, gateway.Loggers.CreateLogger<ApprovalsActor>()),
        gateway.Loggers.CreateLogger<JournalSupervisor>());

    internal static Props Supervised(Props approvals, ILogger<JournalSupervisor> log) => JournalSupervisor.Props(approvals, "exec", ApprovalsRefusal.Answer, log);

    /// <inheritdoc/>
    public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) => [new ApprovalsMethods(self, options)];
}
