using System.Globalization;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Usage;

namespace OpenClaw.Gateway.Usage;

/// <summary>Sums usage in all the ways in which <c>sessions.usage</c> shows it. One pass over the rows; not thread safe.</summary>
internal sealed class UsageAggregates(UsageQuery query, IModelCatalog models)
{
    private readonly Dictionary<ModelRef, UsageSum> _byModel = [];
    private readonly Dictionary<string, UsageSum> _byProvider = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UsageSum> _byAgent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UsageSum> _byChannel = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateOnly Day, ModelRef Model), UsageSum> _byModelAndDay = [];
    private readonly Dictionary<DateOnly, DayOfUsage> _days = [];
    private readonly Dictionary<string, int> _tools = new(StringComparer.Ordinal);
    private readonly List<double> _durations = [];
    private Talk _talk;

    /// <summary>Everything together.</summary>
    public UsageSum Total { get; private set; } = UsageSum.None;

    /// <summary>Adds what one run took.</summary>
    public void Add(UsageRow row)
    {
        var price = models.Find(row.Model)?.Price;
        var day = query.DayOf(row.At);
        Total = Total.Plus(row.Tokens, price);
        Plus(_byModel, row.Model, row, price);
        Plus(_byProvider, row.Model.Provider, row, price);
        Plus(_byAgent, row.Session.Agent.Value, row, price);
        Plus(_byChannel, row.Counts.Channel, row, price);
        Plus(_byModelAndDay, (day, row.Model), row, price);
        var known = _days.GetValueOrDefault(day) ?? new DayOfUsage();
        _days[day] = known;
        known.Sum = known.Sum.Plus(row.Tokens, price);
        known.Talk = known.Talk.Plus(row.Counts);
        _talk = _talk.Plus(row.Counts);
        foreach (var (tool, calls) in row.Counts.Tools)
        {
            _tools[tool] = _tools.GetValueOrDefault(tool) + calls;
        }

        if (row.Counts.Duration is { } duration)
        {
            known.Durations.Add(duration.TotalMilliseconds);
            _durations.Add(duration.TotalMilliseconds);
        }
    }

    /// <summary>Writes the member <c>aggregates</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="sessions">How many sessions took something.</param>
    public void Write(Utf8JsonWriter writer, int sessions)
    {
        writer.WriteStartObject("aggregates"u8);
        writer.WriteNumber("sessionCount"u8, sessions);
        if (_durations.Count > 0)
        {
            // What a session's clock shows is the time in which it worked.
            writer.WriteNumber("longestSessionDurationMs"u8, _durations.Max());
        }

        writer.WriteStartObject("messages"u8);
        _talk.Write(writer);
        writer.WriteEndObject();
        WriteTools(writer);
        WriteGroups(writer, "byModel"u8, _byModel, static (writer, model) =>
        {
            writer.WriteString("provider"u8, model.Provider);
            writer.WriteString("model"u8, model.Model);
        });
        WriteGroups(writer, "byProvider"u8, _byProvider, static (writer, provider) => writer.WriteString("provider"u8, provider));
        WriteGroups(writer, "byAgent"u8, _byAgent, static (writer, agent) => writer.WriteString("agentId"u8, agent));
        WriteGroups(writer, "byChannel"u8, _byChannel, static (writer, channel) => writer.WriteString("channel"u8, channel));
        WriteDays(writer, "costDaily"u8, static (writer, day) => UsageJson.WriteCost(writer, day.Sum));
        if (_durations.Count > 0)
        {
            writer.WriteStartObject("latency"u8);
            WriteLatency(writer, _durations);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("dailyLatency"u8);
        foreach (var (day, usage) in _days.Where(static day => day.Value.Durations.Count > 0).OrderBy(static day => day.Key))
        {
            writer.WriteStartObject();
            writer.WriteString("date"u8, Text(day));
            WriteLatency(writer, usage.Durations);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteModelDaily(writer);
        WriteDays(writer, "daily"u8, static (writer, day) =>
        {
            UsageJson.WriteSum(writer, day.Sum);
            writer.WriteNumber("tokens"u8, day.Sum.Tokens.Total);
            writer.WriteNumber("cost"u8, day.Sum.Cost.Total);
            writer.WriteNumber("messages"u8, day.Talk.Total);
            writer.WriteNumber("toolCalls"u8, day.Talk.ToolCalls);
            writer.WriteNumber("errors"u8, day.Talk.Errors);
        });
        writer.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("tools"u8);
        writer.WriteNumber("totalCalls"u8, _talk.ToolCalls);
        writer.WriteNumber("uniqueTools"u8, _tools.Count);
        writer.WriteStartArray("tools"u8);
        foreach (var (tool, calls) in _tools.OrderByDescending(static tool => tool.Value).ThenBy(static tool => tool.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, tool);
            writer.WriteNumber("count"u8, calls);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteModelDaily(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("modelDaily"u8);
        foreach (var ((day, model), sum) in _byModelAndDay.OrderBy(static group => group.Key.Day).ThenByDescending(static group => group.Value.Tokens.Total))
        {
            writer.WriteStartObject();
            writer.WriteString("date"u8, Text(day));
            writer.WriteString("provider"u8, model.Provider);
            writer.WriteString("model"u8, model.Model);
            writer.WriteNumber("tokens"u8, sum.Tokens.Total);
            writer.WriteNumber("cost"u8, sum.Cost.Total);
            writer.WriteNumber("count"u8, sum.Runs);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // Every day of the range, those on which nothing happened too: clients draw them.
    private void WriteDays(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Action<Utf8JsonWriter, DayOfUsage> write)
    {
        var empty = new DayOfUsage();
        writer.WriteStartArray(name);
        for (var day = query.First; day <= query.Last; day = day.AddDays(1))
        {
            writer.WriteStartObject();
            writer.WriteString("date"u8, Text(day));
            write(writer, _days.GetValueOrDefault(day) ?? empty);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
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
            UsageJson.WriteSum(writer, sum);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteLatency(Utf8JsonWriter writer, List<double> durations)
    {
        durations.Sort();
        writer.WriteNumber("count"u8, durations.Count);
        writer.WriteNumber("avgMs"u8, durations.Average());
        writer.WriteNumber("p95Ms"u8, durations[(int)Math.Ceiling(durations.Count * 0.95) - 1]);
        writer.WriteNumber("minMs"u8, durations[0]);
        writer.WriteNumber("maxMs"u8, durations[^1]);
    }

    private static void Plus<T>(Dictionary<T, UsageSum> sums, T key, UsageRow row, ModelPrice? price)
        where T : notnull =>
        sums[key] = sums.GetValueOrDefault(key, UsageSum.None).Plus(row.Tokens, price);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class DayOfUsage
    {
        public UsageSum Sum { get; set; } = UsageSum.None;

        public Talk Talk { get; set; }

        public List<double> Durations { get; } = [];
    }

    // Messages by kind.
    private readonly record struct Talk(int User, int Assistant, int ToolCalls, int ToolResults, int Errors)
    {
        public int Total => User + Assistant + ToolResults;

        public Talk Plus(RunCounts counts) => new(
            User + counts.User, Assistant + counts.Assistant, ToolCalls + counts.ToolCalls, ToolResults + counts.ToolResults, Errors + counts.Errors);

        public void Write(Utf8JsonWriter writer)
        {
            writer.WriteNumber("total"u8, Total);
            writer.WriteNumber("user"u8, User);
            writer.WriteNumber("assistant"u8, Assistant);
            writer.WriteNumber("toolCalls"u8, ToolCalls);
            writer.WriteNumber("toolResults"u8, ToolResults);
            writer.WriteNumber("errors"u8, Errors);
        }
    }
}
