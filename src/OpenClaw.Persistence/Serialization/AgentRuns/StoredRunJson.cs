using System.Text.Json.Serialization;

namespace OpenClaw.Persistence.Serialization.AgentRuns;

[JsonSerializable(typeof(StoredLedgerEntry))]
[JsonSerializable(typeof(StoredPendingAnswer))]
internal sealed partial class StoredRunJson : JsonSerializerContext;
