using System.Text.Json.Serialization;

namespace OpenClaw.Persistence.Serialization.Approvals;

[JsonSerializable(typeof(StoredApprovalRequested))]
[JsonSerializable(typeof(StoredApprovalResolved))]
[JsonSerializable(typeof(StoredApprovalSpent))]
[JsonSerializable(typeof(StoredAllowlistExtended))]
[JsonSerializable(typeof(StoredApprovalsReplaced))]
[JsonSerializable(typeof(StoredApprovalsState))]
internal sealed partial class StoredApprovalsJson : JsonSerializerContext;
