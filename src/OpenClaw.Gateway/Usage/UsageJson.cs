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
    /// <param name="limit">Sessions that are listed at most, the dearest first.</param>
    /// <param name="models">Knows the prices.</param>
    /// <param name="now">Now.</param>
    public static ReadOnlyMemory<byte> Sessions(IReadOnlyList<UsageRow> rows, UsageQuery query, int limit, IModelCatalog models, DateTimeOffset now)
    {
        var total = UsageSum.None;
        var days = new Dictionary<DateOnly, UsageSum>();
        var sessions = new Dictionary<string, (UsageSum Sum, UsageRow Last)>(StringComparer.Ordinal);
        var byModel = new Dictionary<ModelRef, UsageSum>();
        var byProvider = new Dictionary<string, UsageSum>(StringComparer.Ordinal);
        var byAgent = new Dictionary<string, UsageSum>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var price = models.Find(row.Model)?.Price;
            total = total.Plus(row.Tokens, price);
            Add(days, query.DayOf(row.At), row, price);
            Add(byModel, row.Model, row, price);
            Add(byProvider, row.Model.Provider, row, price);
            Add(byAgent, row.Session.Agent.Value, row, price);
            var known = sessions.TryGetValue(row.Session.Value, out var session);
            sessions[row.Session.Value] = ((known ? session.Sum : UsageSum.None).Plus(row.Tokens, price), known && session.Last.At > row.At ? session.Last : row);
        }

        return Encode(writer =>
        {
            writer.WriteNumber("updatedAt"u8, now.ToUnixTimeMilliseconds());
            writer.WriteString("startDate"u8, Text(query.First));
            writer.WriteString("endDate"u8, Text(query.Last));
            writer.WriteStartArray("sessions"u8);
            foreach (var (key, (sum, last)) in sessions.OrderByDescending(static session => session.Value.Sum.Cost.Total)
                .ThenByDescending(static session => session.Value.Sum.Tokens.Total).Take(limit))
            {
                WriteSession(writer, key, sum, last);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("totals"u8);
            WriteSum(writer, total);
            writer.WriteEndObject();
            writer.WriteStartObject("aggregates"u8);
            writer.WriteNumber("sessionCount"u8, sessions.Count);
            WriteGroups(writer, "byModel"u8, byModel, static (writer, model) =>
            {
                writer.WriteString("provider"u8, model.Provider);
                writer.WriteString("model"u8, model.Model);
            });
            WriteGroups(writer, "byProvider"u8, byProvider, static (writer, provider) => writer.WriteString("provider"u8, provider));
            WriteGroups(writer, "byAgent"u8, byAgent, static (writer, agent) => writer.WriteString("agentId"u8, agent));
            WriteDays(writer, "daily"u8, days, query);
            writer.WriteEndObject();
        });
    }

    private static void WriteSession(Utf8JsonWriter writer, string key, UsageSum sum, UsageRow last)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, key);
        writer.WriteString("scope"u8, "instance"u8);
        writer.WriteString("agentId"u8, last.Session.Agent.Value);
        writer.WriteNumber("updatedAt"u8, last.At.ToUnixTimeMilliseconds());
        writer.WriteString("modelProvider"u8, last.Model.Provider);
        writer.WriteString("model"u8, last.Model.Model);
        writer.WriteStartObject("usage"u8);
        WriteSum(writer, sum);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteGroups<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<T, UsageSum> groups, Action<Utf8JsonWriter, T> writeKey)
        where T : notnull
    {
        writer.WriteStartArray(name);
        foreach (var (key, sum) in groups.OrderByDescending(static group => group.Value.Tokens.Total))
        {
            writer.WriteStartObject();
            writeKey(writer, key);
            writer.WriteNumber("count"u8, sum.Runs);
            writer.WriteStartObject("totals"u8);
            WriteSum(writer, sum);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
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

    private static void WriteSum(Utf8JsonWriter writer, UsageSum sum)
    {
        writer.WriteNumber("input"u8, sum.Tokens.Input);
        writer.WriteNumber("output"u8, sum.Tokens.Output);
        writer.WriteNumber("cacheRead"u8, sum.Tokens.CacheRead);
        writer.WriteNumber("cacheWrite"u8, sum.Tokens.CacheWrite);
        writer.WriteNumber("totalTokens"u8, sum.Tokens.Total);
        writer.WriteNumber("totalCost"u8, sum.Cost.Total);
        writer.WriteNumber("inputCost"u8, sum.Cost.Input);
        writer.WriteNumber("outputCost"u8, sum.Cost.Output);
        writer.WriteNumber("cacheReadCost"u8, sum.Cost.CacheRead);
        writer.WriteNumber("cacheWriteCost"u8, sum.Cost.CacheWrite);
        writer.WriteNumber("missingCostEntries"u8, sum.Unpriced);
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
