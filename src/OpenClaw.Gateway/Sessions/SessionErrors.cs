using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Sessions;

/// <summary>What callers of a session hear when it cannot do what they ask for.</summary>
internal static class SessionErrors
{
    /// <summary>The store did not answer yet since the start.</summary>
    public static ProtocolError Unreadable() =>
        ProtocolError.Unavailable("sessions cannot be read at the moment; the gateway's log says why", retryable: true, retryAfterMs: 2000);

    /// <summary>What was asked for could not be written down. Whether it is there after all shows when it is read again.</summary>
    public static ProtocolError NotStored(SessionKey key) =>
        ProtocolError.Unavailable($"session {key} cannot be written at the moment; send it again with the same idempotency key", retryable: true, retryAfterMs: 2000);

    /// <summary>The session stopped before it could answer.</summary>
    public static ProtocolError Interrupted(SessionKey key) =>
        ProtocolError.Unavailable($"session {key} was interrupted; try again", retryable: true, retryAfterMs: 1000);

    /// <summary>What keeps the sessions failed and begins anew; runs go on, and a request that is sent again is a repeat.</summary>
    public static ProtocolError Restarted() =>
        ProtocolError.Unavailable("sessions were interrupted; try again", retryable: true, retryAfterMs: 1000);

    /// <summary>A summary is being written already.</summary>
    public static ProtocolError Compacting(SessionKey key) =>
        ProtocolError.Unavailable($"session {key} is being compacted already", retryable: true, retryAfterMs: 5000);

    /// <summary>As many runs wait as may.</summary>
    public static ProtocolError Full(SessionKey key, int waiting) =>
        ProtocolError.Unavailable($"session {key} has {waiting} runs waiting; try again when some have ended", retryable: true, retryAfterMs: 2000);
}
