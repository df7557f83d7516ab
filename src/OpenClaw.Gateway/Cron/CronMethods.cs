using System.Text.Json;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Cron;

namespace OpenClaw.Gateway.Cron;

/// <summary><c>cron.list</c>, <c>cron.status</c> and <c>cron.runs</c>: nothing is scheduled yet, and status says that the scheduler is off.</summary>
public sealed class CronMethods : IMethodModule
{
    private const int DefaultLimit = 50;

    // Clients compare it between pages, and refuse a page without one. The list is always the same, so this is, too.
    private const string EmptyRevision = "empty";

    private static readonly JsonElement s_noPreviews = JsonDocument.Parse("{}").RootElement;

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.CronList, OnList);
        methods.Add(MethodNames.CronStatus, static call => call.Succeed(
            Payload.Encode(new CronStatusResult { Enabled = false, Jobs = 0, NextWakeAtMs = null }, ProtocolJson.Default.CronStatusResult)));
        methods.Add(MethodNames.CronRuns, OnRuns);
    }

    private static void OnList(MethodCall call)
    {
        var list = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.CronListParams);
        call.Succeed(Payload.Encode(
            new CronListResult { Jobs = [], Total = 0, Offset = list.Offset ?? 0, Limit = list.Limit ?? DefaultLimit, HasMore = false, NextOffset = null, SnapshotRevision = EmptyRevision, DeliveryPreviews = s_noPreviews },
            ProtocolJson.Default.CronListResult));
    }

    private static void OnRuns(MethodCall call)
    {
        var runs = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.CronRunsParams);
        call.Succeed(Payload.Encode(
            new CronRunsResult { Entries = [], Total = 0, Offset = runs.Offset ?? 0, Limit = runs.Limit ?? DefaultLimit, HasMore = false },
            ProtocolJson.Default.CronRunsResult));
    }
}
