using System.Globalization;
using OpenClaw.Protocol.Methods.Sessions;
using OpenClaw.Protocol.Methods.Usage;

namespace OpenClaw.Gateway.Usage;

/// <summary>Which days are asked for, both included, and in whose day they are counted.</summary>
/// <param name="First">First day.</param>
/// <param name="Last">Last day.</param>
/// <param name="Offset">What is added to UTC.</param>
internal sealed record UsageQuery(DateOnly First, DateOnly Last, TimeSpan Offset)
{
    private const int DefaultDays = 30;
    private const int MaxDays = 396;

    // Nothing was used before, and a day more would be no date.
    private static readonly DateOnly s_earliest = new(1970, 1, 1);
    private static readonly DateOnly s_latest = DateOnly.MaxValue.AddDays(-1);

    /// <summary>How many days.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>Reads <c>usage.cost</c>.</summary>
    public static UsageQuery Of(UsageCostParams request, DateTimeOffset now) =>
        Of(request.StartDate, request.EndDate, (int)Math.Clamp(request.Days ?? DefaultDays, 1, MaxDays), request.UtcOffset, now);

    /// <summary>Reads <c>sessions.usage</c>.</summary>
    public static UsageQuery Of(SessionsUsageParams request, DateTimeOffset now) => Of(
        request.StartDate,
        request.EndDate,
        request.Range switch
        {
            "7d" => 7,
            "90d" => 90,
            "1y" => 365,
            "all" => MaxDays,
            _ => DefaultDays,
        },
        request.UtcOffset,
        now);

    /// <summary>The day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.Zero).DateTime + Offset);

    private static UsageQuery Of(string? start, string? end, int days, string? utcOffset, DateTimeOffset now)
    {
        var offset = OffsetOf(utcOffset);
        var last = Day(end) ?? DateOnly.FromDateTime(now.UtcDateTime + offset);
        var first = Day(start) ?? last.AddDays(1 - days);
        first = first > last ? last : first;
        return new UsageQuery(last.DayNumber - first.DayNumber < MaxDays ? first : last.AddDays(1 - MaxDays), last, offset);
    }

    private static DateOnly? Day(string? text) =>
        !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? null
        : day < s_earliest ? s_earliest
        : day > s_latest ? s_latest
        : day;

    // Clients send UTC+2, UTC-05:30 or +02:00.
    private static TimeSpan OffsetOf(string? text)
    {
        var sign = text?.Replace("UTC", "", StringComparison.OrdinalIgnoreCase).Trim() ?? "";
        var isNegative = sign.StartsWith('-');
        var parts = sign.TrimStart('+', '-').Split(':');
        if (parts.Length is < 1 or > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 14)
        {
            return TimeSpan.Zero;
        }

        var minutes = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read < 60 ? read : 0;
        return new TimeSpan(hours, minutes, 0) * (isNegative ? -1 : 1);
    }
}
