using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Events;

/// <summary>What the protocol says about an event.</summary>
public sealed class EventInfo
{
    private readonly int _index;
    private readonly string? _scope3;
    private readonly string? _scope4;

    internal EventInfo(int index, string name, string? scope3, string? scope4, bool droppable, bool targeted, string? subscription)
    {
        _index = index;
        _scope3 = scope3;
        _scope4 = scope4;
        Name = name;
        Droppable = droppable;
        Targeted = targeted;
        Subscription = subscription;
    }

    /// <summary>Name, as <c>chat</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it may be left out for a client that reads too slowly.</summary>
    public bool Droppable { get; }

    /// <summary>Whether it goes to one client only; such a frame carries no <c>seq</c>.</summary>
    public bool Targeted { get; }

    /// <summary>Method by which a client asks for it, or null when it comes unasked.</summary>
    public string? Subscription { get; }

    /// <summary>Schema of the payload.</summary>
    public SchemaNode PayloadSchema => EventTable.PayloadSchema(_index);

    /// <summary>Scope that a client of a protocol version needs to receive it; null when none.</summary>
    public string? Scope(int protocol) => protocol <= 3 ? _scope3 : _scope4;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
