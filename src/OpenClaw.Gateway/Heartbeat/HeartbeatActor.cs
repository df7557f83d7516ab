using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Health;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Heartbeat;

namespace OpenClaw.Gateway.Heartbeat;

/// <summary>Messages of <see cref="HeartbeatActor"/>.</summary>
public static class HeartbeatProtocol
{
    /// <summary>A command.</summary>
    public interface IHeartbeatCommand;

    /// <summary>Switches heartbeats on or off.</summary>
    public sealed record SetEnabled(bool Enabled, ReplyTo ReplyTo) : IHeartbeatCommand, IMethodRequest;

    /// <summary>Leaves a note for the main session's next run.</summary>
    public sealed record Wake(string Text, ReplyTo ReplyTo) : IHeartbeatCommand, IMethodRequest;

    /// <summary>Takes the waiting notes, oldest first; answered with <see cref="SystemEvents"/>.</summary>
    public sealed record TakeSystemEvents : IHeartbeatCommand
    {
        /// <summary>The one instance.</summary>
        public static readonly TakeSystemEvents Instance = new();
    }

    /// <summary>Notes that were waiting.</summary>
    public sealed record SystemEvents(ImmutableArray<string> Texts);
}

/// <summary>Owns the switch for heartbeats and the notes that wait for the next run.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, resume. No heartbeat is scheduled yet, so none is ever reported: <c>last-heartbeat</c> is null. Notes are
/// bounded: the oldest gives way.
/// </remarks>
public sealed class HeartbeatActor : ServingActor
{
    /// <summary>Most notes that wait.</summary>
    public const int MaxSystemEvents = 20;

    private static readonly ReadOnlyMemory<byte> s_ok = "{\"ok\":true}"u8.ToArray();

    private readonly IActorRef _health;
    private ImmutableArray<string> _notes = [];

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(IActorRef health) => Akka.Actor.Props.Create(() => new HeartbeatActor(health));

    /// <summary>An actor without notes.</summary>
    public HeartbeatActor(IActorRef health)
    {
        _health = health;
        Receive<HeartbeatProtocol.SetEnabled>(OnSetEnabled);
        Receive<HeartbeatProtocol.Wake>(OnWake);
        Receive<HeartbeatProtocol.TakeSystemEvents>(_ => OnTake());
    }

    private void OnSetEnabled(HeartbeatProtocol.SetEnabled command)
    {
        var enabled = command.Enabled;
        _health.Tell(new HealthProtocol.Report(facts => facts with { HeartbeatsEnabled = enabled }));
        command.ReplyTo.Succeed(Payload.Encode(new SetHeartbeatsResult { Ok = true, Enabled = enabled }, ProtocolJson.Default.SetHeartbeatsResult));
    }

    private void OnWake(HeartbeatProtocol.Wake command)
    {
        var kept = _notes.Length < MaxSystemEvents ? _notes : _notes.RemoveAt(0);
        Replace(kept.Add(command.Text));
        command.ReplyTo.Succeed(s_ok);
    }

    private void OnTake()
    {
        Sender.Tell(new HeartbeatProtocol.SystemEvents(_notes));
        if (!_notes.IsEmpty)
        {
            Replace([]);
        }
    }

    private void Replace(ImmutableArray<string> notes)
    {
        _notes = notes;
        _health.Tell(new HealthProtocol.Report(facts => facts with { QueuedSystemEvents = notes }));
    }
}
