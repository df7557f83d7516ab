using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>A call of a method that answers twice, such as <c>agent</c>.</summary>
/// <param name="Accepted">The first answer: the gateway has taken the work and will do it.</param>
/// <param name="Completion">The outcome. Faults with <see cref="GatewayClosedException"/> if the connection ends first; the work goes on all the same.</param>
public sealed record TwoStageCall(JsonElement Accepted, Task<JsonElement> Completion);
