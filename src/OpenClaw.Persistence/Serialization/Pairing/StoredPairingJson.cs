using System.Text.Json.Serialization;

namespace OpenClaw.Persistence.Serialization.Pairing;

[JsonSerializable(typeof(StoredPairingRequested))]
[JsonSerializable(typeof(StoredDevicePaired))]
[JsonSerializable(typeof(StoredPairingRejected))]
[JsonSerializable(typeof(StoredDeviceTokenIssued))]
[JsonSerializable(typeof(StoredDeviceTokenRevoked))]
[JsonSerializable(typeof(StoredDeviceRemoved))]
[JsonSerializable(typeof(StoredDeviceRenamed))]
[JsonSerializable(typeof(StoredPairingState))]
internal sealed partial class StoredPairingJson : JsonSerializerContext;
