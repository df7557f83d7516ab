using System.Text.Json.Serialization;
using OpenClaw.Domain.Usage;
using OpenClaw.Persistence.Serialization.AgentRuns;

namespace OpenClaw.Persistence.Serialization.Usage;

/// <summary>What a run took, on disk.</summary>
internal sealed record StoredUsageRow(string Run, string Session, string Model, StoredUsage Tokens, DateTimeOffset At);

[JsonSerializable(typeof(StoredUsageRow))]
internal sealed partial class StoredUsageJson : JsonSerializerContext;

/// <summary>Rows of usage in the index.</summary>
internal static class UsagePayloads
{
    public static PayloadRegistry.Builder AddUsage(this PayloadRegistry.Builder payloads) => payloads.Add<UsageRow, StoredUsageRow>(
        "usage.row.v1",
        static row => new StoredUsageRow(row.Run.Value, row.Session.Value, row.Model.ToString(), RunMapping.ToStored(row.Tokens), row.At),
        static row => new UsageRow(
            RunMapping.RunOf(row.Run), RunMapping.SessionOf(row.Session), RunMapping.ModelOf(row.Model)!, RunMapping.FromStored(row.Tokens), row.At));
}
