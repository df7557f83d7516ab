using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OpenClaw.Domain.Usage;
using OpenClaw.Persistence.Serialization.AgentRuns;

namespace OpenClaw.Persistence.Serialization.Usage;

/// <summary>What a run took, on disk.</summary>
internal sealed record StoredUsageRow(string Run, string Session, string Model, StoredUsage Tokens, DateTimeOffset At, StoredRunCounts? Counts = null);

/// <summary>What was said and done in a run, on disk.</summary>
internal sealed record StoredRunCounts(
    string Channel, int User, int Assistant, int ToolResults, int Errors, IReadOnlyDictionary<string, int> Tools, double? DurationMs = null);

[JsonSerializable(typeof(StoredUsageRow))]
internal sealed partial class StoredUsageJson : JsonSerializerContext;

/// <summary>Rows of usage in the index.</summary>
internal static class UsagePayloads
{
    public static PayloadRegistry.Builder AddUsage(this PayloadRegistry.Builder payloads) => payloads.Add<UsageRow, StoredUsageRow>(
        "usage.row.v1",
        static row => new StoredUsageRow(row.Run.Value, row.Session.Value, row.Model.ToString(), RunMapping.ToStored(row.Tokens), row.At, row.Counts == RunCounts.None ? null : ToStored(row.Counts)),
        static row => new UsageRow(
            RunMapping.RunOf(row.Run), RunMapping.SessionOf(row.Session), RunMapping.ModelOf(row.Model)!, RunMapping.FromStored(row.Tokens), row.At)
        {
            Counts = row.Counts is null ? RunCounts.None : FromStored(row.Counts),
        });

    private static StoredRunCounts ToStored(RunCounts counts) =>
        new(counts.Channel, counts.User, counts.Assistant, counts.ToolResults, counts.Errors, counts.Tools, counts.Duration?.TotalMilliseconds);

    private static RunCounts FromStored(StoredRunCounts counts) => new()
    {
        Channel = counts.Channel,
        Duration = counts.DurationMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
        User = counts.User,
        Assistant = counts.Assistant,
        ToolResults = counts.ToolResults,
        Errors = counts.Errors,
        Tools = counts.Tools.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}
