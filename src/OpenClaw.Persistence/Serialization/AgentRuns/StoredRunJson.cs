using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Persistence.Serialization.AgentRuns;

[JsonSerializable(typeof(StoredLedgerEntry))]
internal sealed partial class StoredRunJson : JsonSerializerContext
{
    /// <summary>Writes text of every script as it is: escapes would take up to six times the space, and no browser reads these bytes.</summary>
    public static StoredRunJson Plain { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
