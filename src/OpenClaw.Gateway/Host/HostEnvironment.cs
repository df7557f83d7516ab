using System.Text.Json.Serialization;

namespace OpenClaw.Gateway.Host;

/// <summary>A machine that sessions can run on. There is one: this one.</summary>
internal sealed record HostEnvironment(string Id, string Type, string Label, string Status, string Platform, bool SessionHost, string Trust, IReadOnlyList<string> Capabilities);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostEnvironment))]
internal sealed partial class HostJson : JsonSerializerContext;
