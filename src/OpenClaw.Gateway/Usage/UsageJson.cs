using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Usage;

namespace OpenClaw.Gateway.Usage;

/// <summary>Encodes the answers to <c>usage.cost</c> and <c>sessions.usage</c>.</summary>
internal static class UsageJson
{
    /// <summary><c>usage.cost</c>.</summary>
    public static ReadOnlyMemory<byte> Cost(IEnumerable<UsageRow> rows, UsageQuery query, IModelCatalog models, DateTimeOffset now)
    {
        var days = new Dictionary<DateOnly, UsageSum>();
        var total = UsageSum.None;
        foreach (var row in rows)
        {
            var price = models.Find(row.Model)?.Price;
            Add(days, query.DayOf(row.At), row, price);
            total = total.Plus(row.Tokens, price);
        }

        return Encode(writer =>
        {
            writer.WriteNumber("updatedAt"u8, now.ToUnixTimeMilliseconds());
            writer.WriteNumber("days"u8, query.Days);
            WriteDays(writer, "daily"u8, days, query);
            writer.WriteStartObject("totals"u8);
            WriteSum(writer, total);
            writer.WriteEndObject();
        });
    }

    /// <summary><c>sessions.usage</c>.</summary>
    /// <param name="rows">What was used.</param>
    /// <param name="query">When.</param>
    /// <param name="shown">The sessions that are listed, in their order.</param>
    /// <param name="models">Knows the prices.</param>
    /// <param name="now">Now.</param>
    public static ReadOnlyMemory<byte> Sessions(
        IReadOnlyList<UsageRow> rows, UsageQuery query, IReadOnlyList<UsageOfSession> shown, IModelCatalog models, DateTimeOffset now)
    {
        var aggregates = new UsageAggregates(query, models);
        var sessions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            aggregates.Add(row);
            sessions.Add(row.Session.Value);
        }

        return Encode(writer =>
        {
            writer.WriteNumber("updatedAt"u8, now.ToUnixTimeMilliseconds());
            writer.WriteString("startDate"u8, Text(query.First));
            writer.WriteString("endDate"u8, Text(query.Last));
            writer.WriteStartArray("sessions"u8);
            foreach (var session in shown)
            {
                WriteSession(writer, session);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("totals"u8);
            WriteSum(writer, aggregates.Total);
            writer.WriteEndObject();
            aggregates.Write(writer, sessions.Count);
        });
    }

    /// <summary><c>usage.status</c>: keys have no quota that a provider would tell of, so that there is none to show.</summary>
    public static ReadOnlyMemory<byte> Status(DateTimeOffset now) => Encode(writer =>
    {
        writer.WriteNumber("updatedAt"u8, now.ToUnixTimeMilliseconds());
        writer.WriteStartArray("providers"u8);
        writer.WriteEndArray();
        writer.WriteBoolean("refreshing"u8, false);
    });

    private static void WriteSession(Utf8JsonWriter writer, UsageOfSession session)
    {
        var last = session.Last;
        writer.WriteStartObject();
        writer.WriteString("key"u8, last.Session.Value);
        if (session.Row?.Settings.Label is { } label)
        {
            writer.WriteString("label"u8, label);
        }

        if (session.Row is { } row)
        {
            writer.WriteString("sessionId"u8, row.SessionId);
        }

        writer.WriteString("scope"u8, "instance"u8);
        writer.WriteString("agentId"u8, last.Session.Agent.Value);
        writer.WriteString("channel"u8, last.Counts.Channel);
        writer.WriteNumber("updatedAt"u8, last.At.ToUnixTimeMilliseconds());
        writer.WriteString("modelProvider"u8, last.Model.Provider);
        writer.WriteString("model"u8, last.Model.Model);
        writer.WriteStartObject("usage"u8);
        WriteSum(writer, session.Sum);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteDays(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<DateOnly, UsageSum> days, UsageQuery query)
    {
        writer.WriteStartArray(name);
        for (var day = query.First; day <= query.Last; day = day.AddDays(1))
        {
            writer.WriteStartObject();
            writer.WriteString("date"u8, Text(day));
            WriteSum(writer, days.GetValueOrDefault(day, UsageSum.None));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes tokens and cost.</summary>
    public static void WriteSum(Utf8JsonWriter writer, UsageSum sum)
    {
        writer.WriteNumber("input"u8, sum.Tokens.Input);
        writer.WriteNumber("output"u8, sum.Tokens.Output);
        writer.WriteNumber("cacheRead"u8, sum.Tokens.CacheRead);
        writer.WriteNumber("cacheWrite"u8, sum.Tokens.CacheWrite);
        writer.WriteNumber("totalTokens"u8, sum.Tokens.Total);
        WriteCost(writer, sum);
        writer.WriteNumber("missingCostEntries"u8, sum.Unpriced);
    }

    /// <summary>Writes cost alone.</summary>
    public static void WriteCost(Utf8JsonWriter writer, UsageSum sum)
    {
        writer.WriteNumber("totalCost"u8, sum.Cost.Total);
        writer.WriteNumber("inputCost"u8, sum.Cost.Input);
        writer.WriteNumber("outputCost"u8, sum.Cost.Output);
        writer.WriteNumber("cacheReadCost"u8, sum.Cost.CacheRead);
        writer.WriteNumber("cacheWriteCost"u8, sum.Cost.CacheWrite);
    }

    private static void Add<T>(Dictionary<T, UsageSum> sums, T key, UsageRow row, ModelPrice? price)
        where T : notnull =>
        sums[key] = sums.GetValueOrDefault(key, UsageSum.None).Plus(row.Tokens, price);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
