namespace OpenClaw.Cli.Output;

/// <summary>Spans of time for people: one unit is enough.</summary>
internal static class Ages
{
    /// <summary>How long ago a time in epoch milliseconds was; a dash when there is none.</summary>
    public static string Since(long? epochMs, TimeProvider time) =>
        epochMs is { } ms ? $"{Short(time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, 253_402_300_799_999)))} ago" : "-";

    /// <summary>A span such as 45s, 12m, 3h or 9d.</summary>
    public static string Short(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)span.TotalSeconds)}s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes}m",
        { TotalHours: < 48 } => $"{(int)span.TotalHours}h",
        _ => $"{(int)span.TotalDays}d",
    };
}
