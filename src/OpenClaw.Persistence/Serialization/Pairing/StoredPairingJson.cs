using System.Text.Json.Serialization;

namespace OpenClaw.Persistence.Serialization.Pairing;

[JsonSerializable(typeof(StoredPairingRequested))]
[JsonSerializable(typeof(StoredDevicePaired))]
[JsonSerializable(typeof(StoredPairingRejected))]
[JsonSerializable(typeof(StoredDeviceTokenIssued))]
[JsonSerializable(typeof(StoredDeviceTokenRevoked))]
[JsonSerializable(typeof(StoredDeviceRemoved))]
[JsonSerializable(typeof(StoredDeviceRenamed))]
internal sealed partial class StoredPairingJson : JsonSerializerContext;
