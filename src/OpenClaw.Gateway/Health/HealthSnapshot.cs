namespace OpenClaw.Gateway.Health;

/// <summary>Health as of one moment, encoded once: the answer of <c>health</c>, the payload of its event and part of hello-ok.</summary>
/// <param name="Version"><c>stateVersion.health</c>.</param>
/// <param name="Health">The result of <c>health</c>, JSON.</param>
/// <param name="Status">The result of <c>status</c>, JSON.</param>
/// <param name="Facts">What it was made of.</param>
public sealed record HealthSnapshot(long Version, ReadOnlyMemory<byte> Health, ReadOnlyMemory<byte> Status, HealthFacts Facts);
