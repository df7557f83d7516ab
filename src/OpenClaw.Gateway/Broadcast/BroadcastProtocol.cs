using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Broadcast;

/// <summary>Messages of <see cref="BroadcastActor"/>.</summary>
public static class BroadcastProtocol
{
    /// <summary>A command.</summary>
    public interface IBroadcastCommand;

    /// <summary>Pushes an event to every connection that may receive it.</summary>
    /// <param name="Event">The event's name, one of <c>EventNames</c>; scopes and whether it may be dropped follow from the protocol's table.</param>
    /// <param name="Payload">JSON, encoded once by the publisher and never written to again.</param>
    /// <param name="PayloadV3">The payload for protocol 3, where it differs.</param>
    /// <param name="StateVersion">For events that carry it.</param>
    /// <param name="CoalesceKey">A later droppable event with this key may take the place of this one on its way to a slow client.</param>
    /// <param name="Audience">Narrows down who gets it; asked on the broadcaster's thread, so pure and quick.</param>
    public sealed record Publish(
        string Event,
        ReadOnlyMemory<byte> Payload,
        ReadOnlyMemory<byte>? PayloadV3 = null,
        StateVersions? StateVersion = null,
        string? CoalesceKey = null,
        Func<Caller, bool>? Audience = null) : IBroadcastCommand
    {
        /// <summary>What the event says of a run's answer, for <see cref="FollowRun"/>; null for all other events.</summary>
        public RunSaid? Said { get; init; }
    }

    /// <summary>
    /// From now on the sender, an actor inside the gateway, is told each <see cref="RunSaid"/> of a run, in the order of the run's events. It is
    /// watched, and forgotten when it stops.
    /// </summary>
    /// <param name="Run">Which run; it need not have been accepted yet.</param>
    public sealed record FollowRun(RunId Run) : IBroadcastCommand;

    /// <summary>Hands a message on, after everything that was published before: so an answer comes behind the events that belong before it.</summary>
    /// <param name="Target">Who gets it.</param>
    /// <param name="Message">What it gets.</param>
    public sealed record Relay(IActorRef Target, object Message) : IBroadcastCommand;

    /// <summary>From now on this connection gets events. It is watched, and forgotten when it stops.</summary>
    /// <param name="Caller">Who it is.</param>
    /// <param name="Outbound">Its way out.</param>
    /// <param name="Seen">The versions in its hello-ok: newer state is sent at once, so that nothing falls between hello and subscription.</param>
    internal sealed record Subscribe(Caller Caller, IOutbound Outbound, StateVersions Seen) : IBroadcastCommand;
}

/// <summary>Versions of the state that clients keep a copy of.</summary>
/// <param name="Presence">Of presence.</param>
/// <param name="Health">Of health.</param>
public readonly record struct StateVersions(long Presence, long Health);
