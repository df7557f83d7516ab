using System.Diagnostics.CodeAnalysis;
using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Events;

/// <summary>Every event of the protocol, whether or not this gateway sends it.</summary>
public static partial class EventTable
{
    private static readonly EventInfo[] s_all = CreateAll();
    private static readonly Utf8NameTable<EventInfo> s_byName = new(s_all, static @event => @event.Name);

    /// <summary>The events, in the order of <c>events.json</c>.</summary>
    public static IReadOnlyList<EventInfo> All => s_all;

    /// <summary>Finds an event by its name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out EventInfo? @event) => s_byName.TryGet(name, out @event);

    /// <summary>Finds an event by its name in UTF-8, without allocating.</summary>
    public static bool TryGet(ReadOnlySpan<byte> utf8Name, [NotNullWhen(true)] out EventInfo? @event) => s_byName.TryGet(utf8Name, out @event);
}
