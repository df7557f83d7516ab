using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Health;

/// <summary>Messages of <see cref="HealthActor"/>.</summary>
public static class HealthProtocol
{
    /// <summary>A command.</summary>
    public interface IHealthCommand;

    /// <summary>An owner reports a change. Changes in quick succession become one snapshot.</summary>
    /// <param name="Change">Gives the facts after the change; pure.</param>
    public sealed record Report(Func<HealthFacts, HealthFacts> Change) : IHealthCommand;

    /// <summary>Takes a fresh snapshot and answers the request with it.</summary>
    public sealed record Probe(ReplyTo ReplyTo) : IHealthCommand, IMethodRequest;
}
