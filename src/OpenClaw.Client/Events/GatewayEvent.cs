using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>One event frame.</summary>
/// <param name="Name">The event's name, such as <c>agent</c>.</param>
/// <param name="Payload">Its payload; undefined when the frame had none.</param>
/// <param name="Sequence">The connection's own contiguous number; null on events sent to this client alone.</param>
/// <param name="StateVersion">Presence and health versions; undefined on events that carry none.</param>
public sealed record GatewayEvent(string Name, JsonElement Payload, long? Sequence, JsonElement StateVersion);
