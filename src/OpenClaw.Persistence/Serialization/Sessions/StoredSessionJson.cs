using System.Text.Json.Serialization;

namespace OpenClaw.Persistence.Serialization.Sessions;

[JsonSerializable(typeof(StoredSessionCreated))]
[JsonSerializable(typeof(StoredRunAccepted))]
[JsonSerializable(typeof(StoredRunStarted))]
[JsonSerializable(typeof(StoredRunJoined))]
[JsonSerializable(typeof(StoredRunMark))]
[JsonSerializable(typeof(StoredMessageAppended))]
[JsonSerializable(typeof(StoredRunEnded))]
[JsonSerializable(typeof(StoredPatched))]
[JsonSerializable(typeof(StoredReset))]
[JsonSerializable(typeof(StoredCompacted))]
[JsonSerializable(typeof(StoredImported))]
[JsonSerializable(typeof(StoredDeleted))]
[JsonSerializable(typeof(StoredSessionState))]
[JsonSerializable(typeof(StoredSessionRow))]
[JsonSerializable(typeof(StoredPreviewRow))]
internal sealed partial class StoredSessionJson : JsonSerializerContext;
