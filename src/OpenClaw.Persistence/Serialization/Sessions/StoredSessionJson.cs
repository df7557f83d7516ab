using System.Text.Encodings.Web;
using System.Text.Json;
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
[JsonSerializable(typeof(StoredDeleted))]
[JsonSerializable(typeof(StoredSessionState))]
[JsonSerializable(typeof(StoredSessionRow))]
[JsonSerializable(typeof(StoredPreviewRow))]
internal sealed partial class StoredSessionJson : JsonSerializerContext
{
    /// <summary>Writes text of every script as it is: escapes would take up to six times the space, and no browser reads these bytes.</summary>
    public static StoredSessionJson Plain { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
