using Akka.Actor;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>Messages of <see cref="GatewaySupervisor"/>.</summary>
public static class GatewayProtocol
{
    /// <summary>A command.</summary>
    public interface IGatewayCommand;

    /// <summary>Asks for what the HTTP side needs; answered with <see cref="Ready"/> once everything is started.</summary>
    public sealed record GetReady : IGatewayCommand
    {
        /// <summary>The one instance.</summary>
        public static readonly GetReady Instance = new();
    }

    /// <summary>The gateway runs.</summary>
    /// <param name="Connections">Takes sockets in; see <see cref="OpenClaw.Gateway.Connections.ConnectionsProtocol"/>.</param>
    /// <param name="Gateway">The gateway.</param>
    public sealed record Ready(IActorRef Connections, GatewayContext Gateway);

    /// <summary>Sends the <c>shutdown</c> event, closes every connection with 1012, stops the parts last to first; answered with <see cref="Stopped"/>.</summary>
    /// <param name="Reason">For people: <c>gateway stopping</c> or <c>gateway restarting</c>.</param>
    /// <param name="RestartExpectedMs">When clients may expect the gateway back; null for a stop.</param>
    public sealed record Stop(string Reason, int? RestartExpectedMs = null) : IGatewayCommand;

    /// <summary>Every connection and part is gone.</summary>
    public sealed record Stopped
    {
        /// <summary>The one instance.</summary>
        public static readonly Stopped Instance = new();
    }
}
