namespace OpenClaw.Domain.Sessions;

/// <summary>When a conversation has grown old, so that the next message begins a new one.</summary>
/// <param name="AtHour">Hour of the day, local, after which yesterday's conversation is over, 0 to 23; null for none.</param>
/// <param name="Idle">Longest silence; null for any.</param>
public sealed record ResetRule(int? AtHour, TimeSpan? Idle)
{
    /// <summary>Conversations go on for ever.</summary>
    public static ResetRule Never { get; } = new(null, null);

    /// <summary>Whether a conversation has grown old.</summary>
    /// <param name="lastActivity">When something last happened in it.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">Whose hours count.</param>
    public bool IsOver(DateTimeOffset lastActivity, DateTimeOffset now, TimeZoneInfo zone) =>
        (Idle is { } idle && now - lastActivity > idle) || (AtHour is { } hour && lastActivity < LastAt(hour, now, zone));

    private static DateTimeOffset LastAt(int hour, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var at = local.Date.AddHours(hour);
        at = at <= local ? at : at.AddDays(-1);

        // An hour that a change of the clocks leaves out comes an hour later.
        at = zone.IsInvalidTime(at) ? at.AddHours(1) : at;
        return new DateTimeOffset(at, zone.GetUtcOffset(at));
    }
}

/// <summary>Which rule a conversation follows (<c>session.reset</c> and <c>session.resetByType</c>). Immutable.</summary>
/// <param name="Default">Of conversations of no other rule.</param>
/// <param name="Direct">With one person.</param>
/// <param name="Group">Of groups and channels.</param>
/// <param name="Thread">Of threads and topics in them.</param>
public sealed record ResetPolicy(ResetRule Default, ResetRule? Direct = null, ResetRule? Group = null, ResetRule? Thread = null)
{
    /// <summary>Conversations go on for ever.</summary>
    public static ResetPolicy Never { get; } = new(ResetRule.Never);

    /// <summary>The rule of a conversation.</summary>
    public ResetRule Of(SessionKey key) =>
        (key.Rest.Contains(":thread:", StringComparison.Ordinal) || key.Rest.Contains(":topic:", StringComparison.Ordinal) ? Thread
            : key.Kind == SessionKind.Group ? Group
            : Direct) ?? Default;
}
