using System.Text.Json.Serialization;

namespace OpenClaw.Persistence.Serialization.AgentRuns;

[JsonSerializable(typeof(StoredLedgerEntry))]
internal sealed partial class StoredRunJson : JsonSerializerContext;
