using OpenClaw.Domain.Presence;

namespace OpenClaw.Gateway.Presence;

/// <summary>Presence as of one version. Encoded when first read and then shared, so that a burst of changes nobody looks at costs nothing.</summary>
public sealed class PresenceSnapshot
{
    private readonly Lazy<ReadOnlyMemory<byte>> _rows;
    private readonly Lazy<ReadOnlyMemory<byte>> _event;

    /// <summary>A snapshot of this state.</summary>
    public PresenceSnapshot(PresenceState state)
    {
        State = state;
        _rows = new Lazy<ReadOnlyMemory<byte>>(() => PresenceJson.Rows(state));
        _event = new Lazy<ReadOnlyMemory<byte>>(() => PresenceJson.EventOf(_rows.Value.Span));
    }

    /// <summary>The rows.</summary>
    public PresenceState State { get; }

    /// <summary><c>stateVersion.presence</c>.</summary>
    public long Version => State.Version;

    /// <summary>The rows as a JSON array: the answer of <c>system-presence</c>, and part of hello-ok.</summary>
    public ReadOnlyMemory<byte> Rows => _rows.Value;

    /// <summary>The payload of the <c>presence</c> event.</summary>
    public ReadOnlyMemory<byte> EventPayload => _event.Value;
}
