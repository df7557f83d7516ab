using System.Buffers;
using System.Collections.Frozen;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Gateway.Broadcast;

/// <summary>Makes event frames; what is the same for every frame of an event is encoded once.</summary>
internal static class EventFrames
{
    private static readonly ReadOnlyMemory<byte> s_tail = "}"u8.ToArray();

    private static readonly FrozenDictionary<string, EventShape> s_shapes =
        EventTable.All.ToFrozenDictionary(info => info.Name, info => new EventShape(info));

    /// <summary>What the protocol says about an event, ready for use; null when it has none of this name.</summary>
    public static EventShape? Find(string name) => s_shapes.GetValueOrDefault(name);

    /// <summary>A broadcast: it gets the connection's <c>seq</c> as it is written.</summary>
    public static OutboundFrame Broadcast(EventShape shape, ReadOnlyMemory<byte> payload, StateVersions? versions, string? coalesceKey) =>
        new(shape.Head, payload, versions is { } state ? TailOf(state) : s_tail, sequenced: true)
        {
            Droppable = shape.Info.Droppable,
            CoalesceKey = coalesceKey,
        };

    /// <summary>An event for one client alone, without a <c>seq</c>.</summary>
    public static OutboundFrame Targeted(EventShape shape, ReadOnlyMemory<byte> payload) => new(shape.Head, payload, s_tail);

    private static ReadOnlyMemory<byte> TailOf(StateVersions versions)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        FrameWriter.WriteEventTail(buffer, null, versions.Presence, versions.Health);
        return buffer.WrittenMemory;
    }
}

/// <summary>An event's head and who may receive it.</summary>
internal sealed class EventShape
{
    public EventShape(EventInfo info)
    {
        Info = info;
        Scope3 = Parse(info.Scope(3));
        Scope4 = Parse(info.Scope(4));
        var buffer = new ArrayBufferWriter<byte>(64);
        FrameWriter.WriteEventHead(buffer, info.Name);
        Head = buffer.WrittenMemory;
    }

    public EventInfo Info { get; }

    public ReadOnlyMemory<byte> Head { get; }

    private Scope Scope3 { get; }

    private Scope Scope4 { get; }

    /// <summary>Whether a caller may receive the event at all. Nodes get what every connection needs and nothing about operators' business.</summary>
    public bool Reaches(Caller caller) => caller.Role == Role.Node
        ? Info.Name is EventNames.Tick or EventNames.Shutdown or EventNames.VoicewakeChanged
        : caller.Scopes.Allows(caller.Protocol <= 3 ? Scope3 : Scope4);

    private static Scope Parse(string? name) =>
        name is null ? Scope.None
        : ScopeSet.TryParse(name, out var scope) ? scope
        : throw new InvalidOperationException($"The protocol names an unknown scope: {name}.");
}
